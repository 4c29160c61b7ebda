// Displays, for admins, and the sign of life that each gives.

import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import type { DisplayAnswer, DisplayContactAnswer, DisplaysAnswer } from "../../../shared/wire/displays.ts";
import { lookOf, type Row, soundTestOf } from "../../access/access.ts";
import { contactBody, displayPatch } from "../bodies/display-bodies.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  changeDisplayOperation,
  listDisplaysOperation,
  revokeDisplayOperation,
  tellContactOperation,
} from "./display-operations.ts";
import { defineRoute } from "./route.ts";

type DisplayParts = Pick<AppParts, "access" | "config" | "displays" | "displayWatch" | "now" | "posted">;

const CODE = "invalid_display";

/** A display as it is answered. */
export function presentDisplay(
  row: Row,
  { access, displayWatch, now }: Pick<DisplayParts, "access" | "displayWatch" | "now">,
): DisplayAnswer {
  const { id, name, createdAt } = row;
  const contact = access.book.contact("display", id);
  return {
    id,
    name,
    createdAt,
    lastContactAt: contact?.at ?? null,
    from: contact?.from ?? "",
    build: displayWatch.buildOf(id),
    isPresent: displayWatch.isPresent(id),
    soundTest: soundTestOf(row, now()),
    ...lookOf(row),
  };
}

const listDisplays = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.displays,
  operation: listDisplaysOperation,
  permission: "admin",
  handle: (parts: DisplayParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const displays = parts.displays.list().map((row) => presentDisplay(row, parts));
    ctx.body = { displays } satisfies DisplaysAnswer;
  },
});

const changeDisplay = defineRoute({
  method: "PATCH",
  path: `${ACCESS_PATHS.displays}/:id`,
  operation: changeDisplayOperation,
  permission: "admin",
  handle: (parts: DisplayParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const patch = await readPatch(ctx, { posted: parts.posted, schema: displayPatch, code: CODE });
      const row = await parts.displays.change(ctx.params["id"] ?? "", patch, actorOf(ctx));
      ctx.body = presentDisplay(row, parts);
    };
  },
});

const revokeDisplay = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.displays}/:id`,
  operation: revokeDisplayOperation,
  permission: "admin",
  handle: ({ config, displays }: DisplayParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await displays.revoke(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

const noDisplay = () =>
  new HttpError(403, "forbidden", "This is for displays. Pair the screen first: open /kiosk on it.");

const tellContact = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.displayContact,
  operation: tellContactOperation,
  permission: "read",
  handle: ({ access, config, displays, displayWatch, now, posted }: DisplayParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { build, isMute, soundTest } = await readPatch(ctx, { posted, schema: contactBody, code: CODE });
      const { principal } = ctx;
      const own = () => (principal.kind === "display" ? access.book.row("display", principal.id) : undefined);
      const id = own()?.id;
      if (id === undefined) throw noDisplay();
      displayWatch.tell(id, build, isMute);
      if (soundTest) await displays.noteTest(id, soundTest, actorOf(ctx));
      const row = own();
      if (!row) throw noDisplay();
      ctx.body = {
        name: row.name,
        soundTest: soundTestOf(row, now()),
        ...lookOf(row),
      } satisfies DisplayContactAnswer;
    };
  },
});

/** Displays. */
export const displayRoutes = [listDisplays, changeDisplay, revokeDisplay, tellContact];
