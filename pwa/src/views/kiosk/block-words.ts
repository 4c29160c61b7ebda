// What a block says, in words and figures.

import { msg, str } from "@lit/localize";
import type { Age } from "../../../../shared/fleet/freshness.ts";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import { isExposure } from "../../../../shared/present/alarm-order.ts";
import { ageText } from "../../i18n/age-texts.ts";
import { alarmTitle, personName } from "../../i18n/alarm-texts.ts";
import { clockUnsetText, doubtText } from "../../i18n/doubt-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { durationText, shortAgeTexts, spanText } from "../../i18n/lengths.ts";
import {
  calibrationWord,
  causeWords,
  figureText,
  limitText,
  misreadWords,
  printedFigure,
  sensorName,
  shortStateWord,
  stateWord,
} from "../../i18n/state-texts.ts";
import type { Block } from "./wall-blocks.ts";

/** A length of time, in its two coarsest units; in seconds while it is short. */
function lengthText(ms: number, format: Format): string {
  return ms < MINUTE_MS ? durationText(ms, format) : spanText(ms);
}

/** What a block is, in a word or two. */
export function blockTitle({ look, standing, alarm }: Block): string {
  if (alarm) return alarmTitle({ alarm, standing });
  if (look === "stale") return msg("No data", { id: "alarm.silent" });
  if (look === "fault") return stateWord("fault");
  const level = shortStateWord(look);
  return standing === "over" ? msg(str`Was ${level}`, { id: "alarm.was" }) : stateWord(look);
}

/** The value of an alarm in the unit of its sensor where they are the same, else in its own. */
function alarmValue(value: number, { alarm, sensor }: Block, format: Format): string {
  if (sensor && (!alarm || alarm.unit === sensor.scale.unit)) return figureText(value, sensor.scale, format);
  const figure = format.number(value, Math.abs(value) < 10 ? 1 : 0);
  return sensor && alarm?.unit ? `${figure}\u00a0${alarm.unit}` : figure;
}

/** The number that leads: the present one, or of what is over the peak; a dash where there is none. */
export function blockFigure(block: Block, format: Format): string {
  const { sensor, standing, peak, alarm } = block;
  const isOver = standing === "over" || standing === "latched";
  if (!isOver && alarm && isExposure(alarm) && alarm.value !== null)
    return alarmValue(alarm.value, block, format);
  if (isOver && alarm?.highest.value != null) return alarmValue(alarm.highest.value, block, format);
  if (isOver && peak) return figureText(peak.value, peak.scale, format);
  const figure = sensor && printedFigure(sensor);
  if (figure && sensor) return figureText(figure.value, sensor.scale, format);
  if (!sensor && alarm?.value != null) return alarmValue(alarm.value, block, format);
  return "–";
}

/** Gas and unit; empty for what has no sensor. */
export function blockGas({ sensor, alarm }: Block): { readonly gas: string; readonly unit: string } {
  if (sensor) return { gas: sensorName(sensor.scale), unit: sensor.scale.unit };
  return alarm?.sensor ? { gas: alarm.sensor.type, unit: alarm.unit } : { gas: "", unit: "" };
}

/** How long it lasts; of what is over since how long that is. */
export function blockDuration(
  { since, peak, alarm, standing }: Block,
  now: number | undefined,
  format: Format,
): string {
  const from =
    (standing === "over" || standing === "latched" ? (alarm?.returnedAt ?? peak?.at) : undefined) ?? since;
  return from === undefined || now === undefined ? "" : lengthText(Math.max(0, now - from), format);
}

/** A part of a foot: a word, and what it says. */
export interface FootPart {
  readonly word: string;
  readonly figure: string;
}

/** The peak, or when the value came back. */
function peakPart(block: Block, format: Format): FootPart[] {
  const { alarm, peak, standing } = block;
  if (standing === "over" || standing === "latched") {
    const at = alarm?.returnedAt ?? undefined;
    if (at === undefined)
      return peak ? [{ word: msg("at", { id: "kiosk.at" }), figure: format.clock(peak.at) }] : [];
    return [{ word: msg("over since", { id: "kiosk.overSince" }), figure: format.time(at) }];
  }
  const value = alarm?.highest.value;
  if (value != null)
    return [{ word: msg("peak", { id: "kiosk.peak" }), figure: alarmValue(value, block, format) }];
  return peak
    ? [{ word: msg("peak", { id: "kiosk.peak" }), figure: figureText(peak.value, peak.scale, format) }]
    : [];
}

