import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PRIORITIES } from "../../../../shared/entries/alarm.ts";
import type { NoticeRule, NoticeStep, NoticeTarget, NoticeTimes } from "../../../../shared/entries/notice.ts";
import type { Shift } from "../../../../shared/rules/shifts.ts";
import type { ChannelAnswer, RuleAnswer } from "../../../../shared/wire/notices.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { textField } from "../../components/access/text-field.ts";
import { icon } from "../../components/base/more-icons.ts";
import { placeChoice } from "../../components/settings/place-choice.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dayText, priorityText } from "./notice-words.ts";
import { shiftChoice } from "./shift-choice.ts";

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const NEW_TIMES: NoticeTimes = { days: [1, 2, 3, 4, 5], from: "06:00", to: "14:00" };
const NOBODY: NoticeTarget = { channel: "", to: "" };
const NEW_RULE: NoticeRule = {
  name: "",
  priorities: ["critical", "high"],
  places: null,
  times: null,
  drills: false,
  steps: [{ afterMinutes: 0, targets: [NOBODY] }],
};

type Input = Event & { currentTarget: HTMLInputElement };
type Select = Event & { currentTarget: HTMLSelectElement };

function replaced<T>(list: readonly T[], index: number, item: T | undefined): T[] {
  const next = [...list];
  next.splice(index, 1, ...(item === undefined ? [] : [item]));
  return next;
}

