// Allowed senders, what posts, and whether posts need a key.

import { ACCESS_PATHS, type AccessAnswer } from "../../../shared/wire/access.ts";
import type {
  GatewayAnswer,
  GatewaysAnswer,
  SenderAnswer,
  SendersAnswer,
} from "../../../shared/wire/gateways.ts";
import { type Access, type Gateway, SERVER_ID } from "../../access/access.ts";
import { accessPatch, senderBody } from "../bodies/gateway-bodies.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { createActors } from "../guards/actors.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  allowSenderOperation,
  changeAccessOperation,
  getAccessOperation,
  listGatewaysOperation,
  listSendersOperation,
  removeSenderOperation,
} from "./gateway-operations.ts";
import { defineRoute } from "./route.ts";

type GatewayParts = Pick<
  AppParts,
  "access" | "config" | "fleet" | "gateways" | "keys" | "now" | "posted" | "senders"
>;

const listSenders = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.senders,
  operation: listSendersOperation,
  permission: "admin",
  handle:
    ({ senders }: Pick<GatewayParts, "senders">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = { senders: senders.list() } satisfies SendersAnswer;
    },
});

const allowSender = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.senders,
  operation: allowSenderOperation,
  permission: "admin",
  handle: ({ config, posted, senders }: GatewayParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      const asked = await readPatch(ctx, { posted, schema: senderBody, code: "invalid_sender" });
      ctx.body = (await senders.allow(asked, actorOf(ctx))) satisfies SenderAnswer;
      ctx.status = 201;
    };
  },
});

const removeSender = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.senders}/:id`,
  operation: removeSenderOperation,
  permission: "admin",
  handle: ({ config, senders }: GatewayParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      await senders.remove(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

/** What a gateway has posted; null for all that it has not. */
function presentGateway(gateway: Gateway, name: string, parts: GatewayParts): GatewayAnswer {
  const { access, fleet, gateways, now } = parts;
  const posted = gateways.posted(gateway, now());
  const contact =
    gateway.how === "open"
      ? undefined
      : access.book.contact(gateway.how === "key" ? "key" : "sender", gateway.id);
  const devices = [...(posted?.devices ?? [])].sort(([, one], [, other]) => other - one);
  const states = fleet.states();
  return {
    how: gateway.how,
    id: gateway.how === "open" ? "" : gateway.id,
    name,
    lastPostAt: posted?.lastAt ?? null,
    from: contact?.from ?? "",
    firstFrom: contact?.firstFrom ?? "",
    readingsADay: posted?.readingsADay ?? 0,
    devices: devices.map(([device, lastAt]) => ({
      device,
      battery: states.get(device)?.battery ?? null,
      lastAt,
    })),
  };
}

function allGateways(parts: GatewayParts): GatewayAnswer[] {
  const { access, keys, senders, gateways, now } = parts;
  const ofKeys = keys
    .list()
    .filter(({ record }) => record["kind"] === "gateway")
    .map(({ id, name }) => presentGateway({ how: "key", id }, name, parts));
  const ofSenders = senders.list().map(({ id, name }) => presentGateway({ how: "address", id }, name, parts));
  const hasOpen = access.posts === "open" || gateways.posted({ how: "open" }, now()) !== undefined;
  return [...ofKeys, ...ofSenders, ...(hasOpen ? [presentGateway({ how: "open" }, "", parts)] : [])];
}

const listGateways = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.gateways,
  operation: listGatewaysOperation,
  permission: "admin",
  handle: (parts: GatewayParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    ctx.body = { gateways: allGateways(parts) } satisfies GatewaysAnswer;
  },
});

function presentAccess({ mode, posts, hasAdmin }: Access): AccessAnswer {
  return { mode, posts, hasAdmin };
}

const getAccess = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.access,
  operation: getAccessOperation,
  permission: "admin",
  handle:
    ({ access }: Pick<GatewayParts, "access">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = presentAccess(access);
    },
});

const changeAccess = defineRoute({
  method: "PATCH",
  path: ACCESS_PATHS.access,
  operation: changeAccessOperation,
  permission: "admin",
  handle: ({ access, config, posted }: GatewayParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      const { posts } = await readPatch(ctx, { posted, schema: accessPatch, code: "invalid_access" });
      const subject = { kind: "server", id: SERVER_ID, name: "" } as const;
      if (posts !== undefined && posts !== access.posts)
        await access.append([
          { kind: "access", what: "posts-changed", subject, by: actorOf(ctx), record: { posts } },
        ]);
      ctx.body = presentAccess(access);
    };
  },
});

/** Allowed senders, gateways, and how the server is guarded. */
export const gatewayRoutes = [listSenders, allowSender, removeSender, listGateways, getAccess, changeAccess];
