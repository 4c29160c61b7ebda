// Keys of gateways and readers, for admins.

import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import type { KeyAnswer, KeysAnswer, NewKeyAnswer } from "../../../shared/wire/gateways.ts";
import type { Access, NewKey, Row } from "../../access/access.ts";
import { keyBody, keyPatch, rotationBody } from "../bodies/gateway-bodies.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { createActors } from "../guards/actors.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  listKeysOperation,
  makeKeyOperation,
  renameKeyOperation,
  revokeKeyOperation,
  rotateKeyOperation,
} from "./gateway-operations.ts";
import { defineRoute, type RouteContext } from "./route.ts";

type KeyParts = Pick<AppParts, "access" | "config" | "keys" | "now" | "posted">;

const CODE = "invalid_key";

function presentKey(
  { id, name, createdAt, record }: Row,
  { access, now }: Pick<KeyParts, "access" | "now">,
): KeyAnswer {
  const oldUntil = Number(record["oldUntil"] ?? 0);
  return {
    id,
    name,
    kind: record["kind"] === "reader" ? "reader" : "gateway",
    createdAt,
    lastUsedAt: lastUseOf(access, id),
    oldUntil: oldUntil > now() ? oldUntil : null,
  };
}

function lastUseOf({ book }: Access, id: string): number | null {
  return book.contact("key", id)?.at ?? null;
}

function answerNew(ctx: RouteContext, { row, key }: NewKey, parts: KeyParts): void {
  ctx.status = 201;
  ctx.body = { ...presentKey(row, parts), key } satisfies NewKeyAnswer;
}

const listKeys = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.keys,
  operation: listKeysOperation,
  permission: "admin",
  handle: (parts: KeyParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    ctx.body = { keys: parts.keys.list().map((row) => presentKey(row, parts)) } satisfies KeysAnswer;
  },
});

const makeKey = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.keys,
  operation: makeKeyOperation,
  permission: "admin",
  handle: (parts: KeyParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      const asked = await readPatch(ctx, { posted: parts.posted, schema: keyBody, code: CODE });
      answerNew(ctx, await parts.keys.make(asked, actorOf(ctx)), parts);
    };
  },
});

const renameKey = defineRoute({
  method: "PATCH",
  path: `${ACCESS_PATHS.keys}/:id`,
  operation: renameKeyOperation,
  permission: "admin",
  handle: (parts: KeyParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      const { name } = await readPatch(ctx, { posted: parts.posted, schema: keyPatch, code: CODE });
      ctx.body = presentKey(await parts.keys.rename(ctx.params["id"] ?? "", name, actorOf(ctx)), parts);
    };
  },
});

const revokeKey = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.keys}/:id`,
  operation: revokeKeyOperation,
  permission: "admin",
  handle: ({ config, keys }: KeyParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      await keys.revoke(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

const rotateKey = defineRoute({
  method: "POST",
  path: `${ACCESS_PATHS.keys}/:id/rotation`,
  operation: rotateKeyOperation,
  permission: "admin",
  handle: (parts: KeyParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      const form = { posted: parts.posted, schema: rotationBody, code: CODE };
      const { graceHours } = await readPatch(ctx, form);
      answerNew(ctx, await parts.keys.rotate(ctx.params["id"] ?? "", graceHours, actorOf(ctx)), parts);
    };
  },
});

/** Keys. */
export const keyRoutes = [listKeys, makeKey, renameKey, revokeKey, rotateKey];
