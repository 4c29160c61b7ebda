// The devices on which people are signed in: one's own, and all of them for an admin.

import {
  ACCESS_PATHS,
  type EndedAnswer,
  type SessionAnswer,
  type SessionsAnswer,
} from "../../../shared/wire/access.ts";
import type { Access, Row } from "../../access/access.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  endOtherSessionsOperation,
  endSessionOperation,
  listSessionsOperation,
} from "./people-operations.ts";
import { defineRoute } from "./route.ts";
import { personIn } from "./sign-in-routes.ts";

type SessionParts = Pick<AppParts, "access" | "config" | "sessions">;

function presentSession(row: Row, { book }: Access, own: string): SessionAnswer {
  const { record, id, name, createdAt } = row;
  const contact = book.contact("session", id);
  return {
    id,
    person: {
      id: String(record["person"]),
      name: book.row("person", String(record["person"]))?.name ?? name,
    },
    device: String(record["device"]),
    how: record["how"] as SessionAnswer["how"],
    createdAt,
    lastContactAt: contact?.at ?? createdAt,
    from: contact?.from ?? String(record["from"]),
    isOwn: id === own,
  };
}

const listSessions = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.sessions,
  operation: listSessionsOperation,
  permission: "self",
  handle:
    ({ access, sessions }: SessionParts) =>
    (ctx) => {
      const query = parseQuery(listSessionsOperation.query, ctx.query);
      const { id, role, sessionId } = personIn(ctx);
      if (role !== "admin" && query.person !== undefined && query.person !== id)
        throw new HttpError(403, "forbidden", "Only an admin sees on which devices others are signed in.");
      const rows = sessions.list(role === "admin" ? query.person : id);
      const listed = rows.map((row) => presentSession(row, access, sessionId));
      listed.sort((a, b) => b.lastContactAt - a.lastContactAt);
      ctx.body = { sessions: listed } satisfies SessionsAnswer;
    },
});

const endSession = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.sessions}/:id`,
  operation: endSessionOperation,
  permission: "self",
  handle: ({ access, config, sessions }: SessionParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id, role } = personIn(ctx);
      const { id: session = "" } = ctx.params;
      const owner = access.book.row("session", session)?.record["person"];
      if (owner !== undefined && owner !== id && role !== "admin")
        throw new HttpError(403, "forbidden", "Only an admin signs out the devices of others.");
      await sessions.end(session, actorOf(ctx), "revoked");
      ctx.status = 204;
    };
  },
});

const endOtherSessions = defineRoute({
  method: "DELETE",
  path: ACCESS_PATHS.sessions,
  operation: endOtherSessionsOperation,
  permission: "self",
  handle: ({ config, sessions }: SessionParts) => {
    const actorOf = createActors(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id, sessionId } = personIn(ctx);
      ctx.body = { ended: await sessions.endOthers(id, sessionId, actorOf(ctx)) } satisfies EndedAnswer;
    };
  },
});

/** On which devices people are signed in. */
export const sessionRoutes = [listSessions, endSession, endOtherSessions];
