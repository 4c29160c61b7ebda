import { localized, msg } from "@lit/localize";
import { Task } from "@lit/task";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { gasOf } from "../../../../shared/rules/gases.ts";
import { GUIDANCE_LEVELS, guidanceFor } from "../../../../shared/rules/guidance.ts";
import { SourceController } from "../../controllers/source-controller.ts";
import { gasHazard } from "../../i18n/gas-hazards.ts";
import { generalGuidance } from "../../i18n/guidance-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** What to do at an alarm: the site's own words above what holds for the gas everywhere. */
@customElement("guidance-text")
@localized()
export class GuidanceTextElement extends LitElement {
  static override styles = [
    controlStyles,
    css`
      h2 {
        margin-bottom: 6px;
        font-size: var(--text-lead);
      }
      ol {
        margin: 0 0 var(--gap-3);
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      li {
        display: flex;
        gap: 10px;
        padding: 6px 0;
        line-height: 1.35;
        counter-increment: step;
        overflow-wrap: anywhere;
      }
      li::before {
        content: counter(step);
        flex: none;
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        color: var(--sheet);
        background: var(--ink);
        border-radius: 50%;
        font-size: var(--text-note);
        font-weight: var(--weight-alarm);
      }
      p {
        margin: 0;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  readonly #source = new SourceController(this, () => []);

  readonly #texts = new Task(this, {
    args: () => [this.#source.data?.alarms] as const,
    task: async ([alarms], { signal }) => (alarms ? await (await alarms.acts()).guidance(signal) : []),
  });

  override render() {
    const { shown } = this;
    if (!shown) return nothing;
    const own = this.#lines(shown);
    const lines = own.length > 0 ? own : generalGuidance(shown.alarm);
    const type = shown.alarm.sensor?.type;
    return html`<h2>${msg("What to do", { id: "alarm.guidance" })}</h2>
      ${lines.length > 0 ? html`<ol>${lines.map((line) => html`<li>${line}</li>`)}</ol>` : html`<p>${msg("The site has written nothing down for this. Keep to the instructions of your site; the instrument’s own alarm has priority.", { id: "alarm.noGuidance" })}</p>`}
      ${type ? html`<p>${gasHazard(type)}</p>` : nothing}`;
  }

  /** The site's text, a line a step. */
  #lines({ alarm, place }: AlarmPresentation): readonly string[] {
    const level = GUIDANCE_LEVELS.find((name) => name === alarm.condition);
    if (level === undefined) return [];
    const gas = alarm.sensor ? gasOf(alarm.sensor.type).id : null;
    const text = guidanceFor(this.#texts.value ?? [], { gas, level, place: place ?? null });
    return (text ?? "").split("\n").filter((line) => line.trim() !== "");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "guidance-text": GuidanceTextElement;
  }
}
