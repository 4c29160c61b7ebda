import { localized, msg, str } from "@lit/localize";
import { Task, TaskStatus } from "@lit/task";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { TEST_KINDS, type TestKind } from "../../../../shared/entries/instrument-test.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import type { DeviceTests, TestStanding } from "../../../../shared/wire/instrument-tests.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { deviceHref } from "../../ground/routes.ts";
import { personName } from "../../i18n/alarm-texts.ts";
import { testName } from "../../i18n/log-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";

/** Which devices are due for a bump test or a calibration, and the record of one. */
@customElement("instrument-tests")
@localized()
export class InstrumentTests extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _recorded = 0;
  @state() private _problem = "";
  readonly #shown = new ShownAlarmsController(this);

  readonly #tests = new Task(this, {
    args: () => [this.#shown.alarms, this._recorded] as const,
    task: async ([alarms], { signal }) => alarms && (await (await alarms.acts()).tests(signal)),
  });

  override render() {
    const devices = this.#tests.value ?? [];
    return html`<p class="count">${msg("Put a device into test mode before its test: the gas at the device calls nobody then.", { id: "tests.note" })}</p>
      <p role="status">${this.#status(devices)}</p>
      ${this._problem ? html`<p role="alert">${this._problem}</p>` : nothing}
      ${devices.length > 0 ? html`<ol class="list">${devices.map((one) => this.#row(one))}</ol>` : nothing}`;
  }

  #status(devices: readonly DeviceTests[]): string {
    if (this.#tests.status === TaskStatus.ERROR)
      return msg("The server cannot be reached: what was, it alone knows.", { id: "log.problem" });
    if (!this.#tests.value) return msg("Loading …", { id: "overview.loading" });
    return devices.length === 0 ? msg("No devices are in service.", { id: "tests.none" }) : "";
  }

  #row({ device, tests, overSince }: DeviceTests) {
    const state = this.#shown.fleet.data?.fleet.devices().get(device);
    return html`<li>
      <a href=${deviceHref(device)}>${deviceName(device, state?.settings)}</a>
      <span>
        ${overSince === null ? nothing : html`<strong>${msg("Was beyond its range: the alarm ends only after a test that passed.", { id: "tests.over" })}</strong><br />`}
        ${TEST_KINDS.map((kind) => html`<span>${testName(kind)}: ${this.#words(tests[kind])}</span><br />`)}
        ${this.#shown.mayAnswer ? this.#buttons(device) : nothing}
      </span>
    </li>`;
  }

  #words({ last, dueAt, isOverdue }: TestStanding): string {
    const { format } = this.#shown;
    const result = last?.passed ? msg("passed", { id: "log.passed" }) : msg("failed", { id: "log.failed" });
    const was = last
      ? msg(str`last ${format.dateTime(last.testedAt)}, ${result}`, { id: "tests.last" })
      : msg("never recorded", { id: "tests.never" });
    const who = last ? ` (${personName(last.by === "open" ? undefined : last.by)})` : "";
    if (dueAt === null) return was + who;
    const date = format.dateTime(dueAt);
    const due = isOverdue
      ? msg(str`overdue since ${date}`, { id: "tests.overdue" })
      : msg(str`due ${date}`, { id: "tests.due" });
    return `${was}${who}; ${due}`;
  }

  #buttons(device: string) {
    const button = (what: TestKind, passed: boolean) => {
      const name = testName(what);
      const word = passed
        ? msg(str`${name} passed`, { id: "tests.passed" })
        : msg(str`${name} failed`, { id: "tests.failed" });
      return html`<button @click=${() => void this.#record({ device, what, passed })}>${word}</button>`;
    };
    return html`<span class="more">${button("bump", true)}${button("bump", false)}${button("calibration", true)}</span>`;
  }

  async #record(test: { device: string; what: TestKind; passed: boolean }): Promise<void> {
    try {
      await (await this.#shown.alarms?.acts())?.recordTest(test);
      this._problem = "";
      this._recorded += 1;
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "instrument-tests": InstrumentTests;
  }
}
