// Alarms in words: the same on cards, dock, pages and walls.

import { msg, str } from "@lit/localize";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { AlarmPresentation } from "../../../shared/present/present-alarm.ts";
import { symbolOf } from "../../../shared/rules/gases.ts";
import type { Format } from "./format.ts";
import { spanText } from "./lengths.ts";
import { figureText, limitText, sensorName } from "./state-texts.ts";

/** The level by its name alone: `A2`. */
export function levelName({ condition }: Pick<Alarm, "condition">): string {
  switch (condition) {
    case "a1":
    case "a2":
      return condition.toUpperCase();
    case "over":
      return msg("Over range", { id: "alarm.over" });
    case "call":
      return msg("Call for help", { id: "alarm.call" });
    case "stel":
      return msg("STEL", { id: "alarm.stel" });
    case "twa":
      return msg("TWA", { id: "alarm.twa" });
    default:
      return conditionWord(condition);
  }
}

/** What is wrong where it is no gas. What a newer server calls otherwise is at least said to be an alarm. */
function conditionWord(condition: string): string {
  switch (condition) {
    case "fault":
      return msg("Sensor faulty", { id: "alarm.fault" });
    case "unrated":
      return msg("No limits known", { id: "alarm.unrated" });
    case "silent":
      return msg("No data", { id: "alarm.silent" });
    case "battery":
      return msg("Battery low", { id: "alarm.battery" });
    case "clock":
      return msg("Clock wrong", { id: "alarm.clock" });
    case "bump":
      return msg("Bump test overdue", { id: "alarm.bump" });
    case "calibration":
      return msg("Calibration overdue", { id: "alarm.calibration" });
    default:
      return systemWord(condition);
  }
}

function systemWord(condition: string): string {
  switch (condition) {
    case "gateway":
      return msg("Gateway silent", { id: "alarm.gateway" });
    case "display":
      return msg("Display without sound or picture", { id: "alarm.display" });
    case "channel":
      return msg("Notices not delivered", { id: "alarm.channel" });
    case "disk":
      return msg("Server in trouble", { id: "alarm.disk" });
    default:
      return msg("Alarm", { id: "alarm.any" });
  }
}

/** How an alarm is headed: `Alarm A2`, `Was A2`, `Sensor faulty`. */
export function alarmTitle({ alarm, standing }: Pick<AlarmPresentation, "alarm" | "standing">): string {
  const level = levelName(alarm);
  const isLevel = ["a1", "a2", "stel", "twa"].includes(alarm.condition);
  if (standing === "over" || standing === "latched" || standing === "ended")
    return msg(str`Was ${level}`, { id: "alarm.was" });
  return isLevel ? msg(str`Alarm ${level}`, { id: "alarm.level" }) : level;
}

/** What it is of: `CO`, `CO-2`, a label; empty where it is about a device. */
export function alarmGas({ alarm, scale }: Pick<AlarmPresentation, "alarm" | "scale">): string {
  if (scale) return sensorName(scale);
  return alarm.sensor ? symbolOf(alarm.sensor.type) : "";
}

/** Where it is, shortest: the place, else the device. */
export function alarmPlace({ place, name }: Pick<AlarmPresentation, "place" | "name">): string {
  return place ?? name;
}

/** What and where in a line: `CO in Shaft 3`, `Handheld 4, Battery low`. */
export function alarmLine(shown: AlarmPresentation): string {
  const gas = alarmGas(shown);
  const where = alarmPlace(shown);
  if (gas && (shown.tone === "a2" || shown.tone === "a1"))
    return where ? msg(str`${gas} in ${where}`, { id: "alarm.gasIn" }) : gas;
  const what = gas ? sensorTrouble(shown.alarm, gas) : levelName(shown.alarm);
  return shown.name ? `${shown.name}, ${what}` : what;
}

/** What is wrong with a sensor, with its gas: `CO sensor faulty`. */
function sensorTrouble(alarm: Alarm, gas: string): string {
  if (alarm.condition === "fault") return msg(str`${gas} sensor faulty`, { id: "alarm.gasFault" });
  if (alarm.condition === "unrated") return msg(str`no limits known for ${gas}`, { id: "alarm.gasUnrated" });
  return `${gas}: ${levelName(alarm)}`;
}

/** The answer to the question who is at it: `not acknowledged`, `acknowledged`, `over`. */
export function standingWord({ standing }: Pick<AlarmPresentation, "standing">): string {
  switch (standing) {
    case "asks":
      return msg("not acknowledged", { id: "alarm.asks" });
    case "answered":
      return msg("acknowledged", { id: "alarm.answered" });
    case "over":
      return msg("over, nobody has looked", { id: "alarm.overUnseen" });
    case "latched":
      return msg("acknowledged and over", { id: "alarm.latched" });
    case "ended":
      return msg("ended", { id: "alarm.ended" });
  }
}

