// Alarms: which there are, and what people say and do to them. An act is an entry first; its answer is what the alarms made of it.

import type { Actor } from "../../../shared/entries/actor.ts";
import type { AlarmDraft } from "../../../shared/entries/alarm.ts";
import { identityOf, isSameSensor, type SensorIdentity } from "../../../shared/rules/reading.ts";
import {
  type ACT_OUTCOMES,
  type AckAnswer,
  ALARM_PATHS,
  type DrillsAnswer,
} from "../../../shared/wire/alarms.ts";
import type { Principal } from "../../access/access.ts";
import type { Outcome } from "../../alarms/alarms.ts";
import { ackRequest, drillRequest, shelveRequest } from "../bodies/alarm-acts.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { alarmsQuery } from "../query/alarms-query.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { listAlarms } from "./alarm-list.ts";
import {
  ackOperation,
  drillOperation,
  listAlarmsOperation,
  listDrillsOperation,
  shelveOperation,
} from "./alarm-operations.ts";
import { defineRoute } from "./route.ts";

type AlarmParts = Pick<AppParts, "alarms" | "config" | "events" | "fleet" | "log" | "now" | "posted">;

const REFUSALS: { readonly [Refused in Exclude<Outcome, (typeof ACT_OUTCOMES)[number]>]: HttpError } = {
  stale: new HttpError(409, "risen", "The alarm has asked again since. Look at it once more, then answer."),
  unknown: new HttpError(404, "unknown_alarm", "There is no such alarm, or it ended long ago."),
  refused: new HttpError(
    409,
    "not_possible",
    "That cannot be done: an alarm from A2 on is never kept quiet, and a real one is never made a drill.",
  ),
};

/** Writes an act down; resolves to what became of it. Throws the refusal where it was refused. */
async function act({ log, alarms }: AlarmParts, draft: AlarmDraft): Promise<"taken" | "already" | "ended"> {
  const [appended] = await log.append([draft]);
  // The alarms hear of an entry before `append` resolves.
  const outcome = alarms.outcomeOf(appended?.seq ?? 0) ?? "unknown";
  if (outcome === "taken" || outcome === "already" || outcome === "ended") return outcome;
  throw REFUSALS[outcome];
}

/** Whether a principal sees the alarms of a device; those of the site itself, null, only who sees everything. */
function seerOf(principal: Principal, { fleet }: Pick<AlarmParts, "fleet">) {
  const { isAll, sees } = sightOf(principal, fleet);
  return (device: string | null) => isAll || (device !== null && sees(device));
}

/** Somebody is known by their session, or says who they are: before a display stands whoever stands there. */
function assertNamed({ kind }: Actor, name: string | undefined): void {
  if (name !== undefined && kind !== "open" && kind !== "display")
    throw new HttpError(400, "invalid_answer", "Leave `by` out: the server knows who you are.");
  if (kind === "display" && (name ?? "") === "")
    throw new HttpError(400, "invalid_answer", "Say in `by` who answers: a display is nobody in particular.");
}

const list = defineRoute({
  method: "GET",
  path: ALARM_PATHS.alarms,
  operation: listAlarmsOperation,
  permission: "read",
  handle: (parts: AlarmParts) => async (ctx) => {
    const sees = seerOf(ctx.principal, parts);
    ctx.body = await listAlarms(parts, { ...parseQuery(alarmsQuery, ctx.query, parts.now()), sees });
  },
});

const acknowledge = defineRoute({
  method: "POST",
  path: `${ALARM_PATHS.alarms}/:id/acknowledgements`,
  operation: ackOperation,
  permission: "answer",
  handle: (parts: AlarmParts) => {
    const { alarms, now, posted } = parts;
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id = "" } = ctx.params;
      const form = { posted, schema: ackRequest, code: "invalid_answer" };
      const { by: name, seen, at = now(), comment } = await readPatch(ctx, form);
      const known = alarms.last(id, now());
      if (!known || !seerOf(ctx.principal, parts)(known.device)) throw REFUSALS.unknown;
      const actor = actorOf(ctx);
      assertNamed(actor, name);
      const key = ctx.get("Idempotency-Key");
      const outcome = await act(parts, {
        kind: "ack",
        alarm: id,
        ...(known.device === null ? {} : { device: known.device }),
        seen: seen ?? known.rev,
        tappedAt: at,
        by: name === undefined ? actor : { ...actor, name },
        ...(comment === undefined ? {} : { comment }),
        ...(key === "" ? {} : { key: key.slice(0, 200) }),
      });
      ctx.body = { outcome, alarm: alarms.last(id, now()) ?? null } satisfies AckAnswer;
    };
  },
});

/** The sensor that is meant by its key, or by its key, type and unit. A key alone must not quieten another one. */
function namedSensor(sensors: readonly SensorIdentity[], named: string | SensorIdentity): SensorIdentity {
  const isMeant = (one: SensorIdentity) =>
    typeof named === "string" ? one.key === named : isSameSensor(one, named);
  const [sensor, another] = sensors.filter(isMeant);
  if (!sensor) throw new HttpError(404, "unknown_sensor", "There is no such sensor.");
  if (another) {
    const message =
      "The device has several sensors of that key: name it by key, type and unit, as its alarm does.";
    throw new HttpError(400, "ambiguous_sensor", message);
  }
  return identityOf(sensor);
}

const shelve = defineRoute({
  method: "POST",
  path: ALARM_PATHS.shelvings,
  operation: shelveOperation,
  permission: "operate",
  handle: (parts: AlarmParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted: parts.posted, schema: shelveRequest, code: "invalid_shelving" };
      const { device, sensor: named, condition, until, reason } = await readPatch(ctx, form);
      const isSeen = sightOf(ctx.principal, parts.fleet).sees(device);
      const sensors = (isSeen && parts.fleet.states().get(device)?.sensors) || [];
      await act(parts, {
        kind: "shelve",
        device,
        sensor: namedSensor(sensors, named),
        ...(condition === undefined ? {} : { condition }),
        until,
        reason,
        by: actorOf(ctx),
      });
      ctx.status = 204;
    };
  },
});

const drill = defineRoute({
  method: "POST",
  path: ALARM_PATHS.drills,
  operation: drillOperation,
  permission: "operate",
  handle: (parts: AlarmParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted: parts.posted, schema: drillRequest, code: "invalid_drill" };
      const { devices, until, reason, mode } = await readPatch(ctx, form);
      const { sees } = sightOf(ctx.principal, parts.fleet);
      const unknown = devices.find((device) => !parts.fleet.states().has(device) || !sees(device));
      if (unknown !== undefined)
        throw new HttpError(404, "unknown_device", `There is no device ${JSON.stringify(unknown)}.`);
      const told = { devices, until, reason, ...(mode === "test" ? { mode } : {}) };
      await act(parts, { kind: "drill", ...told, by: actorOf(ctx) });
      ctx.status = 204;
    };
  },
});

const listDrills = defineRoute({
  method: "GET",
  path: ALARM_PATHS.drills,
  operation: listDrillsOperation,
  permission: "read",
  handle: (parts: Pick<AlarmParts, "alarms" | "fleet">) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const sees = seerOf(ctx.principal, parts);
    ctx.body = { drills: parts.alarms.drills().filter(({ device }) => sees(device)) } satisfies DrillsAnswer;
  },
});

/** Alarms, answers, shelvings, drills. */
export const alarmRoutes = [list, acknowledge, shelve, listDrills, drill];
