import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { alarmStyles } from "../../components/alarm/alarm-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { alarmSentence } from "../../i18n/alarm-texts.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import {
  alarmsCsv,
  type HistoryWish,
  NO_WISH,
  SPANS,
  type SpanName,
  selectAlarms,
} from "../../rules/alarm-history.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "./alarm-history-styles.ts";
import { alarmRow } from "./alarm-row.ts";
import { alarmsStyles } from "./alarms-styles.ts";
import { downloadText } from "./download-text.ts";
import { historyFilters } from "./history-filters.ts";

/** Most alarms that are held; whoever wants to see older ones takes a shorter time. */
const MOST = 5_000;

/** What was: open and ended alarms of a time, by place, gas, level and state, with a search and as a file. */
@customElement("alarm-history")
@localized()
export class AlarmHistory extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, alarmsStyles, historyStyles];

  @state() private _span: SpanName = "7";
  @state() private _wish: HistoryWish = NO_WISH;
  @state() private _alarms: readonly Alarm[] = [];
  @state() private _cursor: string | undefined;
  @state() private _status: "asking" | "done" | "failed" = "asking";
  readonly #shown = new ShownAlarmsController(this);
  #asking: AbortController | undefined;
  #from = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
  }

  override willUpdate(): void {
    if (!this.#asking && this.#shown.alarms) this.#begin();
  }

  override render() {
    const found = selectAlarms(this._alarms, this._wish, (alarm) => this.#textOf(alarm));
    return html`${historyFilters({
      span: this._span,
      wish: this._wish,
      alarms: this._alarms,
      onSpan: (span) => this.#setSpan(span),
      onWish: (patch) => {
        this._wish = { ...this._wish, ...patch };
      },
    })}
    <p class="count" role="status">${this.#countWords(found.length)}</p>
    ${found.length > 0 ? html`<ul class="sheet rows">${found.map((alarm) => html`<li>${this.#row(alarm)}</li>`)}</ul>` : nothing}
    <p class="more">
      ${this._status === "failed" || this._cursor ? html`<button ?disabled=${this._status === "asking"} @click=${() => void this.#more()}>${this._status === "failed" ? msg("Try again", { id: "shell.tryAgain" }) : msg("Older ones", { id: "alarm.older" })}</button>` : nothing}
      ${found.length > 0 ? html`<button @click=${() => this.#download(found)}>${icon("download")} CSV</button>` : nothing}
    </p>`;
  }

  #row(alarm: Alarm) {
    const { format, now } = this.#shown;
    return html`<time>${format.time(alarm.raisedAt, now)}</time>${alarmRow(this.#shown.show(alarm), this.#shown)}`;
  }

  #countWords(count: number): string {
    if (this._status === "asking") return msg("Loading …", { id: "overview.loading" });
    if (this._status === "failed")
      return msg("The server cannot be reached: past alarms are with it alone.", {
        id: "alarm.historyProblem",
      });
    const words = msg(str`${count} alarms`, { id: "alarm.count" });
    return this._cursor ? `${words}, ${msg("there are older ones", { id: "alarm.hasOlder" })}` : words;
  }

  #textOf(alarm: Alarm): string {
    const shown = this.#shown.show(alarm);
    const gas = alarm.sensor ? gasName(alarm.sensor.type) : "";
    const said = [alarm.acknowledgedBy, alarm.comment, alarm.id, shown.name, shown.place, gas];
    return [alarmSentence(shown, this.#shown.format), ...said].filter(Boolean).join(" ");
  }

  #setSpan(span: SpanName): void {
    this._span = span;
    this.#begin();
  }

  #begin(): void {
    this.#from = this.#shown.now - SPANS[this._span];
    this._alarms = [];
    this._cursor = undefined;
    void this.#more();
  }

  async #more(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this._status = "asking";
    try {
      const acts = await this.#shown.alarms?.acts();
      if (!acts) return;
      const cursor = this._cursor === undefined ? {} : { cursor: this._cursor };
      const page = await acts.read({ from: Math.max(0, Math.floor(this.#from)), ...cursor }, asking.signal);
      if (asking.signal.aborted) return;
      const known = new Set(this._alarms.map(({ id }) => id));
      this._alarms = [...this._alarms, ...page.alarms.filter(({ id }) => !known.has(id))].slice(0, MOST);
      this._cursor = this._alarms.length < MOST ? page.cursor : undefined;
      this._status = "done";
    } catch {
      // Said by the state; the button tries again.
      if (!asking.signal.aborted) this._status = "failed";
    }
  }

  #download(alarms: readonly Alarm[]): void {
    downloadText({ name: "alarms.csv", type: "text/csv", text: alarmsCsv(alarms) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-history": AlarmHistory;
  }
}
