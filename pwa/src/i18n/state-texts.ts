// The states in words, for the eye beside the mark and for the ear.

import { msg, str } from "@lit/localize";
import {
  figureOf,
  type LastWord,
  lastStatus,
  type SensorPresentation,
  type SensorScale,
  type SensorStatus,
  type ShownValue,
} from "../../../shared/present/present-sensor.ts";
import { type FigureRule, limitFigure, tellingFigure } from "../../../shared/present/telling-figure.ts";
import { isCalibrated } from "../../../shared/rules/calibration.ts";
import { decimalsOf, symbolOf } from "../../../shared/rules/gases.ts";
import type { Level } from "../../../shared/rules/level.ts";
import { ageText } from "./age-texts.ts";
import { doubtText } from "./doubt-texts.ts";
import type { Format } from "./format.ts";
import { typedNumbersOf } from "./typed-numbers.ts";

/** The word for a state. */
export function stateWord(status: SensorStatus): string {
  switch (status) {
    case "normal":
      return msg("Normal", { id: "shell.state.normal" });
    case "a1":
      return msg("Alarm A1", { id: "shell.state.a1" });
    case "a2":
      return msg("Alarm A2", { id: "shell.state.a2" });
    case "fault":
      return msg("Fault", { id: "shell.state.fault" });
    case "late":
      return msg("Time in doubt", { id: "shell.state.late" });
    case "stale":
      return msg("Stale", { id: "shell.state.stale" });
    case "offline":
      return msg("Offline", { id: "shell.state.offline" });
  }
}

/** What was set of a sensor's calibration, in a word: `zero 12`; undefined where its values are shown as they came. */
export function calibrationWord({ rule }: SensorScale, format: Format): string | undefined {
  if (!isCalibrated(rule.settings)) return undefined;
  const { zero = 0, gain = 1 } = rule.settings ?? {};
  if (gain !== 1) return msg("calibrated", { id: "shell.calibrated" });
  const figure = typedNumbersOf(format).print(zero);
  return msg(str`zero ${figure}`, { id: "shell.zero" });
}

/** What a sensor is called by its key alone: the gas's symbol where it is the only one, else with its ordinal: `CO₂`, `CO-2`. */
export function sensorTitle(key: string): string {
  return key.includes("-") ? key : symbolOf(key);
}

/** The word for a state where many stand side by side: the levels go by their names alone. */
export function shortStateWord(status: SensorStatus): string {
  return status === "a1" || status === "a2" ? status.toUpperCase() : stateWord(status);
}

/** The word for a reading that was at a level, which its sensor has left since. */
export function peakWord(level: Level): string {
  const word = shortStateWord(level);
  return msg(str`Peak ${word}`, { id: "shell.peak" });
}

function lastWords(last: LastWord): string {
  const status = lastStatus(last);
  return status === "normal" ? "" : msg(str`last known: ${stateWord(status)}`, { id: "shell.lastKnown" });
}

/**
 * The state of a sensor in words. What is no longer live says so first and what it last was after that; a value
 * without any limit is not called normal.
 */
export function stateWords(presentation: SensorPresentation, format: Format): string {
  switch (presentation.state) {
    case "normal":
      return presentation.shown.rated ? stateWord("normal") : msg("No limits set", { id: "shell.unrated" });
    case "late": {
      const last = lastStatus(presentation.last);
      return inTurn([stateWord(last === "normal" ? "late" : last), doubtText(presentation)]);
    }
    case "stale":
    case "offline":
      return inTurn([
        `${stateWord(presentation.state)}, ${ageText(presentation, format)}`,
        lastWords(presentation.last),
        doubtText(presentation),
      ]);
    case "fault":
      return inTurn([
        stateWord("fault"),
        causeWords(presentation),
        misreadWords(presentation, format) ?? beforeFault(presentation, format),
      ]);
    default:
      return stateWord(presentation.state);
  }
}

