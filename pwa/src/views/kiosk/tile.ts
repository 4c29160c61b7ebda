// What a tile of the wall is, and what it says. Pure.

import { msg, str } from "@lit/localize";
import type { Age } from "../../../../shared/fleet/freshness.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { lastStatus, type SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { clockUnsetText, doubtText, shortAgeTexts } from "../../i18n/age-texts.ts";
import type { Format } from "../../i18n/format.ts";
import {
  figureText,
  misreadWords,
  peakWord,
  printedFigure,
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
export function allWords({ device, sensor }: Tile, format: Format): string {
  const words = tileWords(sensor, format);
  return device.isClockUnset ? `${words} · ${inShort([clockUnsetText()])}` : words;
}

/** A line breaks between the parts, never between a number and its unit. */
function inShort(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(" · ");
}

/** What is said of a peak that was over before it could be seen. */
export function peakWords(peak: Peak & Age, format: Format): string {
  const { level, value, scale } = peak;
  const words = [peakWord(level), `${figureText(value, scale, format)}\u00a0${scale.unit}`];
  return inShort([...words, ...shortAgeTexts(peak, format)]);
}

/** Whether what is said of the age needs more lines: a clock in doubt, or beside an age one that is not set. */
export function isWordy({ device, sensor }: Tile): boolean {
  const isInDoubt = sensor.behindMs !== undefined || sensor.ageMs === undefined;
  return isInDoubt || (device.isClockUnset && "last" in sensor);
}