/** Says who is told of what, and who when nobody answers. */
@customElement("rule-form")
@localized()
export class RuleForm extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2);
        margin-top: var(--gap-2);
      }
      .line > select,
      .line > input:not([type="checkbox"]) {
        flex: 1 1 10em;
        width: auto;
        min-width: 0;
      }
      .line > input[type="time"],
      .line > input[type="number"] {
        flex: 0 1 8em;
      }
      label.tick {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
      }
    `,
  ];

  @property({ attribute: false }) channels: readonly ChannelAnswer[] = [];
  /** The places that devices have. */
  @property({ attribute: false }) places: readonly string[] = [];
  /** The shifts of the site. */
  @property({ attribute: false }) shifts: readonly Shift[] = [];
  /** The one that is changed; absent for a new one. */
  @property({ attribute: false }) rule: RuleAnswer | undefined;
  @property() locale = "en";
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) keep: ((rule: NoticeRule) => Promise<boolean>) | undefined;
  @state() private _draft: NoticeRule = NEW_RULE;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // Lists are read again each few seconds; what somebody types stays.
    const before = changed.get("rule") as RuleAnswer | undefined;
    if (!changed.has("rule") || !this.rule || before?.id === this.rule.id) return;
    const { id: _, ...rule } = this.rule;
    this._draft = rule;
  }

  override render() {
    const { name, priorities, places, drills } = this._draft;
    return html`<form @submit=${this.#submit}>
      ${textField({
        id: "rule-name",
        label: msg("Name", { id: "access.name" }),
        value: name,
        maxLength: 100,
        onInput: (typed) => this.#change({ name: typed }),
      })}
      <fieldset class="places">
        <legend>${msg("Of what", { id: "notices.ofWhat" })}</legend>
        ${[...PRIORITIES].reverse().map(
          (priority) => html`<label>
            <input
              type="checkbox"
              .checked=${priorities.includes(priority)}
              @change=${({ currentTarget: { checked } }: Input) =>
                this.#change({
                  priorities: [
                    ...priorities.filter((one) => one !== priority),
                    ...(checked ? [priority] : []),
                  ],
                })}
            />
            ${priorityText(priority)}
          </label>`,
        )}
      </fieldset>
      ${placeChoice({ places: this.places, chosen: places, onChange: (chosen) => this.#change({ places: chosen }) })}
      ${this.#times()} ${this.#steps()}
      <label class="tick">
        <input type="checkbox" .checked=${drills} @change=${({ currentTarget }: Input) => this.#change({ drills: currentTarget.checked })} />
        ${msg("Drills and tests of instruments as well", { id: "notices.drills" })}
      </label>
      <div class="actions">
        <button class="primary">
          ${this.rule ? msg("Save", { id: "notices.save" }) : msg("Add this rule", { id: "notices.addRule" })}
        </button>
      </div>
    </form>`;
  }

  #times() {
    const { times } = this._draft;
    const set = (next: readonly NoticeTimes[]) => this.#change({ times: next.length > 0 ? next : null });
    return html`<div class="field">
      <span class="label">${msg("When", { id: "notices.when" })}</span>
      ${times === null ? html`<p class="note">${msg("At any time.", { id: "notices.anyTime" })}</p>` : nothing}
      ${(times ?? []).map((one, index) => this.#time(one, (next) => set(replaced(times ?? [], index, next))))}
      <div class="actions">
        <button type="button" @click=${() => set([...(times ?? []), NEW_TIMES])}>
          ${icon("plus")} ${msg("Only in a shift", { id: "notices.addTimes" })}
        </button>
      </div>
    </div>`;
  }

  #time(times: NoticeTimes, set: (next: NoticeTimes | undefined) => void) {
    const { days } = times;
    const toggle = (day: number, isOn: boolean) =>
      set({ ...times, days: isOn ? [...days, day].sort() : days.filter((one) => one !== day) });
    return html`<div class="line">
      ${WEEK.map(
        (day) => html`<label class="tick">
          <input type="checkbox" .checked=${days.includes(day)} @change=${({ currentTarget }: Input) => toggle(day, currentTarget.checked)} />
          ${dayText(day, this.locale)}
        </label>`,
      )}
      ${shiftChoice(times, this.shifts, set)}
      ${times.shift === undefined ? this.#clock(times, set) : nothing}
      <button type="button" class="plain" aria-label=${msg("Remove this shift", { id: "notices.removeTimes" })} @click=${() => set(undefined)}>${icon("x")}</button>
    </div>`;
  }

  #clock(times: NoticeTimes, set: (next: NoticeTimes) => void) {
    const { from, to } = times;
    return html`<input type="time" required aria-label=${msg("from", { id: "notices.fromTime" })} .value=${from} @input=${({ currentTarget }: Input) => set({ ...times, from: currentTarget.value })} />
      –
      <input type="time" required aria-label=${msg("to", { id: "notices.toTime" })} .value=${to} @input=${({ currentTarget }: Input) => set({ ...times, to: currentTarget.value })} />`;
  }

  #steps() {
    const [first, second] = this._draft.steps;
    const steps = (next: readonly NoticeStep[]) => this.#change({ steps: next });
    if (!first) return nothing;
    return html`<div class="field">
        <span class="label">${msg("Whom to tell", { id: "notices.whom" })}</span>
        ${this.#targets(first, (next) => steps([next, ...(second ? [second] : [])]))}
      </div>
      <div class="field">
        <label class="tick">
          <input
            type="checkbox"
            .checked=${second !== undefined}
            @change=${({ currentTarget }: Input) => steps(currentTarget.checked ? [first, { afterMinutes: 5, targets: [NOBODY] }] : [first])}
          />
          ${msg("Tell somebody else when nobody answers", { id: "notices.second" })}
        </label>
        ${second ? this.#second(second, (next) => steps([first, next])) : nothing}
      </div>`;
  }

  #second(step: NoticeStep, set: (next: NoticeStep) => void) {
    return html`<div class="line">
        <label for="after">${msg("After minutes", { id: "notices.afterMinutes" })}</label>
        <input
          id="after"
          type="number"
          min="1"
          max="1440"
          required
          .value=${String(step.afterMinutes)}
          @input=${({ currentTarget }: Input) => set({ ...step, afterMinutes: currentTarget.valueAsNumber })}
        />
      </div>
      ${this.#targets(step, set)}`;
  }

  #targets(step: NoticeStep, set: (next: NoticeStep) => void) {
    const { targets } = step;
    const change = (index: number, next: NoticeTarget | undefined) =>
      set({ ...step, targets: replaced(targets, index, next) });
    return html`${targets.map((target, index) => this.#target(target, (next) => change(index, next)))}
      <div class="actions">
        <button type="button" @click=${() => set({ ...step, targets: [...targets, NOBODY] })}>
          ${icon("plus")} ${msg("Another one", { id: "notices.another" })}
        </button>
      </div>`;
  }

  #target({ channel, to }: NoticeTarget, set: (next: NoticeTarget | undefined) => void) {
    const ways = this.channels.filter(({ kind }) => kind !== "heartbeat");
    const isMail = ways.some(({ id, kind }) => id === channel && kind === "mail");
    return html`<div class="line">
      <select
        required
        aria-label=${msg("Channel", { id: "notices.channel" })}
        @change=${({ currentTarget }: Select) => set({ channel: currentTarget.value, to: "" })}
      >
        <option value="" ?selected=${channel === ""}>${msg("Choose a channel", { id: "notices.choose" })}</option>
        ${ways.map(({ id, name }) => html`<option value=${id} ?selected=${id === channel}>${name}</option>`)}
      </select>
      ${
        isMail
          ? html`<input
              type="email"
              required
              maxlength="254"
              aria-label=${msg("To which mail address", { id: "notices.to" })}
              placeholder="ada@example.org"
              .value=${to}
              @input=${({ currentTarget }: Input) => set({ channel, to: currentTarget.value.trim() })}
            />`
          : nothing
      }
      <button type="button" class="plain" aria-label=${msg("Tell this one no more", { id: "notices.removeTarget" })} @click=${() => set(undefined)}>${icon("x")}</button>
    </div>`;
  }

  #change(patch: Partial<NoticeRule>): void {
    this._draft = { ...this._draft, ...patch };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if ((await this.keep?.(this._draft)) && !this.rule) this._draft = NEW_RULE;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "rule-form": RuleForm;
  }
}
