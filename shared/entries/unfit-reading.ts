// What no reading may be. Ingest lets none such in; a journal that another version wrote may hold one.

import { hasHalfCharacter } from "../ground/half-character.ts";
import type { ReadingEntry } from "./entry.ts";

/** Times whose year has four digits, unix ms: days and months, which files are named by, have names of one length. */
const FIRST_TIME_MS = Date.UTC(1000, 0, 1);
const END_OF_TIMES_MS = Date.UTC(10_000, 0, 1);

/** Whether a value is a time that an entry may have, unix ms. */
export function isTime(value: unknown): boolean {
  return typeof value === "number" && value >= FIRST_TIME_MS && value < END_OF_TIMES_MS;
}

/** The kind of what stands for an entry that nests too deep to be handled: its JSON is a text in it. No such entry is ever written. */
export const TOO_DEEP = "too deep";

function isFiniteOrNull(value: unknown): boolean {
  return value === null || (typeof value === "number" && Number.isFinite(value));
}

function problemOfSensor(sensor: unknown): string | undefined {
  if (typeof sensor !== "object" || sensor === null) return "a sensor is no object";
  const { type, val } = sensor as { readonly type?: unknown; readonly val?: unknown };
  if (typeof type !== "string") return "a sensor's type is no text";
  return isFiniteOrNull(val) ? undefined : "a sensor's val is neither a finite number nor null";
}

function problemOfHead(entry: ReadingEntry): string | undefined {
  const { device, deviceTime, battery } = entry;
  if (typeof device !== "string" || hasHalfCharacter(device)) return "the device is no text that can be kept";
  if (!isTime(entry.measuredAt)) return "measuredAt is no time";
  if (!isTime(entry.at) || !isTime(entry.receivedAt ?? 0)) return "the time of its reception is no time";
  if (!isFiniteOrNull(battery)) return "the battery is neither a finite number nor null";
  return typeof deviceTime === "string" || isFiniteOrNull(deviceTime)
    ? undefined
    : "deviceTime is neither a number nor text nor null";
}

/** Why an entry that calls itself a reading is none that can be kept; undefined when nothing is wrong with it. */
export function problemOfEntry(entry: ReadingEntry): string | undefined {
  const problem = problemOfHead(entry);
  if (problem !== undefined) return problem;
  const { sensors } = entry;
  if (!Array.isArray(sensors)) return "its sensors are no list";
  for (let place = 0; place < sensors.length; place += 1) {
    const reason = problemOfSensor(sensors[place]);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
