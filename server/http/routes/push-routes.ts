// Alarms on phones: each person switches them on and off, on each of their own.

import { PUSH_PATH, type PushAnswer, type PushPhone } from "../../../shared/wire/push.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { pushBody } from "../bodies/push-body.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { dropPushOperation, getPushOperation, keepPushOperation } from "./push-operations.ts";
import { defineRoute } from "./route.ts";
import { personIn } from "./sign-in-routes.ts";

type PushParts = Pick<AppParts, "phones" | "posted">;

const getPush = defineRoute({
  method: "GET",
  path: PUSH_PATH,
  operation: getPushOperation,
  permission: "self",
  handle:
    ({ phones }: PushParts) =>
    async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { sessionId } = personIn(ctx);
      ctx.body = { key: await phones.key(), isOn: phones.isOn(sessionId) } satisfies PushAnswer;
    },
});

const keepPush = defineRoute({
  method: "PUT",
  path: PUSH_PATH,
  operation: keepPushOperation,
  permission: "self",
  handle:
    ({ phones, posted }: PushParts) =>
    async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { sessionId } = personIn(ctx);
      const phone: PushPhone = await readPatch(ctx, { posted, schema: pushBody, code: "invalid" });
      await phones.keep(sessionId, phone);
      ctx.status = 204;
    },
});

const dropPush = defineRoute({
  method: "DELETE",
  path: PUSH_PATH,
  operation: dropPushOperation,
  permission: "self",
  handle:
    ({ phones }: PushParts) =>
    async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await phones.drop(personIn(ctx).sessionId);
      ctx.status = 204;
    },
});

/** Alarms on phones. */
export const pushRoutes = [getPush, keepPush, dropPush];
