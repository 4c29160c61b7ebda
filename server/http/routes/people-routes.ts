// People and invitations, for admins.

import {
  ACCESS_PATHS,
  type InvitationAnswer,
  type InvitationsAnswer,
  type NewInvitationAnswer,
  type PeopleAnswer,
  type PersonAnswer,
} from "../../../shared/wire/access.ts";
import { noAdmin, placesIn, type Row } from "../../access/access.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { invitationBody, personBody, personPatch } from "../bodies/people-bodies.ts";
import { createActors } from "../guards/actors.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import {
  addPersonOperation,
  changePersonOperation,
  inviteOperation,
  listInvitationsOperation,
  listPeopleOperation,
  removePersonOperation,
  withdrawOperation,
} from "./people-operations.ts";
import { defineRoute } from "./route.ts";

type PeopleParts = Pick<AppParts, "config" | "posted" | "people" | "sessions" | "invitations">;

function presentPerson(
  row: Row,
  { people, sessions }: Pick<PeopleParts, "people" | "sessions">,
): PersonAnswer {
  const own = sessions.list(row.id);
  return {
    id: row.id,
    name: row.name,
    role: row.record["role"] as PersonAnswer["role"],
    places: placesIn(row),
    createdAt: row.createdAt,
    hasPassword: row.secret["password"] !== undefined,
    isFromSignOn: people.isFromSignOn(row),
    sessions: own.length,
    lastContactAt: own.length === 0 ? null : Math.max(...own.map((session) => sessions.lastAt(session))),
  };
}

function presentInvitation(row: Row, { invitations }: Pick<PeopleParts, "invitations">): InvitationAnswer {
  const { role, joinedAt, device, from, session } = row.record;
  const joined = {
    at: Number(joinedAt),
    device: String(device),
    from: String(from),
    sessionId: String(session),
  };
  return {
    id: row.id,
    name: row.name,
    role: role === "operator" ? "operator" : "viewer",
    places: placesIn(row),
    createdAt: row.createdAt,
    expiresAt: invitations.expiresAt(row),
    joined: joinedAt === undefined ? null : joined,
  };
}

const listPeople = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.people,
  operation: listPeopleOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const people = parts.people.list().map((row) => presentPerson(row, parts));
    ctx.body = { people } satisfies PeopleAnswer;
  },
});

const addPerson = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.people,
  operation: addPersonOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => {
    const actorOf = createActors(parts.config);
    const form = { posted: parts.posted, schema: personBody, code: "invalid" };
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { places = null, ...person } = await readPatch(ctx, form);
      // On an open server anybody would be whoever they say; the set-up code tells who may be the first.
      if (ctx.principal.kind === "open") throw noAdmin();
      ctx.body = presentPerson(await parts.people.add({ ...person, places }, actorOf(ctx)), parts);
    };
  },
});

const changePerson = defineRoute({
  method: "PATCH",
  path: `${ACCESS_PATHS.people}/:id`,
  operation: changePersonOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => {
    const actorOf = createActors(parts.config);
    const form = { posted: parts.posted, schema: personPatch, code: "invalid" };
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id = "" } = ctx.params;
      await parts.people.change(id, await readPatch(ctx, form), actorOf(ctx));
      ctx.body = presentPerson(parts.people.find(id), parts);
    };
  },
});

const removePerson = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.people}/:id`,
  operation: removePersonOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await parts.people.remove(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

const listInvitations = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.invitations,
  operation: listInvitationsOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => (ctx) => {
    parseQuery(noQuery, ctx.query);
    const invitations = parts.invitations.list().map((row) => presentInvitation(row, parts));
    ctx.body = { invitations } satisfies InvitationsAnswer;
  },
});

const invite = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.invitations,
  operation: inviteOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => {
    const actorOf = createActors(parts.config);
    const form = { posted: parts.posted, schema: invitationBody, code: "invalid" };
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { places = null, ...invited } = await readPatch(ctx, form);
      const { row, token } = await parts.invitations.invite({ ...invited, places }, actorOf(ctx));
      ctx.body = { ...presentInvitation(row, parts), token } satisfies NewInvitationAnswer;
    };
  },
});

const withdraw = defineRoute({
  method: "DELETE",
  path: `${ACCESS_PATHS.invitations}/:id`,
  operation: withdrawOperation,
  permission: "admin",
  handle: (parts: PeopleParts) => {
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      await parts.invitations.withdraw(ctx.params["id"] ?? "", actorOf(ctx));
      ctx.status = 204;
    };
  },
});

/** People and invitations. */
export const peopleRoutes = [
  listPeople,
  addPerson,
  changePerson,
  removePerson,
  listInvitations,
  invite,
  withdraw,
];
