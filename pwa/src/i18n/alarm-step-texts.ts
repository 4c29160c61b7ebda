// The steps of an alarm's life in words, as its page and the log tell them.

import { msg, str } from "@lit/localize";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import type { AlarmPresentation } from "../../../shared/present/present-alarm.ts";
import { alarmFigure, levelName, personName } from "./alarm-texts.ts";
import type { Format } from "./format.ts";

/** A step as the logbook has it. */
export interface ToldStep {
  readonly to: string;
  readonly why: string | undefined;
  readonly by: string | undefined;
  readonly alarm: Alarm;
}

function valueWords(alarm: Alarm, shown: AlarmPresentation, format: Format): string {
  if (alarm.value === null || !alarm.sensor) return "";
  // In the unit of the log: the step is as it was, whatever somebody looks in by now.
  const on = alarm.unit === shown.unit ? shown : { ...shown, scale: undefined };
  return `, ${alarmFigure(alarm.value, on, format)} ${alarm.unit}`;
}

function nameOf(alarm: Alarm): string {
  const isGas = alarm.condition === "a1" || alarm.condition === "a2";
  const isNow = isGas && (alarm.level === "a1" || alarm.level === "a2");
  const level = isNow ? alarm.level.toUpperCase() : levelName(alarm);
  return isGas || alarm.condition === "stel" || alarm.condition === "twa"
    ? msg(str`Alarm ${level}`, { id: "alarm.level" })
    : level;
}

function answered({ by, alarm }: ToldStep): string {
  const who = personName(by ?? alarm.acknowledgedBy);
  const said = alarm.comment ? `: ${msg(str`“${alarm.comment}”`, { id: "alarm.quote" })}` : "";
  return `${msg(str`acknowledged by ${who}`, { id: "alarm.stepAcknowledged" })}${said}`;
}

function ended({ why, by }: ToldStep): string {
  if (why === "acknowledged" && by)
    return msg(str`ended, seen by ${personName(by)}`, { id: "alarm.stepEndedBy" });
  if (why === "unanswered") return msg("ended by itself, unanswered", { id: "alarm.stepEndedUnanswered" });
  if (why === "drill over") return msg("ended with the drill", { id: "alarm.stepEndedDrill" });
  return msg("ended", { id: "alarm.ended" });
}

/** A step in words: `Alarm A2 raised, 74 ppm`, `acknowledged by Kim: “On my way”`. */
export function stepWords(step: ToldStep, shown: AlarmPresentation, format: Format): string {
  const { to, alarm } = step;
  const name = nameOf(alarm);
  const value = valueWords(alarm, shown, format);
  switch (to) {
    case "raised":
      return `${msg(str`${name} raised`, { id: "alarm.stepRaised" })}${value}`;
    case "raised-late":
      return `${msg(str`${name} of the past became known`, { id: "alarm.stepLate" })}${value}`;
    case "escalated":
      return `${msg(str`risen to ${name}`, { id: "alarm.stepEscalated" })}${value}`;
    case "worsened":
      return `${msg(str`was worse than known: ${name}`, { id: "alarm.stepWorsened" })}${value}`;
    case "eased":
      return `${msg(str`fallen to ${name}`, { id: "alarm.stepEased" })}${value}`;
    case "reopened":
      return `${msg(str`${name} again`, { id: "alarm.stepReopened" })}${value}`;
    case "returned":
      return `${msg("over", { id: "alarm.stepReturned" })}${value}`;
    case "acknowledged":
      return answered(step);
    case "ended":
      return ended(step);
    default:
      return quietWords(step);
  }
}

function quietWords({ to, by }: ToldStep): string {
  const who = by === undefined ? "" : `, ${personName(by)}`;
  switch (to) {
    case "latched":
      return msg("over, waits for somebody who has seen it", { id: "alarm.stepLatched" });
    case "reasked":
      return msg("still there after a quarter of an hour: asks again", { id: "alarm.stepReasked" });
    case "shelved":
      return `${msg("kept quiet", { id: "alarm.stepShelved" })}${who}`;
    case "unshelved":
      return `${msg("no longer kept quiet", { id: "alarm.stepUnshelved" })}${who}`;
    default:
      return to;
  }
}
