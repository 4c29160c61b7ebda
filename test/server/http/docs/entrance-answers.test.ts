// Real answers of the ways in of foreign payloads, held against the document: status, media type, and every member.

import { afterAll, beforeAll, describe, it } from "vitest";
import { readConfig } from "../../../../server/config.ts";
import { createApp } from "../../../../server/http/app.ts";
import { Bodies } from "../../../../server/http/bodies/bodies.ts";
import { PostedBodies } from "../../../../server/http/bodies/posted-bodies.ts";
import { createMetrics } from "../../../../server/http/metrics/metrics.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { listen } from "../../../../server/listen.ts";
import { AppendError } from "../../../../server/log/append-error.ts";
import { createTurns } from "../../../../shared/ground/in-turn.ts";
import type { Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { ENTRANCE_PATHS, mappingPath, radioPath } from "../../../../shared/wire/entrances.ts";
import { askerOf, SLOW_BODIES } from "../../../helpers/ask-routes.ts";
import { NOON } from "../../../helpers/build-entry.ts";
import { Documented } from "../../../helpers/documented.ts";
import { NO_HTTPS } from "../../../helpers/no-https.ts";
import { openAccess } from "../../../helpers/open-access.ts";
import { OPERATIONS } from "../../../helpers/operations.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

const FREE = { host: "127.0.0.1", port: 0, maxStreams: 10, keepRefused: () => undefined };
const FOREIGN = { Origin: "https://elsewhere.example" };
const EUI = "0101010101010101";
const documented = new Documented();
const exampleOf = (id: string) => OPERATIONS.find((operation) => operation.id === id)?.body?.example;

/** Ways in of JSON, and a body that is none of theirs. */
const WAYS = [
  ["receiveChirpstack", `${ENTRANCE_PATHS.chirpstack}?event=up`],
  ["receiveTts", ENTRANCE_PATHS.tts],
  ["receiveLorawan", ENTRANCE_PATHS.lorawan],
  ["receiveSenml", ENTRANCE_PATHS.senml],
  ["receiveCloudEvents", ENTRANCE_PATHS.cloudEvents],
  ["writeLinesV1", ENTRANCE_PATHS.influxV1],
  ["writeLines", ENTRANCE_PATHS.influxV2],
] as const;

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOON, env: { DAVY_MAX_BATCH_MB: "1" } });
});
afterAll(() => davy.stop());

const ask = askerOf(() => davy.url);

it.each(WAYS)("%s answers what is right and what is wrong as the document says", async (id, path) => {
  const post = (body: unknown, headers = {}) => ask(`POST ${path}`, { body, headers });
  await documented.expect(id, id.startsWith("writeLines") ? 204 : 200, await post(exampleOf(id)));
  await documented.expect(id, 400, await post({ nonsense: 1 }));
  await documented.expect(id, 400, await post("{"));
  await documented.expect(id, 403, await post(exampleOf(id), FOREIGN));
  await documented.expect(id, 413, await post("x".repeat(1024 * 1024 + 1)));
  await documented.expect(id, 415, await post(exampleOf(id), { "Content-Encoding": "zip" }));
});

it("answers Telegraf's questions as the document says", async () => {
  const create = `POST ${ENTRANCE_PATHS.influxQuery}?q=CREATE+DATABASE+telegraf`;
  await documented.expect("pingInflux", 204, await ask(`GET ${ENTRANCE_PATHS.influxPing}`));
  await documented.expect("queryInflux", 200, await ask(create));
  await documented.expect("queryInflux", 400, await ask(`POST ${ENTRANCE_PATHS.influxQuery}?q=SHOW`));
  await documented.expect("queryInflux", 403, await ask(create, { headers: FOREIGN }));
  await documented.expect("queryInflux", 413, await ask(create, { body: "x".repeat(16 * 1024 + 1) }));
  const headers = { "Content-Encoding": "zip" };
  await documented.expect("queryInflux", 415, await ask(create, { body: "x", headers }));
});

