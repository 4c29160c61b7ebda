// /openapi.json, made from the zod schemas that requests are parsed with and answers are tested against.

import type * as z from "zod";
import { settingsRequest } from "../bodies/settings-patch.ts";
import { siteRequest } from "../bodies/site-patch.ts";
import * as access from "./access-schemas.ts";
import * as answers from "./answer-schemas.ts";
import { commonAnswers, SECURITY_SCHEMES, securityOf } from "./common-answers.ts";
import * as devices from "./device-schemas.ts";
import { streamEvents } from "./event-schemas.ts";
import * as logbook from "./logbook-schemas.ts";
import type { Contents, DescribedAnswer, DescribedRoute, Operation } from "./operation.ts";
import * as readings from "./reading-schemas.ts";
import { siteAnswer } from "./site-schemas.ts";
import { type DocumentPart, SCHEMAS_AT, type WrittenSchemas, writeSchemas } from "./write-schemas.ts";

/** What holds for all routes; Markdown, a paragraph each. */
export const INTRODUCTION: readonly string[] = [
  "Davy takes gas readings in, keeps them, and streams them. Times are unix ms (UTC); `system_time` alone is unix seconds. `from` and `to` also take seconds (whole numbers below 10^11), ISO 8601 and `now-6h`. A parameter that is not known is refused with 400 and the nearest name; the original's endpoints pass it over.",
  "Refusals are `{error, code}`: what is wrong and what to do, and a word for programs that stays the same. Every GET answers HEAD as well.",
  "People sign in, and have a session in a cookie; gateways and programs send a key: `Authorization: Bearer <key>`, the password of Basic, or for posts the path `/k/<key>/…`. A server that only its own machine can reach asks nobody until there is an admin: `GET /api/v1/me` says how it is. Whoever sees some places alone is told of their devices alone, everywhere. 401 says who nobody is (`unauthenticated`, `expired`, `revoked`), 403 what somebody may not (`forbidden`, `confirm`: give the password again). Under a name that the server does not know (`DAVY_NAMES`) reading is refused with 421.",
];

/** Schemas that have a name of their own in the document. */
const NAMED: { readonly [name: string]: z.ZodType } = {
  Reading: readings.postedReading,
  SensorValue: readings.sensorValue,
  ImportRow: readings.importRow,
  Json: readings.json,
  SettingsPatch: settingsRequest,
  SitePatch: siteRequest,
  Site: siteAnswer,
  Refusal: answers.errorAnswer,
  Received: answers.receivedAnswer,
  Entity: answers.legacyEntity,
  ItemOutcome: answers.itemOutcome,
  BatchAnswer: answers.batchAnswer,
  BatchRefusal: answers.batchRefusal,
  ImportProgress: answers.importProgress,
  DevicesAnswer: devices.devicesAnswer,
  DeviceAnswer: devices.deviceAnswer,
  ListedDevice: devices.listedDevice,
  ListedSensor: devices.listedSensor,
  DeviceState: devices.deviceState,
  SensorState: devices.sensorState,
  DeviceSettings: devices.deviceSettings,
  RawSlice: answers.rawSlice,
  RollUpSlice: answers.rollUpSlice,
  HistoryAnswer: answers.historyAnswer,
  LogbookAnswer: logbook.logbookAnswer,
  LogbookEvent: logbook.logbookEvent,
  HelloEvent: streamEvents.hello,
  SnapshotEvent: streamEvents.snapshot,
  UpdateDataEvent: streamEvents.update_data,
  SettingsEvent: streamEvents.settings,
  SiteEvent: streamEvents.site,
  HeartbeatEvent: streamEvents.heartbeat,
  GoodbyeEvent: streamEvents.goodbye,
  Health: answers.healthAnswer,
  Me: access.meAnswer,
  Person: access.personAnswer,
  PeopleAnswer: access.peopleAnswer,
  Session: access.sessionAnswer,
  SessionsAnswer: access.sessionsAnswer,
  Invitation: access.invitationAnswer,
  NewInvitation: access.newInvitationAnswer,
  InvitationsAnswer: access.invitationsAnswer,
};

/** Where a parameter stands, by the member of an operation that holds it. */
const PLACES = { params: "path", query: "query", headers: "header" } as const;

