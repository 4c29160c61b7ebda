// One sensor on the wall: the number is the hero, what is abnormal has colour, shape and word.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult, unsafeCSS } from "lit";
import type { Age } from "../../../../shared/fleet/freshness.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { lastStatus, type SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { classesOf } from "../../components/sensor/sensor-row.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { clockUnsetText, doubtText, shortAgeTexts } from "../../i18n/age-texts.ts";
import type { Format } from "../../i18n/format.ts";
import {
  figureText,
  misreadWords,
  peakWord,
  printedFigure,
  sensorName,
  stateWord,
  stateWords,
} from "../../i18n/state-texts.ts";
import type { Peak } from "../../rules/peaks.ts";

/** A sensor with the device it belongs to. */
export interface Tile {
  readonly id: string;
  readonly device: DevicePresentation;
  readonly sensor: SensorPresentation;
  /** A reading of the last minute that was worse than what is shown. */
  readonly peak: (Peak & Age) | undefined;
}

/** A figure with more characters than these shrinks in its own tile; it must not shrink all others. */
export const MOST_DIGITS = 9;
/** What is longer still is as small as this many characters. */
const SMALLEST = 24;

/** Classes, since the page's policy forbids style attributes. */
const longFigures = unsafeCSS(
  Array.from({ length: SMALLEST - MOST_DIGITS }, (_, more) => {
    const digits = MOST_DIGITS + more + 1;
    return `.tile .figure.digits-${digits} { font-size: calc(var(--figure) * ${MOST_DIGITS / digits}); }`;
  }).join("\n"),
);

function lengthClass(figure: string): string {
  return figure.length > MOST_DIGITS ? `digits-${Math.min(figure.length, SMALLEST)}` : "";
}

/** The figure of a tile as it is printed; a dash where the sensor gave none. */
export function tileFigure({ sensor }: Tile, format: Format): string {
  const figure = printedFigure(sensor);
  return figure ? figureText(figure.value, sensor.scale, format) : "–";
}

/** The state in words. Of what is aged or faulty briefly: what it was when last heard must not be cut off. */
function tileWords(sensor: SensorPresentation, format: Format): string {
  const misread = sensor.state === "fault" && misreadWords(sensor, format);
  // Too long for one line of a narrow tile; it keeps number and unit together by itself.
  if (misread) return `${stateWord("fault")} · ${misread}`;
  if (sensor.state === "fault" && sensor.before) {
    const value = `${figureText(sensor.before.value, sensor.scale, format)}\u00a0${sensor.scale.unit}`;
    const last = msg(str`last ${value}`, { id: "kiosk.lastValue" });
    return inShort([stateWord("fault"), last, ...shortAgeTexts(sensor.before, format)]);
  }
  if (sensor.state === "late" || !("last" in sensor)) return stateWords(sensor, format);
  const last = lastStatus(sensor.last);
  const words = [
    stateWord(sensor.state),
    ...shortAgeTexts(sensor, format),
    last === "normal" ? "" : stateWord(last),
  ];
  return [inShort(words.filter(Boolean)), doubtText(sensor, format)].filter(Boolean).join(" · ");
}

/** With whether the device's clock is set, as its card says. */
function allWords({ device, sensor }: Tile, format: Format): string {
  const words = tileWords(sensor, format);
  return device.isClockUnset ? `${words} · ${inShort([clockUnsetText()])}` : words;
}

/** A line breaks between the parts, never between a number and its unit. */
function inShort(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}

/** The trace of a peak that was over before it could be seen. */
function peakLine(peak: Peak & Age, format: Format): TemplateResult {
  const { level, value, scale } = peak;
  const words = [peakWord(level), `${figureText(value, scale, format)}\u00a0${scale.unit}`];
  return html`<p class="peak">${stateMark(level)}<span>${inShort([...words, ...shortAgeTexts(peak, format)])}</span></p>`;
}

/** Whether what is said of the age needs more lines: a clock in doubt, or beside an age one that is not set. */
function isWordy({ device, sensor }: Tile): boolean {
  const isInDoubt = sensor.behindMs !== undefined || sensor.ageMs === undefined;
  return isInDoubt || (device.isClockUnset && "last" in sensor);
}

