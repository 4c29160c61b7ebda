// Ways in for what others post as JSON of their own: network servers of LoRaWAN, SenML, CloudEvents.

import type { Context } from "koa";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import {
  type Adapted,
  adaptChirpStack,
  adaptCloudEvents,
  adaptLorawan,
  adaptSenml,
  adaptTts,
  attributesIn,
  type UplinkOutcome,
} from "../../entrances/entrances.ts";
import { hintForValue, parseJson, textOfPacket } from "../../ingest/ingest.ts";
import { readForeign } from "../bodies/foreign-body.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import { viaOf } from "../guards/post-admission.ts";
import type { AppParts } from "../parts.ts";
import {
  chirpstackOperation,
  cloudEventsOperation,
  lorawanOperation,
  senmlOperation,
  ttsOperation,
} from "./entrance-operations.ts";
import { defineRoute } from "./route.ts";

type UplinkParts = Pick<AppParts, "entrances" | "ingest" | "posted" | "config" | "now">;
type Adapt = (body: unknown, ctx: Context) => Adapted;

/** What was posted to the wrong one of these doors is told the right one. */
function problemOf(problem: string, body: unknown, path: string): string {
  const hint = hintForValue(body);
  return hint === undefined || hint.includes(path) ? `${problem}.` : `${problem}. ${hint}.`;
}

const BINARY =
  "The body is no JSON text. Choose JSON as the payload marshaler (ChirpStack) or the format (The Things Stack).";

/** Takes a post of uplinks, by the adapter of its sender. */
function takeUplinks({ entrances, ingest, posted, config }: UplinkParts, adapt: Adapt) {
  const actorOf = createActors(config);
  return async (ctx: Context) => {
    const { body, refuse, from, address } = await readForeign(ctx, { ingest, posted });
    const text = textOfPacket(body);
    if (text === undefined) throw refuse(BINARY);
    const json = parseJson(text);
    if ("problem" in json) throw refuse(json.problem);
    const adapted = adapt(json.value, ctx);
    if ("problem" in adapted) throw refuse(problemOf(adapted.problem, json.value, ctx.path));
    if ("passedOver" in adapted) {
      ctx.body = { taken: 0, passedOver: adapted.passedOver, results: [], warnings: [] };
      return;
    }
    const leftOut = remarksOnLeftOut(adapted.leftOut);
    // Kept with the reason as a whole: what is stored of it is told apart by that.
    for (const reason of leftOut) refuse(reason);
    const origin = { from, address, via: viaOf(ctx.principal), by: actorOf(ctx) };
    const answer = presentUplinks(await entrances.take(adapted.uplinks, origin));
    ctx.body = { ...answer, warnings: [...leftOut, ...answer.warnings] };
  };
}

/** What is said of items that were left out: one sentence, however many there are. */
function remarksOnLeftOut([first, ...others]: readonly string[] = []): readonly string[] {
  if (first === undefined) return [];
  const more = others.length > 0 ? `, and ${others.length} more are unfit as well` : "";
  return [`${first}${more}; what is unfit was left out, the rest is stored`];
}

/** The answer to a post of uplinks. Throws a refusal when nothing of it was taken. */
function presentUplinks(outcomes: readonly UplinkOutcome[]) {
  const results = outcomes.flatMap((outcome) => (outcome.status === "taken" ? outcome.readings : []));
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result] : []));
  const [first] = refused;
  if (first && refused.length === results.length) {
    if (first.retry_after_s === undefined) throw new HttpError(400, "invalid_reading", first.reason);
    throw new TryLater(429, ["too_many", first.reason], first.retry_after_s);
  }
  const [only] = outcomes;
  return {
    taken: results.length - refused.length,
    ...(outcomes.some(({ status }) => status === "simulated") ? { simulated: true } : {}),
    ...(outcomes.length === 1 && only ? { how: only.how } : {}),
    results,
    warnings: outcomes.flatMap(({ warnings }) => warnings),
  };
}

const chirpstack = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.chirpstack,
  operation: chirpstackOperation,
  permission: "post",
  handle: (parts: UplinkParts) =>
    takeUplinks(parts, (body, { query }) => {
      const { event } = query;
      return adaptChirpStack(body, typeof event === "string" ? event : undefined);
    }),
});

const tts = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.tts,
  operation: ttsOperation,
  permission: "post",
  handle: (parts: UplinkParts) => takeUplinks(parts, adaptTts),
});

const lorawan = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.lorawan,
  operation: lorawanOperation,
  permission: "post",
  handle: (parts: UplinkParts) => takeUplinks(parts, adaptLorawan),
});

const senml = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.senml,
  operation: senmlOperation,
  permission: "post",
  handle: (parts: UplinkParts) => takeUplinks(parts, (body) => adaptSenml(body, parts.now())),
});

const cloudEvents = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.cloudEvents,
  operation: cloudEventsOperation,
  permission: "post",
  handle: (parts: UplinkParts) =>
    takeUplinks(parts, (body, { req }) => adaptCloudEvents(body, attributesIn(req.headers))),
});

/** LoRaWAN, SenML and CloudEvents. */
export const entranceRoutes = [chirpstack, tts, lorawan, senml, cloudEvents];
