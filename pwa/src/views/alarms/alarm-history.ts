import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { alarmStyles } from "../../components/alarm/alarm-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { type ListPart, PagedController } from "../../controllers/paged-controller.ts";
import { actsOf, ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
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
import { moreButton } from "./more-button.ts";

/** What was: open and ended alarms of a time, by place, gas, level and state, with a search and as a file. */
@customElement("alarm-history")
@localized()
export class AlarmHistory extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, alarmsStyles, historyStyles];

  @state() private _span: SpanName = "7";
  @state() private _wish: HistoryWish = NO_WISH;
  readonly #shown = new ShownAlarmsController(this);
  readonly #list = new PagedController<Alarm>(this, {
    isReady: () => this.#shown.alarms !== undefined,
    keyOf: ({ id }) => id,
    ask: (cursor, signal) => this.#ask(cursor, signal),
  });
  #from = 0;

  override render() {
    const found = selectAlarms(this.#list.items, this._wish, (alarm) => this.#textOf(alarm));
    return html`${historyFilters({
      span: this._span,
      wish: this._wish,
      alarms: this.#list.items,
      onSpan: (span) => this.#setSpan(span),
      onWish: (patch) => {
        this._wish = { ...this._wish, ...patch };
      },
    })}
    <p class="count" role="status">${this.#countWords(found.length)}</p>
    ${found.length > 0 ? html`<ul class="sheet rows">${found.map((alarm) => html`<li>${this.#row(alarm)}</li>`)}</ul>` : nothing}
    <p class="more">
      ${moreButton(this.#list)}
      ${found.length > 0 ? html`<button @click=${() => this.#download(found)}>${icon("download")} CSV</button>` : nothing}
    </p>`;
  }

  #row(alarm: Alarm) {
    const { format, now } = this.#shown;
    return html`<time>${format.time(alarm.raisedAt, now)}</time>${alarmRow(this.#shown.show(alarm), this.#shown)}`;
  }

  #countWords(count: number): string {
    if (this.#list.status === "asking") return msg("Loading …", { id: "overview.loading" });
    if (this.#list.status === "failed")
      return msg("The server cannot be reached: past alarms are with it alone.", {
        id: "alarm.historyProblem",
      });
    const words = msg(str`${count} alarms`, { id: "alarm.count" });
    return this.#list.hasMore ? `${words}, ${msg("there are older ones", { id: "alarm.hasOlder" })}` : words;
  }

  #textOf(alarm: Alarm): string {
    const shown = this.#shown.show(alarm);
    const gas = alarm.sensor ? gasName(alarm.sensor.type) : "";
    const said = [alarm.acknowledgedBy, alarm.comment, alarm.id, shown.name, shown.place, gas];
    return [alarmSentence(shown, this.#shown.format), ...said].filter(Boolean).join(" ");
  }

  #setSpan(span: SpanName): void {
    this._span = span;
    this.#list.begin();
  }

  async #ask(cursor: string | undefined, signal: AbortSignal): Promise<ListPart<Alarm>> {
    // The parts of a list are of one time.
    if (cursor === undefined) this.#from = Math.max(0, Math.floor(this.#shown.now - SPANS[this._span]));
    const acts = await actsOf(this.#shown);
    const query = { from: this.#from, ...(cursor === undefined ? {} : { cursor }) };
    const { alarms, cursor: next } = await acts.read(query, signal);
    return { items: alarms, cursor: next };
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
