// How foreign payloads are read, for admins, and how devices are heard by radio.

import { MAX_MAPPINGS } from "../../../shared/rules/mapping/mapping.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import {
  ENTRANCE_PATHS,
  type EntrancesAnswer,
  type MappingsAnswer,
  type RadioAnswer,
} from "../../../shared/wire/entrances.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { MAPPING_ID, mappingRequest } from "../bodies/mapping-body.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError } from "../guards/error-handler.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { unknownDevice } from "./device-routes.ts";
import {
  deleteMappingOperation,
  entrancesOperation,
  putMappingOperation,
  radioOperation,
} from "./entrance-operations.ts";
import { defineRoute } from "./route.ts";

type MappingParts = Pick<AppParts, "config" | "log" | "mappings" | "posted">;

const getEntrances = defineRoute({
  method: "GET",
  path: ENTRANCE_PATHS.entrances,
  operation: entrancesOperation,
  permission: "admin",
  handle:
    ({ entrances, mappings }: Pick<AppParts, "entrances" | "mappings">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = { mappings: mappings.all(), sources: entrances.recent() } satisfies EntrancesAnswer;
    },
});

/** Changes of mappings, one after the other. */
function createChanges({ log, mappings }: Pick<MappingParts, "log" | "mappings">) {
  type Change = Pick<Parameters<typeof log.append>[0][number] & { kind: "mapping" }, "id" | "mapping" | "by">;
  return ({ id, mapping, by }: Change) =>
    mappings.inTurn(async (): Promise<MappingsAnswer> => {
      const was = mappings.all().find((one) => one.id === id) ?? null;
      if (mapping === null && was === null)
        throw new HttpError(404, "unknown_mapping", `There is no mapping ${JSON.stringify(id)}.`);
      if (was === null && mappings.all().length >= MAX_MAPPINGS)
        throw new HttpError(409, "full", `There are ${MAX_MAPPINGS} mappings already. Take some away first.`);
      // The mappings hear of an entry before `append` resolves.
      if (JSON.stringify(was) !== JSON.stringify(mapping))
        await log.append([{ kind: "mapping", id, mapping, was, ...(by ? { by } : {}) }]);
      return { mappings: mappings.all() };
    });
}

const putMapping = defineRoute({
  method: "PUT",
  path: `${ENTRANCE_PATHS.mappings}/:id`,
  operation: putMappingOperation,
  permission: "admin",
  handle: (parts: MappingParts) => {
    const change = createChanges(parts);
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const form = { posted: parts.posted, schema: mappingRequest, code: "invalid_mapping" };
      const asked = await readPatch(ctx, form);
      const { id = "" } = ctx.params;
      if (!MAPPING_ID.test(id))
        throw new HttpError(
          400,
          "invalid_mapping",
          "The id must have 1 to 40 small letters, digits and hyphens.",
        );
      ctx.body = await change({ id, mapping: { id, ...asked }, by: actorOf(ctx) });
    };
  },
});

const deleteMapping = defineRoute({
  method: "DELETE",
  path: `${ENTRANCE_PATHS.mappings}/:id`,
  operation: deleteMappingOperation,
  permission: "admin",
  handle: (parts: MappingParts) => {
    const change = createChanges(parts);
    const actorOf = createActors(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = await change({ id: ctx.params["id"] ?? "", mapping: null, by: actorOf(ctx) });
    };
  },
});

const getRadio = defineRoute({
  method: "GET",
  path: `${PATHS.devices}/:id/radio`,
  operation: radioOperation,
  permission: "read",
  handle:
    ({ fleet, radio }: Pick<AppParts, "fleet" | "radio">) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { id: device = "" } = ctx.params;
      if (!fleet.known(device) || !sightOf(ctx.principal, fleet).sees(device)) throw unknownDevice(device);
      ctx.body = { device, radio: radio.of(device) ?? null } satisfies RadioAnswer;
    },
});

/** Mappings, and the radio of devices. */
export const mappingRoutes = [getEntrances, putMapping, deleteMapping, getRadio];
