// A sensor as a row: who, how bad in mark and words, trend, the figure, the bar.

import { css, html, nothing, svg } from "lit";
import {
  alarmState,
  lastStatus,
  type SensorPresentation,
  type SensorScale,
} from "../../../../shared/present/present-sensor.ts";
import { symbolOf } from "../../../../shared/rules/gases.ts";
import type { Format } from "../../i18n/format.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { figureText, printedFigure, sensorName, stateWords } from "../../i18n/state-texts.ts";
import { sparkPath, type Trend } from "../../rules/trend.ts";
import { calibratedMark, calibratedMarkStyles } from "./calibrated-mark.ts";
import { limitBar, limitBarStyles } from "./limit-bar.ts";
import { stateMark, stateMarkStyles } from "./state-mark.ts";

export interface SensorRow {
  readonly presentation: SensorPresentation;
  readonly format: Format;
  readonly trend: Trend | undefined;
  /** Server time, unix ms: the right edge of the trend. */
  readonly now: number;
}

const SPARK = { width: 72, height: 20 };
/** The trend fills its height at a span of at least this part of the first limit. */
const SPAN_OF_LIMIT = 0.25;

/** The least span of raw values that a trend may fill its height with. */
function minSpan({ limits, toShown }: SensorScale): number {
  const limit = limits.a1 ?? limits.a2 ?? limits.lowA1 ?? limits.lowA2 ?? 0;
  const perRaw = Math.abs(toShown(1) - toShown(0)) || 1;
  return (Math.abs(limit) * SPAN_OF_LIMIT) / perRaw;
}

/** The trend of the last hour; nothing while there are no two points to join. */
export function sparkline(trend: Trend | undefined, scale: SensorScale, now: number) {
  const points = trend?.points(now) ?? [];
  if (points.length < 2) return nothing;
  // A gain below zero turns the shown values around; the trend must turn with them.
  const turn = scale.toShown(1) < scale.toShown(0) ? `scale(1 -1) translate(0 -${SPARK.height})` : "";
  const path = sparkPath(points, { ...SPARK, minSpan: minSpan(scale) });
  return svg`<svg class="spark" viewBox="0 -2 ${SPARK.width} ${SPARK.height + 4}" preserveAspectRatio="none"
    aria-hidden="true"><path d=${path} transform=${turn} /></svg>`;
}

/** The level that an old or faulty value last had, as an unfilled mark; nothing when it was in order. */
function lastMark(presentation: SensorPresentation) {
  if (!("last" in presentation)) return nothing;
  const status = lastStatus(presentation.last);
  return status === "normal" ? nothing : html`<span class="last">${stateMark(status)}</span>`;
}

/** A long figure is printed smaller: it must neither be cut off nor broken in two. */
export function lengthClass({ length }: string): string {
  if (length > 11) return "longer";
  return length > 7 ? "long" : "";
}

function figure({ presentation, format }: SensorRow) {
  const { scale } = presentation;
  const shown = printedFigure(presentation);
  if (!shown) return html`<span class="figure"><b>–</b></span>`;
  const text = figureText(shown.value, scale, format);
  return html`<span class="figure ${lengthClass(text)}"><b>${text}</b> <i><bdi>${scale.unit}</bdi></i></span>`;
}

/** The state, and beside one that is in doubt the alarm that it may be. */
export function classesOf(presentation: SensorPresentation): string {
  const alarm = alarmState(presentation);
  return alarm === presentation.state ? alarm : `${presentation.state} maybe-${alarm}`;
}

/** The sensor's row, as a list item. */
export function sensorRow(row: SensorRow) {
  const { presentation, format, trend, now } = row;
  const { scale, state } = presentation;
  const isFigureAlone = scale.gas.id === "unknown" || scale.label !== undefined;
  return html`<li class="sensor ${classesOf(presentation)}" data-sensor=${scale.key} data-state=${state}>
    <span class="who" title=${gasName(scale.type)}>
      <b>${sensorName(scale)}</b>${isFigureAlone && scale.label ? html` <i>${symbolOf(scale.type)}</i>` : nothing}
    </span>
    ${sparkline(trend, scale, now)} ${figure(row)}
    <span class="state">${stateMark(state)} ${lastMark(presentation)}<span>${stateWords(presentation, format)} ${calibratedMark(scale, format)}</span></span>
    <span class="limits">${limitBar(presentation)}</span>
  </li>`;
}

