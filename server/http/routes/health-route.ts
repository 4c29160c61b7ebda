import { commandName } from "../../../shared/ground/command-name.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { type HealthAnswer, PATHS } from "../../../shared/wire/api.ts";
import { MAX_UNRATED } from "../../alarms/alarms.ts";
import { MAX_DEVICES, MAX_SENSORS_IN_ALL } from "../../ingest/ingest.ts";
import { healthAnswer } from "../docs/answer-schemas.ts";
import { jsonAnswer, type Operation } from "../docs/operation.ts";
import type { AppParts } from "../parts.ts";
import { defineRoute } from "./route.ts";

/** Less free space than this is worth a word before it is a failure, bytes. */
const LOW_SPACE_BYTES = 500 * 1024 * 1024;

type HealthParts = Pick<
  AppParts,
  | "log"
  | "archive"
  | "rejected"
  | "live"
  | "config"
  | "build"
  | "version"
  | "startedAt"
  | "now"
  | "freeBytes"
  | "clockAheadMs"
  | "clockDoubtMs"
  | "isClockSet"
  | "fleet"
  | "alarms"
  | "https"
  | "access"
  | "appProblems"
  | "mqtt"
>;

/** A clock that is corrected by less than this is not worth a word, ms. */
const CLOCK_STEP_MS = 5 * SECOND_MS;

/** Beyond this a clock does not catch up while one waits, ms. */
const LONG_AHEAD_MS = HOUR_MS;

function clockProblem(aheadMs: number): string[] {
  if (aheadMs < CLOCK_STEP_MS) return [];
  const seconds = Math.round(aheadMs / SECOND_MS);
  const what = `The machine's clock is ${seconds} s behind what it was; times are ahead of it until it catches up. Check the clock`;
  if (aheadMs < LONG_AHEAD_MS) return [what];
  return [
    `${what}. If it is right now, run "${commandName("clock", "confirm")}" and restart Davy; the second start that finds it so goes by it as well`,
  ];
}

function doubtProblem(doubtMs: number | undefined): string[] {
  if (doubtMs === undefined) return [];
  const days = Math.round(doubtMs / DAY_MS);
  return [
    `The clock is ${days} days beyond the last time that is certain, so nothing old is deleted. Check the machine's clock; if it is right, run "${commandName("clock", "confirm")}"`,
  ];
}

function unsetProblem({ isClockSet, now }: HealthParts): string[] {
  if (isClockSet()) return [];
  const time = new Date(now()).toISOString();
  return [
    `The clock says ${time}: nobody has set it, and readings get such times. Set it, or let NTP set it`,
  ];
}

/** From this part of its places on, the table of devices is worth a word. */
const CROWDED = 0.8;

function crowdProblem(devices: number): string[] {
  if (devices < CROWDED * MAX_DEVICES) return [];
  return [
    `${devices} of ${MAX_DEVICES} devices are known; beyond that no new one is taken in. Forget some on their pages or with DELETE /api/v1/devices/<id>`,
  ];
}

function sensorsProblem(sensors: number): string[] {
  const { unknown, gas } = MAX_SENSORS_IN_ALL;
  if (sensors < CROWDED * unknown) return [];
  return [
    `${sensors} sensors are known; from ${unknown} on no new one of an unknown gas is taken in, from ${gas} on none at all. Forget devices that are none, or call gases by their names`,
  ];
}

function unratedProblem({ isUnratedFull }: HealthParts["alarms"]): string[] {
  if (!isUnratedFull) return [];
  return [
    `${MAX_UNRATED} sensors are told of that have no limits, and no more are. Set limits, take devices out of service, or call gases by their names`,
  ];
}