/** A tile. What is no longer live is greyed and hatched and says its age. */
export function kioskTile(tile: Tile, format: Format): TemplateResult {
  const { device, sensor, peak } = tile;
  const figure = tileFigure(tile, format);
  const classes = [classesOf(sensor), isWordy(tile) ? "in-doubt" : "", peak ? `peak-${peak.level}` : ""];
  return html`<article class="tile ${classes.join(" ")}" data-tile=${JSON.stringify([device.device, sensor.scale.identity])}>
    <div class="top">
      <h2>${sensorName(sensor.scale)} <small>${sensor.scale.unit}</small></h2>
      <p class="where">
        <span>${device.name}</span>${device.place ? html`<span>${device.place}</span>` : nothing}
      </p>
    </div>
    <p class="figure ${lengthClass(figure)}">${figure}</p>
    <p class="state">${stateMark(sensor.state)}<span>${allWords(tile, format)}</span></p>
    ${peak ? peakLine(peak, format) : nothing}
  </article>`;
}

/** All sizes are parts of the figure's size, which the layout computes. */
export const kioskTileStyles = css`
  .tile {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    container-type: inline-size;
    padding: calc(var(--figure) * 0.07) calc(var(--figure) * 0.15);
    background: var(--card);
    border: max(3px, calc(var(--figure) * 0.05)) solid var(--line);
    border-radius: calc(var(--figure) * 0.1);
    line-height: 1.18;
  }
  .tile p {
    margin: 0;
  }
  .tile .top {
    display: flex;
    flex: none;
    justify-content: space-between;
    gap: calc(var(--figure) * 0.12);
    height: calc(var(--figure) * 0.53);
    line-height: 1.15;
  }
  .tile h2 {
    flex: none;
    max-width: 80%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(var(--figure) * 0.46);
    line-height: 1.15;
  }
  .tile small {
    font-weight: 400;
    font-size: 0.55em;
    color: var(--muted);
  }
  .tile .where {
    display: flex;
    flex-direction: column;
    min-width: 0;
    /* Beside gas and unit, 1.8 figures wide, a name of 13 letters has room also where the figure is as wide as the tile. */
    font-size: min(var(--figure) * 0.23, (100cqi - var(--figure) * 1.8) / 7.2);
    text-align: right;
    color: var(--muted);
  }
  .tile .where span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile .figure {
    flex: none;
    margin: auto 0;
    font-size: var(--figure);
    font-weight: 700;
    line-height: 1.05;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  ${longFigures}
  .tile .state {
    display: flex;
    flex: none;
    gap: 0.35em;
    font-size: calc(var(--figure) * 0.25);
    font-weight: 600;
  }
  .tile .state span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  /* A peak takes the second line of the words. */
  .tile .peak {
    display: flex;
    flex: none;
    gap: 0.35em;
    font-size: calc(var(--figure) * 0.25);
    font-weight: 700;
  }
  .tile .peak span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile:is(.peak-a1, .peak-a2) .state span {
    -webkit-line-clamp: 1;
  }
  .tile.peak-a1 {
    border-color: var(--a1-edge);
  }
  .tile.peak-a2 {
    border-color: var(--a2);
  }
  .tile.normal .state {
    font-weight: 400;
    color: var(--muted);
  }
  .tile.a1 {
    border-color: var(--a1-edge);
    background: var(--a1-tint);
  }
  .tile.a2 {
    border-color: var(--a2);
    background: var(--a2);
    color: var(--on-a2);
  }
  .tile.a2 small,
  .tile.a2 .where {
    color: inherit;
  }
  .tile.a2 .mark .fill {
    fill: var(--on-a2);
  }
  .tile.a2 .mark .sign {
    stroke: var(--a2);
  }
  .tile.fault {
    border-color: var(--fault);
    background: var(--fault-tint);
  }
  .tile.maybe-a1 {
    border-color: var(--a1-edge);
    background-color: var(--a1-tint);
  }
  .tile.maybe-a2 {
    border-color: var(--a2);
    background-color: var(--a2-tint);
  }
  .tile.maybe-fault {
    border-color: var(--fault);
    background-color: var(--fault-tint);
  }
  .tile.late {
    border-style: dashed;
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 6px, transparent 6px 14px);
  }
  /* The sentence is long, and must not be cut off. */
  .tile:is(.late, .in-doubt) .figure {
    line-height: 0.85;
  }
  .tile:is(.late, .in-doubt) .state {
    font-size: max(calc(var(--figure) * 0.17), 9px);
  }
  .tile:is(.late, .in-doubt) .state span {
    -webkit-line-clamp: 4;
  }
  .tile.stale,
  .tile.offline {
    border-style: dashed;
    border-color: var(--stale);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 6px, transparent 6px 14px);
  }
  .tile.late .figure,
  .tile.stale .figure,
  .tile.offline .figure,
  .tile.fault .figure {
    color: var(--muted);
    font-weight: 500;
  }
  /* The dash is flat, which leaves a third line for what was measured last, and when: the age must not be cut off. */
  .tile.fault .figure {
    line-height: 0.75;
  }
  .tile.fault .state span {
    -webkit-line-clamp: 3;
  }
`;