function inTurn(words: readonly string[]): string {
  return words.filter(Boolean).join("\u00a0– ");
}

type FaultPresentation = Extract<SensorPresentation, { state: "fault" }>;

/** Of a number that cannot be, on which side it is beyond the range; the number itself may have hundreds of digits. */
export function misreadWords({ misread, scale }: FaultPresentation, format: Format): string | undefined {
  if (!misread) return undefined;
  const { low, high } = scale.range;
  const end = limitFigure(misread.side === "below" ? low : high, { limits: {}, decimals: 0 });
  return beyondWords(misread.side, `${format.number(end.value, end.decimals)}\u00a0${scale.unit}`);
}

/** That there are numbers beyond an end of a sensor's range, which is given with its unit. */
export function beyondWords(side: "below" | "above", end: string): string {
  if (side === "below") return msg(str`reads under ${end}`, { id: "shell.under" });
  return msg(str`reads over ${end}`, { id: "shell.over" });
}

/** A device's own word is no longer than this on a screen, characters. */
const MAX_CAUSE = 40;

/** Why what a sensor posted is no number; empty where nothing was said of it. */
export function causeWords({ cause = "" }: Pick<FaultPresentation, "cause">): string {
  switch (cause) {
    case "not a number":
      return msg("sends no number", { id: "shell.cause.noNumber" });
    case "out of range":
      return msg("beyond its range", { id: "shell.cause.range" });
    case "missing":
      return msg("value missing", { id: "shell.cause.missing" });
    default:
      return cause.length > MAX_CAUSE ? `${cause.slice(0, MAX_CAUSE)}…` : cause;
  }
}

/** Causes of the parser's own, whose words say already that there is no value. */
const SAYS_NO_VALUE: readonly string[] = ["not a number", "out of range", "missing"];

function beforeFault({ before, scale, cause = "" }: FaultPresentation, format: Format): string {
  if (!before) return SAYS_NO_VALUE.includes(cause) ? "" : msg("no value", { id: "shell.noValue" });
  const value = `${figureText(before.value, scale, format)}\u00a0${scale.unit}`;
  const ago = ageText(before, format);
  return msg(str`last value ${value}, ${ago}`, { id: "shell.lastValue" });
}

function ruleOf({ limits, gas, unit }: SensorScale): FigureRule {
  return { limits, decimals: decimalsOf(gas, unit) };
}

/** A value of a sensor as it is printed, without its unit: it never says another level than the value has. */
export function figureText(value: number, scale: SensorScale, format: Format): string {
  const figure = tellingFigure(value, ruleOf(scale));
  return format.number(figure.value, figure.decimals);
}

/** A limit of a sensor as it is printed, without its unit. */
export function limitText(limit: number, scale: SensorScale, format: Format): string {
  const figure = limitFigure(limit, ruleOf(scale));
  return format.number(figure.value, figure.decimals);
}

/** What a sensor is called on a screen: its own label, else the gas's symbol, with the ordinal among equals. */
export function sensorName({ label, type, key }: SensorScale): string {
  if (label) return label;
  const ordinal = key.startsWith(`${type}-`) ? ` ${key.slice(type.length + 1)}` : "";
  return `${symbolOf(type)}${ordinal}`;
}

/** The value that may be printed large: none of a sensor that gave none when it was last heard. */
export function printedFigure(presentation: SensorPresentation): ShownValue | undefined {
  const isFaulty =
    "last" in presentation ? presentation.last.kind === "fault" : presentation.state === "fault";
  return isFaulty ? undefined : figureOf(presentation);
}

/** A sensor in one phrase: `CO 1,280 ppm, Alarm A2`. */
export function sensorPhrase(presentation: SensorPresentation, format: Format): string {
  const { scale } = presentation;
  const figure = printedFigure(presentation);
  const value = figure ? ` ${figureText(figure.value, scale, format)} ${scale.unit}` : "";
  return `${sensorName(scale)}${value}, ${stateWords(presentation, format)}`;
}
