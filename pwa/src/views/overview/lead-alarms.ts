import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { isDanger, standingOf } from "../../../../shared/present/alarm-order.ts";
import { type AlarmPresentation, isPresent } from "../../../../shared/present/present-alarm.ts";
import { alarmMark, alarmStyles, blockClass, drillTag } from "../../components/alarm/alarm-styles.ts";
import { tellLeadSeen } from "../../components/alarm/lead-seen.ts";
import { keyedList } from "../../components/base/keyed-list.ts";
import { icon } from "../../components/base/more-icons.ts";
import { ValueMotion } from "../../components/base/motion.ts";
import { MediaController } from "../../controllers/media-controller.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { isAwaited } from "../../data/base/alarms.ts";
import { inBase } from "../../ground/base-path.ts";
import { alarmHref } from "../../ground/routes.ts";
import { ageText } from "../../i18n/age-texts.ts";
import {
  alarmFigure,
  alarmGas,
  alarmPlace,
  alarmTitle,
  answerWords,
  lastingWords,
  personName,
  unitText,
} from "../../i18n/alarm-texts.ts";
import { leadAlarms } from "../../rules/lead-alarms.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { suretyLine } from "../alarms/surety-line.ts";
import { leadAlarmsStyles } from "./lead-alarms-styles.ts";
import "../../components/alarm/alarm-card.ts";
import "./lead-curve.ts";

/**
 * The alarms that leave the table: the worst leads as a card of its own, the next ones are blocks beside or below it. Tells by
 * `davy-blocks` which devices stand in one, for as long as they do.
 */
@customElement("lead-alarms")
@localized()
export class LeadAlarms extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, leadAlarmsStyles];

  readonly #shown = new ShownAlarmsController(this);
  /** On a phone the dock has the button, at the thumb. */
  readonly #phone = new MediaController(this, "(max-width: 720px)");
  readonly #motion = new ValueMotion();
  #watch: IntersectionObserver | undefined;
  #watched: Element | undefined;
  #told: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lookAt(undefined);
    if (this.#told !== undefined) this.#tellBlocks([]);
  }

  override render() {
    const { blocks, more } = leadAlarms(this.#shown.open);
    if (blocks.length === 0) return nothing;
    const [lead] = blocks;
    return html`<section aria-label=${msg("Needs an answer", { id: "overview.blocks" })}>
      ${suretyLine(this.#shown)}
      <h2 class="visually-hidden">${msg("Needs an answer", { id: "overview.blocks" })}</h2>
      <div
        class="blocks"
        ${keyedList(
          blocks,
          ({ id }) => id,
          (alarm) => (alarm === lead ? this.#lead(alarm) : this.#block(this.#shown.show(alarm))),
        )}
      ></div>
      ${more > 0 ? html`<a class="button" href=${inBase("/alarms")}>${msg(str`${more} more`, { id: "alarm.more" })}</a>` : nothing}
    </section>`;
  }

  override updated(_changed: PropertyValues): void {
    this.#motion.observe(this.renderRoot.querySelectorAll(".figure > b"));
    this.#lookAt(this.renderRoot.querySelector("alarm-card") ?? undefined);
    // Nothing is told before it is known: the first picture waits for it.
    if (this.#told === undefined && isAwaited(this.#shown.surety)) return;
    const { blocks } = leadAlarms(this.#shown.open);
    // One whose alarm is over, or not one of gas, has numbers to show in its row.
    const isThere = (alarm: Alarm) => ["asks", "answered"].includes(standingOf(alarm));
    this.#tellBlocks(
      blocks.filter((alarm) => isDanger(alarm) && isThere(alarm)).flatMap(({ device }) => device ?? []),
    );
  }

  #lead(alarm: Alarm) {
    const { format, now, mayAnswer } = this.#shown;
    return html`<alarm-card
      class="lead"
      .shown=${this.#shown.show(alarm)}
      .format=${format}
      .now=${now}
      .waiting=${this.#shown.waitingFor(alarm)}
      .mayAnswer=${mayAnswer && !this.#phone.matches}
    >${alarm.sensor ? html`<lead-curve slot="curve" ?data-old=${!isPresent(this.#shown.show(alarm))} .shown=${this.#shown.show(alarm)} .format=${format} .now=${now}></lead-curve>` : nothing}</alarm-card>`;
  }

  #block(shown: AlarmPresentation) {
    const { format, now } = this.#shown;
    const { alarm } = shown;
    const device = shown.place && shown.place !== shown.name ? shown.name : "";
    const facts = [alarmTitle(shown), lastingWords(shown, format, now)].filter(Boolean).join(", ");
    return html`<a class=${`small ${blockClass(shown)}`} href=${alarmHref(alarm.id)}>
      ${alarmMark(shown)}
      <span class="words">
        <b>${alarmPlace(shown)}</b> ${drillTag(shown)}
        <span>${[device, facts].filter(Boolean).join(" · ")}</span>
        ${this.#answer(alarm)}
      </span>
      ${this.#figure(shown)}
    </a>`;
  }

  #answer(alarm: Alarm) {
    const { format, now } = this.#shown;
    if (alarm.acknowledgedAt === null) return nothing;
    return html`<span class="by">${icon("check")}${personName(alarm.acknowledgedBy)}, ${answerWords(alarm, format, now)}</span>`;
  }

  /** The value while it is there, the peak once it is over; a value that is not live says so by its age. */
  #figure(shown: AlarmPresentation) {
    const { alarm, standing, freshness } = shown;
    if (!alarm.sensor) return nothing;
    const { format } = this.#shown;
    const isOver = standing !== "asks" && standing !== "answered";
    const isOld = !isOver && !isPresent(shown) && !shown.isFaulty;
    const figure = isOver ? shown.peak : shown.isFaulty ? undefined : shown.value;
    const age = isOld && freshness ? ageText(freshness, format) : "";
    return html`<span class="figure ${isOld ? "aged" : ""}">
      <b>${alarmFigure(figure, shown, format)}</b>
      <span>${alarmGas(shown)} <small><bdi>${isOver ? msg(str`peak, ${unitText(shown)}`, { id: "alarm.peakUnit" }) : unitText(shown)}</bdi></small></span>
      ${age ? html`<small>${age}</small>` : nothing}
    </span>`;
  }

  /** The dock is quiet while the lead block is in sight. */
  #lookAt(lead: Element | undefined): void {
    if (lead === this.#watched) return;
    this.#watch?.disconnect();
    this.#watched = lead;
    if (!lead) {
      tellLeadSeen(window, false);
      return;
    }
    this.#watch = new IntersectionObserver((entries) =>
      tellLeadSeen(window, entries.at(-1)?.isIntersecting === true),
    );
    this.#watch.observe(lead);
  }

  #tellBlocks(devices: readonly string[]): void {
    const told = JSON.stringify(devices);
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new CustomEvent("davy-blocks", { detail: new Set(devices) }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lead-alarms": LeadAlarms;
  }
}
