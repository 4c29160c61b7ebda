import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { AlarmEntry } from "../../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import { aboutOf, KINDS } from "../../../../shared/entries/kinds.ts";
import { LOG_GROUPS, type LogGroup } from "../../../../shared/entries/log-groups.ts";
import { deviceName, shownName } from "../../../../shared/present/shown-name.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { icon } from "../../components/base/more-icons.ts";
import { type ListPart, PagedController } from "../../controllers/paged-controller.ts";
import { actsOf, ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { logParameters } from "../../data/base/log-parameters.ts";
import { inBase } from "../../ground/base-path.ts";
import { graphAtHref } from "../../ground/routes.ts";
import { groupWord, logWords, whoWords } from "../../i18n/log-texts.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import { SPANS, type SpanName } from "../../rules/alarm-history.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { historyStyles } from "../alarms/alarm-history-styles.ts";
import { moreButton } from "../alarms/more-button.ts";
import { logStyles } from "./log-styles.ts";
import { spanChoice } from "./span-choice.ts";

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
  readonly #shown = new ShownAlarmsController(this);
  readonly #list = new PagedController<StampedEntry>(this, {
    isReady: () => this.#shown.alarms !== undefined,
    keyOf: ({ seq }) => seq,
    ask: (cursor, signal) => this.#ask(cursor, signal),
  });
  #typing: ReturnType<typeof setTimeout> | undefined;
  #from = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render() {
    return html`<div class="filters" role="search">
        ${spanChoice(this._span, (span) => {
          this._span = span;
          this.#list.begin();
        })}
        ${this.#groups()}
        <label>${msg("Search", { id: "alarm.filterSearch" })}
          <input type="search" .value=${this._search} @input=${(event: Event) => this.#type(event)} />
        </label>
      </div>
      <p class="count" role="status">${this.#countWords()}</p>
      ${this.#list.items.length > 0 ? html`<ol class="list">${this.#list.items.map((entry) => this.#row(entry))}</ol>` : nothing}
      <p class="more">${moreButton(this.#list)} ${this.#file()}</p>`;
  }

  #groups() {
    const isAdmin = this.#shown.session.may("admin");
    const groups = LOG_GROUPS.filter((group) => isAdmin || (group !== "access" && group !== "notice"));
    const changed = ({ target }: Event) => {
      if (!(target instanceof HTMLSelectElement)) return;
      this._group = groups.find((group) => group === target.value) ?? "all";
      this.#list.begin();
    };
    return html`<label>${msg("What", { id: "log.what" })}
      <select @change=${changed}>
        <option value="all">${msg("Everything", { id: "log.everything" })}</option>
        ${groups.map((group) => html`<option value=${group} ?selected=${group === this._group}>${groupWord(group)}</option>`)}
      </select>
    </label>`;
  }

  #file() {
    if (this.#list.items.length === 0 || !this.#shown.session.may("export")) return nothing;
    const query = logParameters({ from: this.#from, groups: this.#chosen(), search: this._search });
    query.set("tz", zoneName(this.#shown.format));
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
      <span>${device === "" ? html`<span>${words}</span>` : html`<a href=${graphAtHref(device, at)}>${words} ${icon("chevronRight")}</a>`}
      ${facts ? html`<small class="facts">${facts}</small>` : nothing}</span></li>`;
  }

  /** Which device, or which part of the site, and where. */
  #placeOf(entry: StampedEntry, device: string): string {
    const alarm = entry.kind === "alarm" ? (entry as AlarmEntry).alarm : undefined;
    const state = this.#shown.fleet.data?.fleet.devices().get(device);
    const name = device === "" ? shownName(alarm?.system?.name ?? "") : deviceName(device, state?.settings);
    return [name, alarm?.place ?? state?.settings.place].filter(Boolean).join(", ");
  }

  #countWords(): string {
    if (this.#list.status === "asking") return msg("Loading …", { id: "overview.loading" });
    if (this.#list.status === "failed")
      return msg("The server cannot be reached: what was, it alone knows.", { id: "log.problem" });
    const words = msg(str`${this.#list.items.length} events`, { id: "log.count" });
    return this.#list.hasMore ? `${words}, ${msg("there are older ones", { id: "alarm.hasOlder" })}` : words;
  }

  #type({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this._search = target.value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#list.begin(), TYPING_MS);
  }

  /** Without a choice all that belongs to a group: timers and the like tell nobody anything. */
  #chosen(): readonly LogGroup[] {
    return this._group === "all" ? LOG_GROUPS : [this._group];
  }

  async #ask(cursor: string | undefined, signal: AbortSignal): Promise<ListPart<StampedEntry>> {
    // The parts of a list are of one time.
    if (cursor === undefined) this.#from = this.#shown.now - SPANS[this._span];
    const acts = await actsOf(this.#shown);
    const query = { from: this.#from, groups: this.#chosen(), search: this._search };
    const { events, cursor: next } = await acts.log(
      cursor === undefined ? query : { ...query, cursor },
      signal,
    );
    return { items: events, cursor: next };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "site-log": SiteLog;
  }
}