/** Whoever answered; names may be withheld. */
export function personName(name: string | null | undefined): string {
  return name === null || name === undefined || name === "" || name === "open"
    ? msg("Someone", { id: "alarm.someone" })
    : name;
}

/** `10:52: “Fan restarted”`: when somebody answered and what they said. */
export function answerWords({ acknowledgedAt, comment }: Alarm, format: Format, now: number): string {
  const time = acknowledgedAt === null ? "" : format.time(acknowledgedAt, now);
  return comment ? `${time}: ${msg(str`“${comment}”`, { id: "alarm.quote" })}` : time;
}

/** A length of time with little room: `40 s`, `4 min`, `1 h 20 min`. */
export function spanWords(ms: number): string {
  return ms < MINUTE_MS ? `${Math.max(0, Math.floor(ms / SECOND_MS))}\u00a0s` : spanText(ms);
}

/** How long it is there, or since when it is over: `4 min`, `over since 03:41`. */
export function lastingWords({ alarm, standing }: AlarmPresentation, format: Format, now: number): string {
  if (standing === "asks" || standing === "answered") return spanWords(now - alarm.raisedAt);
  const end = alarm.returnedAt ?? alarm.endedAt ?? alarm.highest.at;
  return msg(str`over since ${format.time(end, now)}`, { id: "alarm.overSince" });
}

/** That the server heard of it later than it was; undefined where it did not. */
export function knownWords({ alarm }: AlarmPresentation, format: Format, now: number): string | undefined {
  if (!alarm.late) return undefined;
  return msg(str`known at ${format.time(alarm.knownAt, now)}`, { id: "alarm.known" });
}

/** A figure of an alarm as it is printed, without its unit; a dash for none. */
export function alarmFigure(value: number | undefined, { scale }: AlarmPresentation, format: Format): string {
  if (value === undefined) return "–";
  return scale ? figureText(value, scale, format) : format.number(value, Number.isInteger(value) ? 0 : 1);
}

/** The unit of an alarm's figures, and of a mean over how long: `ppm`, `ppm, 15 min`. */
export function unitText({ alarm, unit }: AlarmPresentation): string {
  if (alarm.condition === "stel") return msg(str`${unit}, 15 min`, { id: "alarm.unitStel" });
  return alarm.condition === "twa" ? msg(str`${unit}, 8 h`, { id: "alarm.unitTwa" }) : unit;
}

/** A limit as it is printed, without its unit. */
export function alarmLimit({ limit, scale }: AlarmPresentation, format: Format): string | undefined {
  if (limit === undefined) return undefined;
  return scale ? limitText(limit, scale, format) : format.number(limit, 0);
}

/** Why nobody knows whether the level still holds; undefined where it is known. */
export function unsureWords({ unsure }: Alarm): string | undefined {
  switch (unsure) {
    case "fault":
      return msg("The sensor is faulty since: nobody knows whether it is over.", { id: "alarm.unsureFault" });
    case "silent":
      return msg("Nothing was heard since: nobody knows whether it is over.", { id: "alarm.unsureSilent" });
    case "missing":
      return msg("The sensor is missing since: nobody knows whether it is over.", {
        id: "alarm.unsureMissing",
      });
    case null:
      return undefined;
  }
}

/** The word on the button by which somebody answers. */
export function answerVerb({ standing }: Pick<AlarmPresentation, "standing">): string {
  return standing === "latched"
    ? msg("It is over", { id: "alarm.close" })
    : msg("Acknowledge", { id: "alarm.acknowledge" });
}

/** An alarm in a sentence for the ear: `Alarm A2: CO in Shaft 3, 1,280 ppm, not acknowledged`. */
export function alarmSentence(shown: AlarmPresentation, format: Format): string {
  const isOver = shown.standing === "over" || shown.standing === "latched";
  const value = isOver ? shown.peak : shown.value;
  const figure = value === undefined ? "" : `, ${alarmFigure(value, shown, format)} ${shown.unit}`;
  const drill = shown.alarm.drill ? `${drillWord()}: ` : "";
  return `${drill}${alarmTitle(shown)}: ${alarmLine(shown)}${figure}, ${standingWord(shown)}`;
}

/** The tag on an alarm that is tried out. */
export function drillWord(): string {
  return msg("Drill", { id: "alarm.drill" });
}

/** That the instrument's own alarm has priority. */
export function supplementaryWords(): string {
  return msg("Supplementary: the instrument’s own alarm has priority.", { id: "alarm.supplementary" });
}
