import { localized, msg, str } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { alarmMark, alarmStyles } from "../../components/alarm/alarm-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import type { AlarmStep } from "../../data/base/alarms.ts";
import { stepWords } from "../../i18n/alarm-step-texts.ts";
import { alarmFigure } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";

const RISES: ReadonlySet<string> = new Set(["raised", "raised-late", "escalated", "worsened", "reopened"]);

/** What happened to an alarm, newest first, as the logbook has it. */
@customElement("alarm-story")
@localized()
export class AlarmStory extends LitElement {
  static override styles = [
    controlStyles,
    ...alarmStyles,
    css`
      h2 {
        margin-bottom: 6px;
        font-size: var(--text-lead);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-1) 10px;
        min-height: var(--target);
        border-top: var(--border) solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      time {
        flex: none;
        min-width: 4.5rem;
        color: var(--ink-2);
      }
      .sign {
        flex: none;
        display: grid;
        place-items: center;
        width: 22px;
      }
      .words {
        flex: 1 1 9rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      p {
        margin: 0;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  readonly #source = new SourceController(this, () => []);

  readonly #steps = new Task(this, {
    args: () => [this.#source.data?.alarms, this.shown?.alarm.id, this.shown?.alarm.rev] as const,
    task: async ([alarms], { signal }): Promise<readonly AlarmStep[]> => {
      const alarm = this.shown?.alarm;
      if (!alarms || !alarm) return [];
      return await (await alarms.acts()).steps(alarm, signal);
    },
  });

  override render() {
    const { shown, format } = this;
    if (!shown || !format) return nothing;
    const known = this.#steps.value;
    return html`<h2>${msg("What happened", { id: "alarm.story" })}</h2>
      ${this.#steps.render({
        pending: () =>
          known
            ? this.#list(known, shown, format)
            : html`<p>${msg("Loading …", { id: "overview.loading" })}</p>`,
        complete: (steps) => this.#list(steps, shown, format),
        error: () =>
          html`<p>${msg("The server’s logbook cannot be read at present.", { id: "alarm.storyProblem" })}</p>`,
      })}`;
  }

  #list(steps: readonly AlarmStep[], shown: AlarmPresentation, format: Format) {
    return html`<ol>
      ${this.#peak(shown, format)} ${steps.map((step) => this.#step(step, shown, format))}
    </ol>`;
  }

  /** No step tells of it where it was no new level. */
  #peak(shown: AlarmPresentation, format: Format) {
    const { alarm, peak } = shown;
    if (!alarm.sensor || peak === undefined) return nothing;
    const value = `${alarmFigure(peak, shown, format)} ${shown.unit}`;
    return html`<li>
      <time>${format.time(alarm.highest.at, this.now)}</time><span class="sign"></span>
      <span class="words">${alarm.side === "low" ? msg(str`lowest, ${value}`, { id: "alarm.lowest" }) : msg(str`highest, ${value}`, { id: "alarm.highest" })}</span>
    </li>`;
  }

  #step(step: AlarmStep, shown: AlarmPresentation, format: Format) {
    const before = { ...shown, alarm: step.alarm };
    const tone = step.alarm.level === "a1" ? "a1" : shown.tone;
    return html`<li>
      <time>${format.time(step.at, this.now)}</time>
      <span class="sign">${step.to === "acknowledged" ? icon("check") : RISES.has(step.to) ? alarmMark({ tone }) : nothing}</span>
      <span class="words">${stepWords(step, before, format)}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-story": AlarmStory;
  }
}
