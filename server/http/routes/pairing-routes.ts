// How a screen becomes a display.

import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import type { FoundPairingAnswer, PairingAnswer, PairingStateAnswer } from "../../../shared/wire/displays.ts";
import { whoIs } from "../../access/access.ts";
import { pairingBody } from "../bodies/display-bodies.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { createActors } from "../guards/actors.ts";
import { createAsking } from "../guards/asking.ts";
import { createSessionCookie } from "../guards/cookies.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  askPairingOperation,
  confirmPairingOperation,
  findPairingOperation,
  getPairingOperation,
  pairingQuery,
} from "./display-operations.ts";
import { presentDisplay } from "./display-routes.ts";
import { defineRoute } from "./route.ts";

type PairingParts = Pick<
  AppParts,
  "access" | "config" | "displayWatch" | "log" | "now" | "pairings" | "posted"
>;

const TAKEN =
  "This screen is a display already, or somebody is signed in on it. Remove the display, or sign out, then ask again.";

const askPairing = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.pairings,
  operation: askPairingOperation,
  permission: "public",
  handle: ({ config, log, pairings }: PairingParts) => {
    const cookie = createSessionCookie(log.id, config);
    const askingOf = createAsking(config);
    return (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { kind } = ctx.principal;
      if (kind === "person" || kind === "display") throw new HttpError(409, "taken", TAKEN);
      const { by, device } = askingOf(ctx);
      const { pairing, secret } = pairings.ask({ from: by.from, device }, cookie.read(ctx));
      cookie.write(ctx, secret);
      const { id, code, expiresAt } = pairing;
      ctx.status = 201;
      ctx.body = { id, code, expiresAt } satisfies PairingAnswer;
    };
  },
});

const getPairing = defineRoute({
  method: "GET",
  path: `${ACCESS_PATHS.pairings}/:id`,
  operation: getPairingOperation,
  permission: "public",
  handle: ({ config, log, pairings, now }: PairingParts) => {
    const cookie = createSessionCookie(log.id, config);
    return (ctx) => {
      parseQuery(noQuery, ctx.query);
      const secret = cookie.read(ctx);
      const pairing = secret === undefined ? undefined : pairings.ofSecret(secret);
      const isOwn = pairing?.id === ctx.params["id"];
      // Its cookie is that of the display from the moment at which an admin has let it in.
      const isPaired = ctx.principal.kind === "display";
      ctx.body = {
        status: isPaired ? "paired" : isOwn ? "waiting" : "expired",
        expiresAt: isOwn && pairing ? pairing.expiresAt : now(),
      } satisfies PairingStateAnswer;
    };
  },
});

const findPairing = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.pairings,
  operation: findPairingOperation,
  permission: "admin",
  handle: ({ config, pairings }: PairingParts) => {
    const actorOf = createActors(config);
    return (ctx) => {
      const { code } = parseQuery(pairingQuery, ctx.query);
      const { id, from, device, createdAt, expiresAt } = pairings.find(code, whoIs(actorOf(ctx)));
      ctx.body = { id, from, device, createdAt, expiresAt } satisfies FoundPairingAnswer;
    };
  },
});

const confirmPairing = defineRoute({
  method: "POST",
  path: `${ACCESS_PATHS.pairings}/:id/confirmation`,
  operation: confirmPairingOperation,
  permission: "admin",
  handle: (parts: PairingParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted: parts.posted, schema: pairingBody, code: "invalid_display" };
      const body = await readPatch(ctx, form);
      const row = await parts.pairings.confirm(ctx.params["id"] ?? "", body, actorOf(ctx));
      ctx.status = 201;
      ctx.body = presentDisplay(row, parts);
    };
  },
});

/** The pairing of displays. */
export const pairingRoutes = [askPairing, getPairing, findPairing, confirmPairing];
