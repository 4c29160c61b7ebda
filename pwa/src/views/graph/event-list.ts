import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Period } from "../../../../shared/history/slice.ts";
import { toneOf } from "../../../../shared/present/alarm-order.ts";
import { icon } from "../../components/base/more-icons.ts";
import { stateMark, stateMarkStyles } from "../../components/sensor/state-mark.ts";
import { answerWords, drillWord, levelName, personName, spanWords } from "../../i18n/alarm-texts.ts";
import { actorText, changeTexts } from "../../i18n/change-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { spanText } from "../../i18n/lengths.ts";
import { measuredText } from "../../i18n/measured-text.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { frameOf, type GraphEvent, inOrder, MOST_EVENTS } from "./graph-events.ts";

/** An event in words. */
interface EventWords {
  readonly mark: unknown;
  readonly title: string;
  readonly note: string;
}

/** What happened within the window, newest first. Each row leads there: emits `jump` with a window, and `point` with the moment. */
@customElement("event-list")
@localized()
export class EventList extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    css`
      :host {
        display: block;
        background: var(--card);
        border-radius: var(--radius);
        box-shadow: 0 0 0 var(--border) var(--line);
        overflow: clip;
        container-type: inline-size;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li + li {
        border-top: var(--border) solid var(--line);
      }
      button {
        display: grid;
        grid-template-columns: 9rem 1.75rem 2fr 1fr 1.25rem;
        justify-content: start;
        width: 100%;
        padding: 0.375rem 1rem;
        font-weight: 400;
        text-align: start;
        color: var(--text);
        background: none;
        border: 0;
        border-radius: 0;
      }
      button:hover {
        background: var(--surface);
      }
      button:focus-visible {
        outline-offset: -3px;
      }
      time,
      .note {
        color: var(--muted);
      }
      b {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .go {
        color: var(--muted);
      }
      .mark {
        font-size: 1.125em;
      }
      p {
        margin: 0;
        padding: var(--gap-3) 1rem;
        color: var(--muted);
      }
      @container (max-width: 44rem) {
        button {
          grid-template-columns: 4.5rem 1.75rem 1fr 1.25rem;
        }
        .note {
          grid-column: 3;
          font-size: 0.8125rem;
        }
        .note:empty {
          display: none;
        }
        .go {
          grid-row: 1;
          grid-column: 4;
        }
      }
      /* Large text on a phone: beside time and sign a word would have a letter's width. */
      @container (max-width: 16rem) {
        button {
          grid-template-columns: auto 1fr auto;
        }
        b,
        .note {
          grid-column: 1 / -1;
        }
        .go {
          grid-column: 3;
        }
      }
    `,
  ];

  @property({ attribute: false }) events: readonly GraphEvent[] = [];
  /** Whether these are all. */
  @property({ attribute: false }) isKnown = true;
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;

  override render() {
    const { format } = this;
    if (!format) return nothing;
    const all = inOrder(this.events);
    if (all.length === 0) return html`<p>${this.#none()}</p>`;
    const rest = all.length - MOST_EVENTS;
    return html`<ol aria-label=${msg("What happened", { id: "graph.events" })}>
        ${all.slice(0, MOST_EVENTS).map((event) => html`<li>${this.#row(event, format)}</li>`)}
      </ol>
      ${rest > 0 ? html`<p>${msg(str`and ${rest} before`, { id: "graph.moreExcursions" })}</p>` : nothing}`;
  }

  #none(): string {
    return this.isKnown
      ? msg("No alarms, gaps or changes of settings in this time.", { id: "graph.events.none" })
      : msg("Which alarms there are is not known yet.", { id: "alarm.notKnownYet" });
  }

  #row(event: GraphEvent, format: Format): TemplateResult {
    const { mark, title, note } = wordsOf(event, format);
    return html`<button @click=${() => this.#jump(event)}>
      <time>${format.time(event.from, this.now)}</time>
      <span class="sign">${mark}</span>
      <b>${title}</b>
      <span class="note">${note}</span>
      <span class="go">${icon("chevronRight")}</span>
    </button>`;
  }

  #jump({ from, to }: GraphEvent): void {
    const detail: Period = frameOf(from, to ?? this.now);
    this.dispatchEvent(new CustomEvent("jump", { detail }));
    this.dispatchEvent(new CustomEvent("point", { detail: from }));
  }
}

function wordsOf(event: GraphEvent, format: Format): EventWords {
  switch (event.kind) {
    case "silence":
      return { mark: stateMark("stale"), title: silenceText(event, format), note: "" };
    case "alarm":
      return alarmWords(event, format);
    case "change":
      return {
        mark: icon("settings"),
        title: changeTitle(event.entry, format),
        note: actorText(event.entry.by),
      };
  }
}

/** `CO A1 for 45 min, highest 49 ppm`; beside it who answered. */
function alarmWords({ alarm, from, to }: Extract<GraphEvent, { kind: "alarm" }>, format: Format): EventWords {
  const what = [alarm.sensor ? sensorTitle(alarm.sensor.key) : "", levelName(alarm)]
    .filter(Boolean)
    .join(" ");
  const { value } = alarm.highest;
  const { sensor, unit, limit, side } = alarm;
  const figure = (found: number) =>
    sensor ? measuredText(found, { type: sensor.type, unit, limit, side }, format) : format.number(found, 0);
  const unitText = value === null ? "" : `${figure(value)} ${unit}`;
  const worst =
    alarm.side === "low"
      ? msg("lowest", { id: "graph.event.lowest" })
      : msg("highest", { id: "graph.event.highest" });
  const span = to === undefined ? "" : ` ${msg(str`for ${spanWords(to - from)}`, { id: "graph.event.for" })}`;
  const who =
    alarm.acknowledgedAt === null
      ? ""
      : `${personName(alarm.acknowledgedBy)}, ${answerWords(alarm, format, alarm.acknowledgedAt)}`;
  const tag = alarm.drill ? `${drillWord()}: ` : "";
  return {
    mark: stateMark(toneOf(alarm)),
    title: `${tag}${what}${span}${unitText ? `, ${worst} ${unitText}` : ""}`,
    note: who,
  };
}

function silenceText({ from, to }: Extract<GraphEvent, { kind: "silence" }>, format: Format): string {
  if (to === undefined) return msg("No data since then", { id: "graph.event.silentSince" });
  const [span, until] = [spanText(to - from), format.time(to, from)];
  return msg(str`No data for ${span}, until ${until}`, { id: "graph.event.silence" });
}

function changeTitle(entry: Extract<GraphEvent, { kind: "change" }>["entry"], format: Format): string {
  const { kind } = entry;
  if (kind === "forget") return msg("The device was forgotten", { id: "graph.event.forgotten" });
  const texts =
    "patch" in entry ? changeTexts(entry.patch, "was" in entry ? entry.was : undefined, format) : [];
  return texts.join("; ") || msg("Settings were saved", { id: "graph.event.change" });
}

declare global {
  interface HTMLElementTagNameMap {
    "event-list": EventList;
  }
}
