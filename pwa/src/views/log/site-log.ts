import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { AlarmEntry } from "../../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import { aboutOf, KINDS } from "../../../../shared/entries/kinds.ts";
import { LOG_GROUPS, type LogGroup } from "../../../../shared/entries/log-groups.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { icon } from "../../components/base/more-icons.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { logParameters } from "../../data/base/log-parameters.ts";
import { inBase } from "../../ground/base-path.ts";
import { graphAtHref } from "../../ground/routes.ts";
import { groupWord, logWords, whoWords } from "../../i18n/log-texts.ts";
import { SPANS, type SpanName } from "../../rules/alarm-history.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { logStyles } from "./log-styles.ts";
import { spanChoice } from "./span-choice.ts";

/** Most entries that are held; whoever wants older ones takes a shorter time, or the file. */
const MOST = 5_000;
/** A search is sent when nothing was typed for so long, ms. */
const TYPING_MS = 400;

/** The log of the whole site, newest first: each entry leads to the graph at its moment. */
@customElement("site-log")
@localized()
export class SiteLog extends LitElement {
  static override styles = [controlStyles, historyStyles, logStyles];

  @state() private _span: SpanName = "7";
  @state() private _group: LogGroup | "all" = "all";
  @state() private _search = "";
  @state() private _events: readonly StampedEntry[] = [];
  @state() private _cursor: string | undefined;
  @state() private _status: "asking" | "done" | "failed" = "asking";
  readonly #shown = new ShownAlarmsController(this);
  #asking: AbortController | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #from = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    clearTimeout(this.#typing);
  }

  override willUpdate(): void {
    if (!this.#asking && this.#shown.alarms) this.#begin();
  }

  override render() {
    return html`<div class="filters" role="search">
        ${spanChoice(this._span, (span) => {
          this._span = span;
          this.#begin();
        })}
        ${this.#groups()}
        <label>${msg("Search", { id: "alarm.filterSearch" })}
          <input type="search" .value=${this._search} @input=${(event: Event) => this.#type(event)} />
        </label>
      </div>
      <p class="count" role="status">${this.#countWords()}</p>
      ${this._events.length > 0 ? html`<ol class="list">${this._events.map((entry) => this.#row(entry))}</ol>` : nothing}
      <p class="more">${this.#moreButton()} ${this.#file()}</p>`;
  }

  #groups() {
    const isAdmin = this.#shown.session.may("admin");
    const groups = LOG_GROUPS.filter((group) => isAdmin || (group !== "access" && group !== "notice"));
    const changed = ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this._group = groups.find((group) => group === target.value) ?? "all";
      this.#begin();
    };
    return html`<label>${msg("What", { id: "log.what" })}
      <select @change=${changed}>
        <option value="all">${msg("Everything", { id: "log.everything" })}</option>
        ${groups.map((group) => html`<option value=${group} ?selected=${group === this._group}>${groupWord(group)}</option>`)}
      </select>
    </label>`;
  }

  #moreButton() {
    if (this._status !== "failed" && this._cursor === undefined) return nothing;
    const word =
      this._status === "failed"
        ? msg("Try again", { id: "shell.tryAgain" })
        : msg("Older ones", { id: "alarm.older" });
    return html`<button ?disabled=${this._status === "asking"} @click=${() => void this.#more()}>${word}</button>`;
  }

  #file() {
    if (this._events.length === 0 || !this.#shown.session.may("export")) return nothing;
    const query = logParameters({ from: this.#from, groups: this.#chosen(), search: this._search });
    query.set("tz", this.#shown.format.timeZone);
    return html`<a class="button" href=${inBase(`${PATHS.logbookCsv}?${query}`)} download>${icon("download")} CSV</a>`;
  }

  #row(entry: StampedEntry) {
    const { format, now } = this.#shown;
    const words = logWords(entry, { format, show: (alarm) => this.#shown.show(alarm) });
    const { device = "" } = aboutOf(entry, KINDS);
    const place = this.#placeOf(entry, device);
    const who = entry.kind === "alarm" ? undefined : whoWords(entry);
    const facts = [place, who].filter(Boolean).join(" · ");
    // An alarm of the past leads to when it was measured.
    const at = entry.kind === "alarm" ? ((entry as AlarmEntry).alarm.highest?.at ?? entry.at) : entry.at;
    return html`<li><time>${format.time(entry.at, now)}</time>
      <span>${device === "" ? html`<span>${words}</span>` : html`<a href=${graphAtHref(device, at)}>${words}</a>`}
      ${facts ? html`<br /><small>${facts}</small>` : nothing}</span></li>`;
  }

  /** Which device, or which part of the site, and where. */
  #placeOf(entry: StampedEntry, device: string): string {
    const alarm = entry.kind === "alarm" ? (entry as AlarmEntry).alarm : undefined;
    const state = this.#shown.fleet.data?.fleet.devices().get(device);
    const name = state?.settings.name ?? (device === "" ? alarm?.system?.name : device);
    return [name, alarm?.place ?? state?.settings.place].filter(Boolean).join(", ");
  }

  #countWords(): string {
    if (this._status === "asking") return msg("Loading …", { id: "overview.loading" });
    if (this._status === "failed")
      return msg("The server cannot be reached: what was, it alone knows.", { id: "log.problem" });
    const words = msg(str`${this._events.length} events`, { id: "log.count" });
    return this._cursor ? `${words}, ${msg("there are older ones", { id: "alarm.hasOlder" })}` : words;
  }

  #type({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this._search = target.value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#begin(), TYPING_MS);
  }

  /** Without a choice all that belongs to a group: timers and the like tell nobody anything. */
  #chosen(): readonly LogGroup[] {
    return this._group === "all" ? LOG_GROUPS : [this._group];
  }

  #begin(): void {
    this.#from = this.#shown.now - SPANS[this._span];
    this._events = [];
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
      const query = { from: this.#from, groups: this.#chosen(), search: this._search, ...cursor };
      const page = await acts.log(query, asking.signal);
      if (asking.signal.aborted) return;
      this._events = [...this._events, ...page.events].slice(0, MOST);
      this._cursor = this._events.length < MOST ? page.cursor : undefined;
      this._status = "done";
    } catch {
      // Said by the state; the button tries again.
      if (!asking.signal.aborted) this._status = "failed";
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-log": SiteLog;
  }
}