/** A server that others can reach should not stay open. */
function openProblem({ isOpenToOthers, isOpenToPosts }: HealthParts["access"]): string[] {
  const remedy = `run "${commandName("admin", "<name>")}"`;
  if (isOpenToOthers)
    return [
      `Whoever reaches this server reads and writes, as in version 0.1. Enter the set-up code that it shows at its start in the app, or ${remedy}`,
    ];
  return isOpenToPosts
    ? ["Whoever reaches this server may post readings without a key. An admin can change that under Gateways"]
    : [];
}

/** What of the health concerns what is kept. */
export type DiskParts = Pick<HealthParts, "log" | "archive" | "rejected" | "config" | "freeBytes">;

function keepingProblems({ log, archive, rejected }: DiskParts, freeBytes: number | undefined): string[] {
  const { lost } = rejected.status();
  return [
    ...log.status().damage,
    ...archive.status().problems,
    ...(lost > 0 ? [`${lost} refused items could not be kept in rejected.ndjson`] : []),
    ...(freeBytes !== undefined && freeBytes < LOW_SPACE_BYTES
      ? [`Only ${Math.round(freeBytes / 1024 / 1024)} MB are free on the disk of the data folder`]
      : []),
  ];
}

/** What is wrong with what is kept, in words; a part of the health. */
export async function diskProblems(parts: DiskParts): Promise<string[]> {
  return [...failures(parts), ...keepingProblems(parts, await parts.freeBytes())];
}

function lesserProblems(parts: HealthParts, freeBytes: number | undefined): string[] {
  return [
    ...keepingProblems(parts, freeBytes),
    ...clockProblem(parts.clockAheadMs()),
    ...doubtProblem(parts.clockDoubtMs()),
    ...unsetProblem(parts),
    ...crowdProblem(parts.fleet.size),
    ...sensorsProblem(parts.fleet.sensorCount),
    ...unratedProblem(parts.alarms),
    ...parts.https.problems,
    ...parts.appProblems,
    ...parts.mqtt.problems(),
    ...openProblem(parts.access),
  ];
}

/** What keeps readings from being taken. */
function failures({ log, archive, config }: DiskParts): string[] {
  const reasons = [log.status().failing, archive.status().failing].filter((text) => text !== undefined);
  const { backlog } = archive.status();
  return [
    ...reasons,
    ...(backlog > config.maxBacklog ? [`The archive is ${backlog} readings behind; posts wait for it`] : []),
  ];
}

/** How the server is, with reasons in words. */
export async function assessHealth(parts: HealthParts): Promise<HealthAnswer> {
  const failing = failures(parts);
  const lesser = lesserProblems(parts, await parts.freeBytes());
  const certificate = parts.https.certificates?.status();
  return {
    status: failing.length > 0 ? "failing" : lesser.length > 0 ? "degraded" : "ok",
    reasons: [...failing, ...lesser],
    version: parts.version,
    build: parts.build,
    uptime_s: Math.round((parts.now() - parts.startedAt) / SECOND_MS),
    last_seq: parts.log.lastSeq,
    backlog: parts.archive.status().backlog,
    set_aside: parts.archive.status().setAside,
    streams: parts.live.status().streams,
    ...(certificate && { certificate_ends: new Date(certificate.notAfter).toISOString() }),
  };
}

const operation: Operation = {
  id: "getHealth",
  group: "The server",
  summary: "Whether the server is well, with reasons",
  answers: {
    200: jsonAnswer("Readings are taken; `degraded` names what needs a look.", healthAnswer),
    503: jsonAnswer("Readings are not taken.", healthAnswer),
  },
  curl: `$URL${PATHS.health}`,
};

/** `GET /healthz`: 503 while readings cannot be taken, else 200, with reasons either way. What watches a server has no key. */
export const healthRoute = defineRoute({
  method: "GET",
  path: PATHS.health,
  operation,
  permission: "public",
  onPlain: "answers",
  handle: (parts: HealthParts) => async (ctx) => {
    const health = await assessHealth(parts);
    ctx.status = health.status === "failing" ? 503 : 200;
    ctx.body = health;
  },
});