it("answers about mappings and the radio as the document says", async () => {
  const path = mappingPath("co-probes");
  const put = (body: unknown, headers = {}) => ask(`PUT ${path}`, { body, headers });
  const mapping = exampleOf("putMapping");
  await documented.expect("putMapping", 200, await put(mapping));
  await documented.expect("putMapping", 400, await put({ nonsense: 1 }));
  await documented.expect(
    "putMapping",
    400,
    await ask(`PUT ${ENTRANCE_PATHS.mappings}/A%20b`, { body: mapping }),
  );
  await documented.expect("putMapping", 403, await put(mapping, FOREIGN));
  await documented.expect("putMapping", 413, await put("x".repeat(64 * 1024 + 1)));
  await documented.expect("putMapping", 415, await put(mapping, { "Content-Encoding": "zip" }));
  await documented.expect("getEntrances", 200, await ask(`GET ${ENTRANCE_PATHS.entrances}`));
  await documented.expect("getEntrances", 400, await ask(`GET ${ENTRANCE_PATHS.entrances}?all=1`));
  await documented.expect("deleteMapping", 403, await ask(`DELETE ${path}`, { headers: FOREIGN }));
  await documented.expect("deleteMapping", 400, await ask(`DELETE ${path}?all=1`));
  await documented.expect("deleteMapping", 200, await ask(`DELETE ${path}`));
  await documented.expect("deleteMapping", 404, await ask(`DELETE ${path}`));
  await documented.expect("getRadio", 200, await ask(`GET ${radioPath(EUI)}`));
  await documented.expect("getRadio", 400, await ask(`GET ${radioPath(EUI)}?all=1`));
  await documented.expect("getRadio", 404, await ask(`GET ${radioPath("nobody")}`));
});

it("answers 401 as the document says where posts need a key", async () => {
  const closed = await startTestDavy();
  await ask(`PATCH ${ACCESS_PATHS.access}`, { base: closed.url, body: { posts: "keys" } });
  for (const [id, path] of WAYS)
    await documented.expect(id, 401, await ask(`POST ${path}`, { base: closed.url, body: exampleOf(id) }));
  const create = `POST ${ENTRANCE_PATHS.influxQuery}?q=CREATE+DATABASE+telegraf`;
  await documented.expect("queryInflux", 401, await ask(create, { base: closed.url }));
  await closed.stop();
});

describe("a server that cannot take anything", () => {
  const mappings = Array.from(
    { length: 100 },
    (_, index): Mapping => ({
      id: `m${index}`,
      name: "n",
      source: "a/#",
      port: null,
      device: null,
      passOver: false,
      fields: [],
    }),
  );

  async function serve(take: () => Promise<unknown>, bodies = new Bodies()) {
    const parts = {
      config: readConfig({}),
      report: recordReport(),
      https: NO_HTTPS,
      access: openAccess(),
      now: () => NOON,
      senders: { find: () => undefined },
      metrics: createMetrics(),
      storageFigures: [],
      log: { id: "log", append: () => Promise.reject(new AppendError("disk_full")) },
      mappings: { all: () => mappings, inTurn: createTurns() },
      ingest: { refuse: () => undefined },
      entrances: { take },
      appFolder: "none",
      posted: new PostedBodies(bodies),
    } as unknown as AppParts;
    return listen(createApp(parts), FREE);
  }

  it("says so with 503 and 409", async () => {
    const { url: base, close } = await serve(() => Promise.reject(new AppendError("disk_full")));
    for (const [id, path] of WAYS)
      await documented.expect(id, 503, await ask(`POST ${path}`, { base, body: exampleOf(id) }));
    const body = exampleOf("putMapping");
    await documented.expect("putMapping", 409, await ask(`PUT ${mappingPath("x")}`, { base, body }));
    await documented.expect("putMapping", 503, await ask(`PUT ${mappingPath("m1")}`, { base, body }));
    await documented.expect("deleteMapping", 503, await ask(`DELETE ${mappingPath("m1")}`, { base }));
    await close(0);
  });

  it("says with 429 that there are too many new devices", async () => {
    const reading = { index: 0, status: "rejected", reason: "too many", retry_after_s: 3 };
    const outcome = { status: "taken", how: "own", warnings: [], readings: [reading] };
    const { url: base, close } = await serve(async () => [outcome]);
    for (const [id, path] of WAYS)
      await documented.expect(id, 429, await ask(`POST ${path}`, { base, body: exampleOf(id) }));
    await close(0);
  });

  it("says with 408 that a body came too slowly", async () => {
    const { url: base, close } = await serve(async () => [], SLOW_BODIES);
    for (const [id, path] of WAYS)
      await documented.expect(id, 408, await ask(`POST ${path}`, { base, body: exampleOf(id) }));
    const create = `POST ${ENTRANCE_PATHS.influxQuery}`;
    await documented.expect("queryInflux", 408, await ask(create, { base, body: "q" }));
    await documented.expect("putMapping", 408, await ask(`PUT ${mappingPath("x")}`, { base, body: {} }));
    await close(0);
  });
});

it("leaves out no answer that the document names", () =>
  documented.expectAll((group) => group === "Other ways in"));
