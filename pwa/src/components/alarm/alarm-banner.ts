import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isDanger, isUnanswered } from "../../../../shared/present/alarm-order.ts";
import { type AlarmPresentation, isPresent } from "../../../../shared/present/present-alarm.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { alarmHref } from "../../ground/routes.ts";
import { alarmFigure, alarmLine, lastingWords, levelName } from "../../i18n/alarm-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { bannerStyles } from "./alarm-banner-styles.ts";
import { alarmMark, alarmStyles, drillTag } from "./alarm-styles.ts";
import { askToAnswer } from "./ask-to-answer.ts";
import { LeadSeenEvent } from "./lead-seen.ts";
import "./alarm-voice.ts";

/** What gets the focus, or stands last, is scrolled clear of a banner that lies over the page's lower edge. */
function leaveRoom(banner: Element | null): void {
  const isOver = banner && getComputedStyle(banner).position === "fixed";
  const { style } = document.documentElement;
  if (isOver) style.setProperty("--dock", `${Math.ceil(banner.getBoundingClientRect().height) + 16}px`);
  else style.removeProperty("--dock");
}

/**
 * The worst alarm that nobody has answered, on every view: over the bar of a phone, in the bar of a desktop. It lies over the
 * page, so that nothing jumps. Where the list is old it says so: there may be worse by now.
 */
@customElement("alarm-banner")
@localized()
export class AlarmBanner extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, bannerStyles];

  /** The view beside it: one that shows the alarms itself needs no second one on a phone. */
  @property({ reflect: true }) view = "";
  @state() private _isLeadSeen = false;
  readonly #shown = new ShownAlarmsController(this);
  readonly #resize = new ResizeObserver(() => leaveRoom(this.#banner));
  #banner: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("davy-lead-seen", this.#leadSeen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("davy-lead-seen", this.#leadSeen);
    this.#resize.disconnect();
    leaveRoom(null);
  }

  override updated(): void {
    const banner = this.renderRoot.querySelector("aside");
    if (banner === this.#banner) return;
    this.#resize.disconnect();
    this.#banner = banner;
    // The observer tells of one that is new before it is painted: to measure it here would lay the page out twice.
    if (banner) this.#resize.observe(banner);
    else leaveRoom(null);
  }

  override render() {
    const unanswered = this.#shown.open.filter((alarm) => isUnanswered(alarm) && alarm.priority !== "low");
    // One whose answer is on its way comes after those that nobody here has seen.
    const worst = unanswered.find(({ id }) => !this.#waits(id)) ?? unanswered[0];
    return html`${worst ? this.#dock(this.#shown.show(worst), unanswered.length - 1) : nothing}<alarm-voice></alarm-voice>`;
  }

  #waits(id: string): boolean {
    return this.#shown.waitingFor({ id }) !== undefined;
  }

  #dock(shown: AlarmPresentation, more: number) {
    const { alarm } = shown;
    const isQuiet =
      (this._isLeadSeen && this.view === "overview") || shown.standing !== "asks" || alarm.drill;
    const href = more > 0 ? inBase("/alarms") : alarmHref(alarm.id);
    return html`<aside class="block ${shown.isAged ? "quiet aged" : isQuiet ? "quiet" : "solid"} ${shown.tone}" aria-label=${msg("Alarm", { id: "alarm.any" })}>
      ${alarmMark(shown)}
      <a class="words" href=${href}>
        <b id="which">${this.#line(shown)}</b>
        <span class="more">${drillTag(shown)} ${this.#facts(shown, more)}</span>
      </a>
      ${this.#button(shown)}
    </aside>`;
  }

  #line(shown: AlarmPresentation) {
    const isNow = shown.standing === "asks" && isDanger(shown.alarm) && isPresent(shown);
    const value = isNow ? `${alarmFigure(shown.value, shown, this.#shown.format)} ${shown.unit}` : "";
    return html`<span>${alarmLine(shown)}</span> <bdi class="wide">${value}</bdi>`;
  }

  #facts(shown: AlarmPresentation, more: number): string {
    const { format, now, surety } = this.#shown;
    const facts = isDanger(shown.alarm) ? [levelName(shown.alarm)] : [];
    facts.push(lastingWords(shown, format, now));
    if (more > 0) facts.push(msg(str`${more} more`, { id: "alarm.more" }));
    if (surety.kind === "old" && surety.asOf !== undefined)
      facts.push(msg(str`as of ${format.time(surety.asOf, now)}`, { id: "alarm.asOf" }));
    return facts.join(", ");
  }

  #button(shown: AlarmPresentation) {
    if (this.#waits(shown.alarm.id))
      return html`<span class="waits" role="status">${msg("Not yet sent", { id: "alarm.notSent" })}</span>`;
    if (!this.#shown.mayAnswer) return nothing;
    return html`<button class="answer" aria-describedby="which" @click=${() => askToAnswer(this, [shown.alarm])}>
      ${msg("Acknowledge", { id: "alarm.acknowledge" })}
    </button>`;
  }

  readonly #leadSeen = (event: Event): void => {
    if (event instanceof LeadSeenEvent) this._isLeadSeen = event.isSeen;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-banner": AlarmBanner;
  }
}
