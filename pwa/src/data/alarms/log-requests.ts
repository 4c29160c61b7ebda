// The log of the whole site and the alarms' key figures, as the server answers them.

import { PRIORITIES } from "../../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import { type AlarmFigures, FIGURES_PATH } from "../../../../shared/wire/alarm-figures.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { type DeviceTests, TESTS_PATH } from "../../../../shared/wire/instrument-tests.ts";
import type { LogPage, LogQuery } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import { logParameters } from "../base/log-parameters.ts";
import { flag, listOf, number, orNull, shape, text } from "../base/read-answer.ts";
import { get } from "./alarm-requests.ts";

const PAGE_SIZE = 100;

type Fields = Readonly<Record<string, unknown>>;

function isEntry(event: unknown): event is StampedEntry {
  if (typeof event !== "object" || event === null) return false;
  const { seq, at, kind } = event as Fields;
  return typeof seq === "number" && typeof at === "number" && typeof kind === "string";
}

/** A page of the log. Rejects when the server does not answer. */
export async function readLog(fetch: Fetch, query: LogQuery, signal: AbortSignal): Promise<LogPage> {
  const parameters = logParameters(query);
  parameters.set("limit", String(PAGE_SIZE));
  if (query.cursor !== undefined) parameters.set("cursor", query.cursor);
  const answer = (await get(fetch, `${PATHS.logbook}?${parameters}`, signal)) as Fields;
  const { events, cursor } = answer;
  if (!Array.isArray(events)) throw new Error("That was no answer of Davy's.");
  return { events: events.filter(isEntry), ...(typeof cursor === "string" ? { cursor } : {}) };
}

const sensor = shape({ key: text, type: text });
const [low, medium, high, critical] = PRIORITIES;

const readAnswer = shape({
  from: number,
  to: number,
  asked: number,
  perHour: number,
  byPriority: shape({ [low]: number, [medium]: number, [high]: number, [critical]: number }),
  worstTenMinutes: orNull(shape({ from: number, asked: number })),
  floods: number,
  floodPart: number,
  answered: shape({
    count: number,
    medianMs: orNull(number),
    p90Ms: orNull(number),
    longestMs: orNull(number),
  }),
  endedUnanswered: number,
  open: shape({ count: number, unanswered: number, standing: number }),
  longestUnansweredMs: orNull(number),
  worst: listOf(
    shape({
      device: orNull(text),
      sensor: orNull(sensor),
      name: text,
      place: orNull(text),
      asked: number,
      part: number,
    }),
  ),
  complete: flag,
});

/** Key figures from a time on, unix ms. Rejects when the server does not answer. */
export async function readFigures(fetch: Fetch, from: number, signal: AbortSignal): Promise<AlarmFigures> {
  return readAnswer(await get(fetch, `${FIGURES_PATH}?from=${Math.floor(from)}`, signal));
}

const standing = shape({
  everyDays: orNull(number),
  last: orNull(shape({ passed: flag, testedAt: number, by: text, note: orNull(text) })),
  dueAt: orNull(number),
  isOverdue: flag,
});

const readDevices = shape({
  devices: listOf(
    shape({
      device: text,
      tests: shape({ bump: standing, calibration: standing }),
      overSince: orNull(number),
    }),
  ),
});

/** How devices stand with tests of their sensors. Rejects when the server does not answer. */
export async function readTests(fetch: Fetch, signal: AbortSignal): Promise<readonly DeviceTests[]> {
  return readDevices(await get(fetch, TESTS_PATH, signal)).devices;
}
