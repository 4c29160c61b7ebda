// What is asked of the server about alarms, and what it is told to do to them.

import { type Actor, nameOfActor, parseActor } from "../../../../shared/entries/actor.ts";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { gasOf } from "../../../../shared/rules/gases.ts";
import { GUIDANCE_LEVELS, type GuidanceText } from "../../../../shared/rules/guidance.ts";
import { ALARM_PATHS, DRILL_MODES, type DrillRow } from "../../../../shared/wire/alarms.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { GUIDANCE_PATH } from "../../../../shared/wire/guidance.ts";
import type { AlarmStep, AlarmsPage, AlarmsQuery, Drill, Shelving } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import { knownOf, listOf, number, oneOf, orNull, shape, text } from "../base/read-answer.ts";
import { tell } from "../session/call-server.ts";
import { parseAlarm, parseAlarms } from "./parse-alarm.ts";

const TIMEOUT_MS = 15 * SECOND_MS;
/** Ended alarms of a page. */
const PAGE_SIZE = 50;
/** Steps of an alarm that are read at most. */
const MAX_STEPS = 200;

/** Asks for JSON. Rejects when the server does not answer, or not with it. */
export async function get(fetch: Fetch, path: string, signal: AbortSignal): Promise<unknown> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(path, { cache: "no-store", signal: limit });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return await response.json();
}

async function page(fetch: Fetch, query: URLSearchParams, signal: AbortSignal): Promise<AlarmsPage> {
  const answer = parseAlarms(await get(fetch, `${ALARM_PATHS.alarms}?${query}`, signal));
  if (!answer) throw new Error("That was no answer of Davy's.");
  return answer;
}

/** All alarms that are open. Rejects when the server does not say so. */
export async function readOpen(fetch: Fetch, signal: AbortSignal): Promise<readonly Alarm[]> {
  return (await page(fetch, new URLSearchParams({ state: "open" }), signal)).alarms;
}

/** Open and ended alarms. Rejects when the server does not say so. */
export function readAlarms(
  fetch: Fetch,
  { device, place, from, to, cursor }: AlarmsQuery,
  signal: AbortSignal,
): Promise<AlarmsPage> {
  const query = new URLSearchParams({ state: "all", limit: String(PAGE_SIZE) });
  for (const [name, value] of Object.entries({ device, place, from, to, cursor }))
    if (value !== undefined) query.set(name, String(value));
  return page(fetch, query, signal);
}

/** Pages of steps that are searched for one alarm, at most. */
const MAX_SEARCHES = 10;

/** An alarm by its id; undefined when there is none, or none was found in a long search. Rejects as the others do. */
export async function findAlarm(fetch: Fetch, id: string): Promise<Alarm | undefined> {
  const query = new URLSearchParams({ state: "all", id });
  for (let searches = 0; searches < MAX_SEARCHES; searches += 1) {
    const { alarms, cursor } = await page(fetch, query, new AbortController().signal);
    const found = alarms.find((alarm) => alarm.id === id);
    if (found || cursor === undefined) return found;
    query.set("cursor", cursor);
  }
  return undefined;
}

const readTexts = shape({
  texts: knownOf(
    shape({ gas: orNull(text), level: orNull(oneOf(GUIDANCE_LEVELS)), place: orNull(text), text }),
  ),
});

/** What the site has written down for its alarms. */
export async function readGuidance(fetch: Fetch, signal: AbortSignal): Promise<readonly GuidanceText[]> {
  const { texts } = readTexts(await get(fetch, GUIDANCE_PATH, signal));
  return texts.map(({ gas, ...rest }) => ({ ...rest, gas: gas === null ? null : gasOf(gas).id }));
}

const readRows = shape({
  drills: listOf(
    shape({
      ...{ device: text, mode: oneOf(DRILL_MODES), since: number, until: number },
      ...{ reason: text, by: text },
    }),
  ),
});

/** Drills and tests of instruments that last. */
export async function readDrills(fetch: Fetch, signal: AbortSignal): Promise<readonly DrillRow[]> {
  return readRows(await get(fetch, ALARM_PATHS.drills, signal)).drills;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(actor: Actor | undefined): string | undefined {
  return actor && actor.kind !== "system" ? nameOfActor(actor) : undefined;
}

function parseStep(event: unknown): AlarmStep | undefined {
  if (!isFields(event)) return undefined;
  const { seq, at, to, why } = event;
  const alarm = parseAlarm(event["alarm"]);
  if (typeof seq !== "number" || typeof at !== "number" || typeof to !== "string" || !alarm) return undefined;
  return {
    seq,
    at,
    to,
    why: typeof why === "string" ? why : undefined,
    by: nameOf(parseActor(event["by"])),
    alarm,
  };
}

/** The steps of an alarm, newest first. Rejects when the server does not say them. */
export async function readSteps(
  fetch: Fetch,
  { id, device, knownAt }: Alarm,
  signal: AbortSignal,
): Promise<readonly AlarmStep[]> {
  const query = new URLSearchParams({ kind: "alarm", from: String(knownAt), limit: String(MAX_STEPS) });
  if (device !== null) query.set("device", device);
  const answer = await get(fetch, `${PATHS.logbook}?${query}`, signal);
  if (!isFields(answer) || !Array.isArray(answer["events"])) throw new Error("That was no answer of Davy's.");
  return answer["events"].flatMap((event) => parseStep(event) ?? []).filter(({ alarm }) => alarm.id === id);
}

/** Keeps a sensor's alarms of a condition quiet, or ends that. Rejects with a sentence for the user. */
export function sendShelving(fetch: Fetch, shelving: Shelving): Promise<void> {
  return tell(fetch, { method: "POST", path: ALARM_PATHS.shelvings, body: shelving });
}

/** Tries the alarms of devices out, or ends that. Rejects with a sentence for the user. */
export function sendDrill(fetch: Fetch, drill: Drill): Promise<void> {
  return tell(fetch, { method: "POST", path: ALARM_PATHS.drills, body: drill });
}