/** Goes into the styles of every element that uses `sensorRow`. */
export const sensorRowStyles = [
  stateMarkStyles,
  limitBarStyles,
  calibratedMarkStyles,
  css`
    .sensor {
      display: grid;
      grid-template:
        "who spark figure" auto
        "state spark figure" auto
        "limits limits limits" auto / minmax(6.5rem, auto) minmax(0, 1fr) minmax(6.75rem, max-content);
      align-items: center;
      gap: 0 var(--gap-2);
      padding: var(--gap-2) var(--gap-4) 10px;
      border-top: 1px solid var(--line);
      list-style: none;
    }
    .who {
      grid-area: who;
      overflow-wrap: anywhere;
      font-size: 1.125rem;
      line-height: 1.5rem;
    }
    .who i,
    .figure i {
      font-style: normal;
      color: var(--muted);
      font-size: 0.875rem;
      font-weight: 400;
    }
    .spark {
      grid-area: spark;
      width: 100%;
      max-width: 160px;
      height: 32px;
      justify-self: end;
      fill: none;
      stroke: var(--trace);
      stroke-width: 1.5;
      stroke-linejoin: round;
      stroke-linecap: round;
    }
    .spark path {
      vector-effect: non-scaling-stroke;
    }
    .figure {
      grid-area: figure;
      justify-self: end;
      text-align: end;
    }
    .figure.long {
      --shrink: 0.72;
    }
    .figure.longer {
      --shrink: 0.42;
    }
    .figure :is(b, i) {
      white-space: nowrap;
    }
    .figure b {
      font-size: calc(var(--figure-size, 1.875rem) * var(--shrink, 1));
      line-height: 1.1;
      letter-spacing: -0.02em;
    }
    .state {
      grid-area: state;
      display: flex;
      align-items: center;
      gap: var(--gap-1) 6px;
      min-height: 1.5rem;
      font-size: 0.875rem;
      line-height: 1.25rem;
      text-wrap: balance;
      color: var(--muted);
    }
    .limits {
      grid-area: limits;
      margin-top: var(--gap-1);
    }
    .sensor.a1 {
      box-shadow:
        inset 6px 0 var(--a1),
        inset 7px 0 var(--a1-edge);
      background: var(--a1-tint);
    }
    .sensor.a2 {
      box-shadow: inset 6px 0 var(--a2-edge);
      background: var(--a2-tint);
    }
    .sensor.fault {
      box-shadow: inset 6px 0 var(--fault-edge);
      background: var(--fault-tint);
    }
    .sensor.a1 .state,
    .sensor.a2 .state,
    .sensor.fault .state {
      color: var(--text);
      font-size: 0.9375rem;
      font-weight: 700;
    }
    .sensor.a1 .state,
    .sensor.a2 .state {
      white-space: nowrap;
    }
    /* An alarm's words are kept in one line: what else is said has its own. */
    .sensor:is(.a1, .a2) .calibrated {
      display: flex;
    }
    .sensor.maybe-a1 {
      box-shadow:
        inset 6px 0 var(--a1),
        inset 7px 0 var(--a1-edge);
      background-color: var(--a1-tint);
    }
    .sensor.maybe-a2 {
      box-shadow: inset 6px 0 var(--a2-edge);
      background-color: var(--a2-tint);
    }
    .sensor.maybe-fault {
      box-shadow: inset 6px 0 var(--fault-edge);
      background-color: var(--fault-tint);
    }
    .sensor.late.late .state {
      font-weight: 600;
      white-space: normal;
    }
    .sensor.fault,
    .sensor.late,
    .sensor.stale,
    .sensor.offline {
      grid-template:
        "who spark figure" auto
        "state state state" auto
        "limits limits limits" auto / minmax(6.5rem, auto) minmax(0, 1fr) minmax(6.75rem, max-content);
    }
    /* Where text is so large that figure and name have no room side by side. */
    @container card (max-width: 17.5rem) {
      .sensor,
      .sensor:is(.fault, .late, .stale, .offline) {
        grid-template:
          "who" auto
          "figure" auto
          "state" auto
          "limits" auto / minmax(0, 1fr);
      }
      .sensor .spark {
        display: none;
      }
      .sensor .figure {
        justify-self: start;
        text-align: start;
      }
    }
    .sensor.late,
    .sensor.stale,
    .sensor.offline {
      background-image: repeating-linear-gradient(135deg, transparent 0 7px, var(--hatch) 7px 9px);
    }
    .sensor.late .figure b,
    .sensor.stale .figure b,
    .sensor.offline .figure b {
      color: var(--stale);
      font-weight: 500;
    }
    .sensor.late .spark,
    .sensor.stale .spark,
    .sensor.offline .spark {
      opacity: 0.6;
    }
    .last .mark .fill {
      fill: none;
      stroke: var(--stale);
      stroke-width: 2;
    }
    .last .mark .sign {
      stroke: var(--stale);
    }
  `,
];