function limitPart(block: Block, format: Format): FootPart[] {
  const { alarm, sensor } = block;
  const word = msg("limit", { id: "kiosk.limit" });
  if (alarm?.limit != null) {
    const isSame = sensor && alarm.unit === sensor.scale.unit;
    return [
      {
        word,
        figure: isSame
          ? limitText(alarm.limit, sensor.scale, format)
          : alarmValue(alarm.limit, block, format),
      },
    ];
  }
  const limits = sensor?.scale.limits;
  const limit = block.look === "a2" ? limits?.a2 : limits?.a1;
  return sensor && limit !== undefined ? [{ word, figure: limitText(limit, sensor.scale, format) }] : [];
}

/**
 * Since when, how bad it was, and by which limit. In a low block the first of them alone has room: a peak that the leading number does
 * not show goes before since when.
 */
export function blockFoot(block: Block, now: number | undefined, format: Format): FootPart[] {
  const { since, standing } = block;
  const peak = peakPart(block, format);
  const limit = limitPart(block, format);
  // Of what is answered it says who did; how long it lasts stands in its head.
  if (since === undefined || standing === "answered") return [...peak, ...limit];
  const figure = now === undefined ? format.dateTime(since) : format.time(since, now);
  const from = { word: msg("since", { id: "kiosk.since" }), figure };
  const isPast = peak[0] !== undefined && peak[0].figure !== blockFigure(block, format);
  return isPast ? [...peak, from, ...limit] : [from, ...peak, ...limit];
}

/** Who answered, when, and what they said; empty where nobody has. */
export function answerText({ alarm }: Block, format: Format): string {
  if (alarm?.acknowledgedAt == null) return "";
  const who = personName(alarm.acknowledgedBy);
  const told = `${who}, ${format.time(alarm.acknowledgedAt)}`;
  return alarm.comment ? `${told}: ${alarm.comment}` : told;
}

/** How old what is not live is; where nobody can know that, of when it is. */
function agedWords(age: Age, format: Format): string {
  if (age.ageMs === undefined) {
    const at = ageText(age, format);
    return msg(str`data of ${at}`, { id: "kiosk.dataOf" });
  }
  const lasting = durationText(age.ageMs, format);
  return msg(str`no data for ${lasting}`, { id: "kiosk.noDataFor" });
}

/** What is in doubt about a block's value; empty where it is live and sure. */
export function doubtWords({ sensor, alarm, isAged, device }: Block, format: Format): string {
  const words: string[] = [];
  const age = isAged ? (sensor ?? device?.freshness) : undefined;
  if (age) words.push(agedWords(age, format));
  if (alarm?.unsure === "fault") words.push(msg("sensor faulty, nobody knows", { id: "kiosk.unsureFault" }));
  if (alarm?.unsure === "missing")
    words.push(msg("sensor missing, nobody knows", { id: "kiosk.unsureMissing" }));
  if (sensor) words.push(doubtText(sensor), calibrationWord(sensor.scale, format) ?? "");
  if (device?.isClockUnset) words.push(clockUnsetText());
  return words.filter(Boolean).join(", ");
}

/** What a faulty sensor sent, and what it measured last. */
export function faultWords({ sensor }: Block, format: Format): string {
  if (sensor?.state !== "fault") return "";
  const misread = misreadWords(sensor, format);
  const last = sensor.before
    ? msg(
        str`last ${`${figureText(sensor.before.value, sensor.scale, format)}\u00a0${sensor.scale.unit}`}, ${shortAgeTexts(sensor.before, format).join(", ")}`,
        { id: "kiosk.lastValue" },
      )
    : "";
  return [misread ?? causeWords(sensor), last].filter(Boolean).join(", ");
}
