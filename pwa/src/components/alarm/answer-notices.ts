import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import type { GivenAnswer } from "../../data/base/alarms.ts";
import { alarmHref } from "../../ground/routes.ts";
import { alarmLine, personName } from "../../i18n/alarm-texts.ts";
import { barStyles } from "../../styles/bar-styles.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";

/** Most that are shown at a time; the others follow as these are read. */
const MOST = 3;

/** What became of answers that were given on this screen, where it is not what whoever gave them expects. */
@customElement("answer-notices")
@localized()
export class AnswerNotices extends LitElement {
  static override styles = [
    controlStyles,
    barStyles,
    css`
      .bar.not-taken {
        background: var(--a2-tint);
        box-shadow: inset 0 0 0 var(--frame) var(--a2-edge);
      }
    `,
  ];

  readonly #shown = new ShownAlarmsController(this);

  override render() {
    const { answers } = this.#shown;
    const told = answers.filter(({ state }) => state !== "waiting");
    const waiting = answers.length - told.length;
    return html`${waiting > 0 && this.#shown.surety.kind === "old" ? this.#waitingBar(waiting) : nothing}
    ${told.slice(0, MOST).map((answer) => this.#bar(answer))}`;
  }

  #waitingBar(count: number) {
    return html`<div class="bar" role="status">${icon("clock")}
      <p>${msg(str`Answers to alarms that wait to be sent: ${count}. The others do not know of them yet.`, { id: "alarm.waiting" })}</p>
    </div>`;
  }

  #bar(answer: GivenAnswer) {
    const isTaken = answer.state === "already" || answer.state === "ended";
    return html`<div class="bar ${isTaken ? "" : "not-taken"}" role=${isTaken ? "status" : "alert"}>
      ${icon("info")}
      <p>${this.#words(answer)}</p>
      ${answer.state === "risen" ? html`<a class="button" href=${alarmHref(answer.alarm.id)}>${msg("Look at it", { id: "alarm.look" })}</a>` : nothing}
      <button class="plain" @click=${() => this.#dismiss(answer.key)}>
        ${icon("x")}<span class="visually-hidden">${msg("Read", { id: "alarm.read" })}</span>
      </button>
    </div>`;
  }

  #words({ state, alarm, tappedAt, reason }: GivenAnswer): string {
    const { format, now } = this.#shown;
    const line = alarmLine(this.#shown.show(alarm));
    const time = format.time(tappedAt, now);
    switch (state) {
      case "risen":
        return msg(
          str`Not acknowledged: ${line} has asked again since your answer of ${time}. Look at it once more.`,
          { id: "alarm.notRisen" },
        );
      case "unknown":
        return msg(str`Your answer of ${time} came too late: ${line} is no alarm any more.`, {
          id: "alarm.notKnown",
        });
      case "already":
        return msg(str`${line}: already acknowledged, by ${personName(alarm.acknowledgedBy)}.`, {
          id: "alarm.already",
        });
      case "ended":
        return msg(str`${line}: was over when your answer of ${time} came.`, { id: "alarm.wasEnded" });
      default:
        return msg(str`Not acknowledged: ${line}. ${reason ?? ""}`, { id: "alarm.notTaken" });
    }
  }

  #dismiss(key: string): void {
    // Code that cannot be fetched leaves the notice where it is; another tap tries again.
    void this.#shown.alarms
      ?.acts()
      .then((acts) => acts.dismiss(key))
      .catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "answer-notices": AnswerNotices;
  }
}
