import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import { OWN_ZONE, offsetIn } from "../../../../shared/ground/zone-offset.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { type ShiftPeriod, shiftOn } from "../../../../shared/rules/shift-times.ts";
import type { Shift } from "../../../../shared/rules/shifts.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { pageHead } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { createFormat, type Format } from "../../i18n/format.ts";
import { typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import { placesOf } from "../../rules/places.ts";
import { dayShift, latestShift } from "../../rules/shift-report.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "../access/access-page-styles.ts";
import { csvFormFor } from "../graph/export-files.ts";
import { personsSheet } from "./persons-sheet.ts";
import { reportCsv } from "./report-csv.ts";
import { MAX_REPORTED, makeReport, type Report } from "./report-run.ts";
import { deviceSheet } from "./report-sheet.ts";
import { reportStyles } from "./report-styles.ts";
import "./shift-editor.ts";

type Step =
  | { readonly kind: "idle" }
  | { readonly kind: "making"; readonly done: number; readonly of: number }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "made"; readonly report: Report };

/** A report of one shift: chosen, made device by device, printed a sheet a device. */
@customElement("report-view")
@localized()
export class ReportView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles, reportStyles];

  readonly #fleet = new FleetController(this);
  readonly #session = new SessionController(this);
  @state() private _step: Step = { kind: "idle" };
  @state() private _date: string | undefined;
  @state() private _shift: string | undefined;
  @state() private _place = "";
  #making: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#making?.abort();
  }

  override render() {
    return html`<div class="screen-only">
        ${pageHead(msg("Report of a shift", { id: "report.shift" }))}
        <section>${this.#form()} ${this.#progress()}</section>
        ${this.#shiftEditor()}
      </div>
      ${this._step.kind === "made" ? this.#sheets(this._step.report) : nothing}`;
  }

  get #zone(): string {
    return this.#fleet.display.current.siteZone ?? OWN_ZONE;
  }

  /** Times on paper are the site's, whoever prints it. */
  get #format(): Format {
    const { language } = this.#fleet.display.current;
    return createFormat({ language, timeZone: this.#zone });
  }

  get #shifts(): readonly Shift[] {
    const shifts = this.#fleet.data?.site.current().shifts ?? [];
    return shifts.length > 0 ? shifts : [dayShift(msg("Whole day", { id: "report.wholeDay" }))];
  }

  /** What is chosen, else the shift that ended last. */
  #chosen(): ShiftPeriod | undefined {
    const zone = this.#zone;
    const now = this.#fleet.moment.serverNow || Date.now();
    const dates = [2, 1, 0].map((days) => this.#dateOf(now - days * DAY_MS));
    const latest = latestShift(this.#shifts, { dates, zone, now });
    const shift = this.#shifts.find(({ name }) => name === (this._shift ?? latest?.name)) ?? this.#shifts[0];
    return shift && shiftOn(shift, this._date ?? latest?.date ?? this.#dateOf(now), zone);
  }

  #dateOf(at: number): string {
    return new Date(at + offsetIn(this.#zone)(at)).toISOString().slice(0, 10);
  }

  #devices(): readonly string[] {
    const states = [...(this.#fleet.data?.fleet.devices().values() ?? [])];
    const chosen = states.filter(({ settings }) => this._place === "" || settings.place === this._place);
    const nameOf = (state: (typeof states)[number]) => deviceName(state.device, state.settings);
    return chosen.sort((a, b) => compareNaturally(nameOf(a), nameOf(b))).map(({ device }) => device);
  }

  #form() {
    const chosen = this.#chosen();
    const states = [...(this.#fleet.data?.fleet.devices().values() ?? [])];
    const places = placesOf(states);
    return html`<form @submit=${this.#make}>
      <label>
        ${msg("Day", { id: "report.day" })}
        <input type="date" required .value=${chosen?.date ?? ""} @change=${this.#setDate} />
      </label>
      <label>
        ${msg("Shift", { id: "report.oneShift" })}
        <select @change=${this.#setShift}>
          ${this.#shifts.map(
            ({ name, from, to }) =>
              html`<option value=${name} ?selected=${name === chosen?.name}>${name}, ${from} – ${to}</option>`,
          )}
        </select>
      </label>
      <label>
        ${msg("Place", { id: "report.place" })}
        <select @change=${this.#setPlace}>
          <option value="">${msg("All devices", { id: "report.allDevices" })}</option>
          ${places.map((place) => html`<option value=${place}>${place}</option>`)}
        </select>
      </label>
      <button class="primary" ?disabled=${this._step.kind === "making" || !chosen}>
        ${msg("Make the report", { id: "report.make" })}
      </button>
    </form>`;
  }

  #progress() {
    const step = this._step;
    switch (step.kind) {
      case "idle":
        return nothing;
      case "making":
        return html`<p role="status">
          ${msg(str`${step.done} of ${step.of} devices …`, { id: "report.progress" })}
          <button @click=${this.#stop}>${msg("Stop", { id: "report.stop" })}</button>
        </p>`;
      case "failed":
        return html`<p class="problem" role="alert">${step.why}</p>`;
      case "made":
        return html`<p class="actions">
          <button class="primary" @click=${() => window.print()}>
            ${icon("printer")} ${msg("Print, or save as PDF", { id: "report.print" })}
          </button>
          <button @click=${() => this.#save(step.report)}>${icon("download")} CSV</button>
        </p>`;
    }
  }

  #shiftEditor() {
    if (!this.#session.may("settings")) return nothing;
    const shifts = this.#fleet.data?.site.current().shifts ?? [];
    const zone = zoneName({ zone: this.#zone });
    return html`<section>
      <details ?open=${shifts.length === 0}>
        <summary>${icon("clock")} ${msg("Shifts of the site", { id: "report.shifts" })}</summary>
        <p class="note">
          ${msg(str`By the clock of ${zone}. A shift that ends at or before its beginning ends on the next day.`, { id: "report.shiftsNote" })}
        </p>
        <shift-editor .shifts=${shifts} .save=${this.#saveShifts}></shift-editor>
      </details>
    </section>`;
  }

  #sheets(report: Report) {
    const format = this.#format;
    const devices = this.#fleet.data?.fleet.devices();
    const sheet = {
      report,
      format,
      viewing: this.#fleet.display.current.viewing,
      stateOf: (device: string) => devices?.get(device),
    };
    const site = this.#fleet.data?.site.current().name ?? "";
    return html`${personsSheet(report, { format, site })} ${report.devices.map((own) => deviceSheet(own, sheet))}`;
  }

  readonly #setDate = (event: Event & { currentTarget: HTMLInputElement }): void => {
    this._date = event.currentTarget.value || undefined;
  };

  readonly #setShift = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    this._shift = event.currentTarget.value;
  };

  readonly #setPlace = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    this._place = event.currentTarget.value;
  };

  readonly #stop = (): void => {
    this.#making?.abort();
    this._step = { kind: "idle" };
  };

  readonly #make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { data } = this.#fleet;
    const shift = this.#chosen();
    if (!data || !shift) return;
    this.#making?.abort();
    this.#making = new AbortController();
    const { signal } = this.#making;
    const devices = this.#devices();
    const of = Math.min(devices.length, MAX_REPORTED);
    const onDevice = (done: number) => {
      if (!signal.aborted) this._step = { kind: "making", done, of };
    };
    onDevice(0);
    try {
      const report = await makeReport(data, { shift, devices }, { signal, onDevice });
      if (!signal.aborted) this._step = { kind: "made", report };
    } catch (error) {
      if (!signal.aborted) this._step = { kind: "failed", why: this.#whyNot(error) };
    }
  };

  #whyNot(error: unknown): string {
    const reason = error instanceof Error ? error.message : String(error);
    return msg(str`The report could not be made: only the server has what it is made of. ${reason}`, {
      id: "report.failed",
    });
  }

  #save(report: Report): void {
    const { format } = this.#fleet.display.current;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([reportCsv(report, csvFormFor(typedNumbersOf(format)))], { type: "text/csv;charset=utf-8" }),
    );
    link.download = `davy_report_${report.shift.date}_${report.shift.name.replaceAll(/[^\w-]+/g, "_")}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  readonly #saveShifts = async (shifts: readonly Shift[]): Promise<void> => {
    await this.#fleet.data?.site.change({ shifts });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "report-view": ReportView;
  }
}