type Place = keyof typeof PLACES;

/** Each parameter of an operation, with its place. */
export function parametersOf(operation: Operation): { place: Place; name: string; schema: z.ZodType }[] {
  const places: readonly Place[] = ["params", "query", "headers"];
  return places.flatMap((place) =>
    Object.entries(operation[place]?.shape ?? {}).map(([name, schema]) => ({ place, name, schema })),
  );
}

function mapMembers<T>(members: { readonly [name: string]: T }, write: (member: T) => unknown): DocumentPart {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, write(member)]));
}

class DocumentWriter {
  readonly #schemas: WrittenSchemas;

  constructor(schemas: WrittenSchemas) {
    this.#schemas = schemas;
  }

  operation(operation: DescribedRoute): DocumentPart {
    const { id, group, summary, description, body } = operation;
    return {
      operationId: id,
      tags: [group],
      summary,
      ...(description ? { description: description.join("\n\n") } : {}),
      parameters: parametersOf(operation).map((parameter) => this.#parameter(parameter)),
      ...(body ? { requestBody: { required: true, content: this.#body(body) } } : {}),
      security: securityOf(operation),
      responses: mapMembers({ ...commonAnswers(operation), ...operation.answers }, (answer) =>
        this.#answer(answer),
      ),
    };
  }

  #parameter({ place, name, schema }: ReturnType<typeof parametersOf>[number]): DocumentPart {
    const { description, example, ...written } = this.#schemas.of(schema);
    return {
      name,
      in: PLACES[place],
      required: place === "params" || !schema.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      ...(example === undefined ? {} : { example }),
      schema: written,
    };
  }

  #content(contents: Contents): DocumentPart {
    return mapMembers(contents, (schema) => ({ schema: this.#schemas.of(schema) }));
  }

  #body({ contents, example }: NonNullable<Operation["body"]>): DocumentPart {
    const json = { schema: this.#schemas.of(contents["application/json"] ?? readings.json), example };
    return { ...this.#content(contents), "application/json": json };
  }

  #answer({ description, contents, headers }: DescribedAnswer): DocumentPart {
    const header = (text: string) => ({ description: text, schema: { type: "string" } });
    return {
      description,
      ...(headers ? { headers: mapMembers(headers, header) } : {}),
      ...(contents ? { content: this.#content(contents) } : {}),
    };
  }
}

function pathsOf(routes: readonly DescribedRoute[], writer: DocumentWriter): DocumentPart {
  const paths: Record<string, Record<string, DocumentPart>> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: writer.operation(route) };
  return paths;
}

/** Any JSON is said by a schema that asks nothing: said in full it holds itself, and clients made of that do not compile. */
function withoutJson<Part extends DocumentPart>(part: Part): Part {
  const isJson = (name: string, value: unknown) => name === "$ref" && value === `${SCHEMAS_AT}Json`;
  return JSON.parse(JSON.stringify(part), (name, value) => (isJson(name, value) ? undefined : value));
}

/** All schemas of the interface, written as the document holds them. */
export function writeApiSchemas(): WrittenSchemas {
  const { named, of } = writeSchemas(NAMED);
  const { Json: _, ...others } = named;
  return { named: withoutJson(others), of: (schema) => withoutJson(of(schema)) };
}

interface DocumentOptions {
  readonly version: string;
  readonly basePath: string;
  readonly routes: readonly DescribedRoute[];
}

/** The document of a server of this version under this path, in the order of its routes. */
export function createOpenapiDocument(
  schemas: WrittenSchemas,
  { version, basePath, routes }: DocumentOptions,
) {
  const forPrograms = routes.filter(({ isForPeople }) => !isForPeople);
  const groups = new Set(forPrograms.map(({ group }) => group));
  return {
    openapi: "3.1.1",
    info: {
      title: "Davy",
      version,
      summary: "Gas readings from the field",
      description: INTRODUCTION.join("\n\n"),
      license: { name: "MIT", identifier: "MIT" },
    },
    // Each route says its own.
    security: [],
    servers: [{ url: basePath }],
    tags: [...groups].map((name) => ({ name })),
    paths: pathsOf(forPrograms, new DocumentWriter(schemas)),
    components: { securitySchemes: SECURITY_SCHEMES, schemas: schemas.named },
  };
}
