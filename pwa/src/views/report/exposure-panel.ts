import { localized, msg, str } from "@lit/localize";
import { Task, TaskStatus } from "@lit/task";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { DAY_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { OWN_ZONE } from "../../../../shared/ground/zone-offset.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { type ShiftPeriod, shiftsAround } from "../../../../shared/rules/shift-times.ts";
import type { CompletenessAnswer, DayCompleteness } from "../../../../shared/wire/completeness.ts";
import type { ExposureAnswer } from "../../../../shared/wire/exposure.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { limitedCells } from "./report-sheet.ts";
import { reportStyles } from "./report-styles.ts";
import { gapText, methodText, receivedText } from "./report-words.ts";

/** Least time between two questions, ms: they are made from all readings of the shift, which is work for the server. */
const REFRESH_MS = 5 * MINUTE_MS;
const DAYS = 7;

interface Told {
  readonly exposure: ExposureAnswer;
  readonly completeness: CompletenessAnswer;
}

/** Before a device was first heard of nothing is missing. */
function isOfInterest({ received, expected }: DayCompleteness): boolean {
  return received > 0 || (expected ?? 0) > 0;
}

/** What was breathed where a device is, in the shift so far, and how much of what it was meant to send has come. */
@customElement("exposure-panel")
@localized()
export class ExposurePanel extends LitElement {
  static override styles = [
    controlStyles,
    reportStyles,
    css`
      :host {
        display: block;
        /* A table that is too wide scrolls; it does not make the page wider. */
        contain: inline-size;
      }
      h2 {
        margin-top: 0;
      }
      .note {
        color: var(--muted);
        font-size: 0.875rem;
      }
    `,
  ];

  @property() device = "";
  readonly #fleet = new FleetController(this);

  readonly #told = new Task(this, {
    args: () => [this.#fleet.data, this.device, Math.floor(this.#now / REFRESH_MS)] as const,
    task: async ([data, device], { signal }): Promise<Told | undefined> => {
      if (!data || !device || this.#now === 0) return undefined;
      const verbs = await data.report();
      const { from } = this.#shift;
      const [now, week] = [this.#now, { from: this.#now - DAYS * DAY_MS, to: this.#now }];
      const exposure = await verbs.exposure(device, { from, to: Math.max(now, from + MINUTE_MS) }, signal);
      return { exposure, completeness: await verbs.completeness(device, week, signal) };
    },
  });

  get #now(): number {
    const { moment } = this.#fleet;
    return moment.isGuess ? 0 : moment.serverNow;
  }

  get #zone(): string {
    return this.#fleet.display.current.siteZone ?? OWN_ZONE;
  }

  /** The shift that is under way, the one that began first where several are; else that which began last. */
  get #shift(): ShiftPeriod {
    const now = this.#now;
    const shifts = this.#fleet.data?.site.current().shifts ?? [];
    const begun = shiftsAround(shifts, now, this.#zone).filter(({ from }) => from <= now);
    const byBeginning = begun.sort((a, b) => a.from - b.from);
    const present = byBeginning.find(({ to }) => to > now) ?? byBeginning.at(-1);
    return present ?? { name: "", date: "", from: now - DAY_MS, to: now };
  }

  override render() {
    const told = this.#told.value;
    return html`<h2>${msg("Exposure in this shift", { id: "device.exposure" })}</h2>
      ${told ? this.#exposure(told.exposure) : this.#status()}
      ${told ? this.#completeness(told.completeness) : nothing}`;
  }

  #status() {
    const isFailed = this.#told.status === TaskStatus.ERROR;
    return html`<p role="status" class="note">
      ${
        isFailed
          ? msg("Only the server knows, and it cannot be reached or is busy.", {
              id: "device.exposureProblem",
            })
          : msg("Loading …", { id: "overview.loading" })
      }
    </p>`;
  }

  #exposure({ sensors, stints, from, to, rolledUp }: ExposureAnswer) {
    const { format } = this.#fleet.display.current;
    const limited = sensors.filter(({ source }) => source !== null);
    const wearers = [...new Set(stints.map(({ wearer }) => wearer))].join(", ");
    const { name } = this.#shift;
    return html`<p>
        ${name ? `${name}, ` : nothing}${this.#spanText({ from, to })}${
          wearers ? ` – ${msg(str`Carried by ${wearers}`, { id: "report.carriedBy" })}` : nothing
        }
      </p>
      ${
        limited.length === 0
          ? html`<p class="note">${msg("No gas with limits of exposure was measured.", { id: "device.noExposure" })}</p>`
          : html`<div class="wide"><table>
              <thead>
                <tr>
                  <th>${msg("Sensor", { id: "report.sensor" })}</th>
                  <th>${msg("15 min (STEL)", { id: "report.stel" })}</th>
                  <th>${msg("Shift (TWA)", { id: "report.twa" })}</th>
                </tr>
              </thead>
              <tbody>
                ${limited.map(
                  (sensor) => html`<tr>
                    <td>${sensorTitle(sensor.key)}<small>${sensor.shownUnit}</small></td>
                    ${limitedCells(sensor, format)}
                  </tr>`,
                )}
              </tbody>
            </table></div>`
      }
      <p class="note">
        ${methodText()} ${rolledUp ? msg("Some of it is made from minutes: the readings were deleted.", { id: "report.rolledUp" }) : nothing}
      </p>`;
  }

  #spanText({ from, to }: Period): string {
    const { format } = this.#fleet.display.current;
    return `${format.time(from, to)} – ${format.time(to, to)}`;
  }

  #completeness({ days }: CompletenessAnswer) {
    const { format } = this.#fleet.display.current;
    return html`<h3>${msg("Readings received", { id: "device.completeness" })}</h3>
      <div class="wide"><table>
        <tbody>
          ${[...days]
            .reverse()
            .filter(isOfInterest)
            .map(
              (day) => html`<tr>
              <td>${format.date(day.date)}</td>
              <td>${receivedText(day, format)}<small>${gapText(day, format)}</small></td>
            </tr>`,
            )}
        </tbody>
      </table></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "exposure-panel": ExposurePanel;
  }
}
