// Real answers of every route, held against the document: status, media type, and every member.

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createApp } from "../../../../server/app.ts";
import { readConfig } from "../../../../server/config.ts";
import { createMetrics } from "../../../../server/http/metrics.ts";
import { streamEvents } from "../../../../server/http/openapi/event-schemas.ts";
import { OPERATIONS } from "../../../../server/http/openapi/openapi-document.ts";
import type { AppParts } from "../../../../server/http/parts.ts";
import { listen } from "../../../../server/listen.ts";
import { AppendError } from "../../../../server/log/log.ts";
import { PATHS, slicePath } from "../../../../shared/api.ts";
import { sliceOf } from "../../../../shared/slice.ts";
import { openEventStream } from "../../../helpers/event-stream.ts";
import { recordReport } from "../../../helpers/record-report.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

interface Ask extends RequestInit {
  readonly path: string;
}

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const READING = {
  id: "handheld 1",
  pct: 80,
  ts: "2026-11-23T14:29:00Z",
  fw: { version: [1, 2] },
  sensors: [
    { type: "CH4", val: 1075.729, unit: "ppm", name: "left" },
    { type: "CO", val: null },
    { type: "CO", val: 12 },
  ],
};
const DEVICE = `${PATHS.devices}/handheld%201`;
const RANGE = `from=${NOW - 3_600_000}&to=${NOW}`;
const post = (path: string, body: unknown, headers = {}): Ask => ({
  path,
  method: "POST",
  headers,
  body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
});
const patch = (device: string, body: unknown, headers = {}): Ask => ({
  ...post(`${PATHS.devices}/${device}`, body, headers),
  method: "PATCH",
});

let davy: TestDavy;
const seen = new Set<string>();

beforeAll(async () => {
  const env = { DAVY_MAX_STREAMS: "1", DAVY_MAX_BATCH_MB: "1", DAVY_TIME_ZONE: "Europe/Berlin" };
  davy = await startTestDavy({ now: () => NOW, env });
});

afterAll(() => davy.stop());

function operation(id: string) {
  const found = OPERATIONS.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The document has no ${id}.`);
  return found;
}

/** Asks, and expects just what the document says of that status. */
async function expectDocumented(
  id: string,
  status: number,
  { base, ...ask }: Ask & { base?: string },
): Promise<void> {
  seen.add(`${id} ${status}`);
  const response = await fetch((base ?? davy.url) + ask.path, ask);
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.anything()]);
  const answer = operation(id).answers[status];
  if (!answer) throw new Error(`${id} is not said to answer ${status}.`);
  for (const name of Object.keys(answer.headers ?? {})) expect(response.headers.has(name)).toBe(true);
  if (!answer.contents) return expect(text).toBe("");
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  const schema = answer.contents[mediaType];
  if (!schema) throw new Error(`${id} is not said to answer ${mediaType}.`);
  const body: unknown = mediaType === "application/json" ? JSON.parse(text) : text;
  // Parsing drops members that no schema names, so equality says that all are documented.
  expect(schema.parse(body)).toEqual(body);
}

const BEFORE_ANY_READING: readonly [id: string, status: number, ask: Ask][] = [
  ["getLastEntity", 404, { path: PATHS.lastEntity }],
  ["getDataFromTimestamp", 404, { path: `${PATHS.dataFromTimestamp}?system_time=0` }],
  ["listDevices", 200, { path: PATHS.devices }],
];

const WITH_READINGS: readonly [id: string, status: number, ask: Ask][] = [
  ["receiveJson", 200, post(PATHS.receiveJson, READING, { "Idempotency-Key": "once" })],
  ["receiveJson", 200, post(PATHS.receiveJson, READING, { "Idempotency-Key": "once" })],
  ["receiveJson", 400, post(PATHS.receiveJson, "{")],
  ["receiveJson", 403, post(PATHS.receiveJson, READING, { Origin: "https://elsewhere.example" })],
  ["receiveJson", 413, post(PATHS.receiveJson, "x".repeat(1024 * 1024 + 1))],
  ["getLastEntity", 200, { path: PATHS.lastEntity }],
  ["getDataFromTimestamp", 200, { path: `${PATHS.dataFromTimestamp}?system_time=0` }],
  ["getDataFromTimestamp", 400, { path: PATHS.dataFromTimestamp }],
  [
    "postReadings",
    200,
    post(PATHS.readings, [READING, { ...READING, uid: 7 }, { ...READING, uid: 7 }, { id: 1 }]),
  ],
  ["postReadings", 400, post(PATHS.readings, [{ id: 1 }, 7])],
  ["postReadings", 400, post(PATHS.readings, "")],
  ["postReadings", 403, post(PATHS.readings, READING, { Origin: "https://elsewhere.example" })],
  [
    "postReadings",
    413,
    post(PATHS.readings, gzipSync(Buffer.alloc(2 * 1024 * 1024)), { "Content-Encoding": "gzip" }),
  ],
  ["postReadings", 415, post(PATHS.readings, READING, { "Content-Encoding": "zip" })],
  ["getImportProgress", 200, { path: `${PATHS.import}?source=a` }],
  ["getImportProgress", 400, { path: PATHS.import }],
  [
    "importRows",
    200,
    post(`${PATHS.import}?source=a`, [{ ...READING, row: 1, system_time: 1_736_409_075.5 }, {}]),
  ],
  ["importRows", 400, post(PATHS.import, [])],
  ["importRows", 403, post(`${PATHS.import}?source=a`, [], { Origin: "https://elsewhere.example" })],
  ["importRows", 413, post(`${PATHS.import}?source=a`, "x".repeat(1024 * 1024 + 1))],
  ["importRows", 415, post(`${PATHS.import}?source=a`, "[]", { "Content-Encoding": "zip" })],
  [
    "changeSettings",
    200,
    patch("handheld%201", {
      name: "n",
      place: "p",
      expectedIntervalMs: 5_000,
      sensors: { CO: { label: "l", unit: "%", zero: 1, gain: 2, limits: { a1: 1, a2: 2 } } },
    }),
  ],
  ["changeSettings", 400, patch("handheld%201", { nmae: "x" })],
  ["changeSettings", 403, patch("handheld%201", {}, { Origin: "https://elsewhere.example" })],
  ["changeSettings", 404, patch("nobody", {})],
  ["changeSettings", 413, patch("handheld%201", "x".repeat(64 * 1024 + 1))],
  ["listDevices", 200, { path: PATHS.devices }],
  ["getDevice", 200, { path: DEVICE }],
  ["getDevice", 404, { path: `${PATHS.devices}/nobody` }],
  ...(["raw", "minute", "hour"] as const).map((resolution): [string, number, Ask] => [
    "getSlice",
    200,
    { path: slicePath("handheld 1", resolution, sliceOf(resolution, NOW)) },
  ]),
  [
    "getSlice",
    304,
    { path: slicePath("handheld 1", "raw", sliceOf("raw", NOW)), headers: { "If-None-Match": "*" } },
  ],
  ["getSlice", 400, { path: slicePath("handheld 1", "raw", "today") }],
  ["getSlice", 404, { path: slicePath("nobody", "raw", sliceOf("raw", NOW)) }],
  ["getHistory", 200, { path: `${PATHS.history}?device=handheld%201&${RANGE}` }],
  ["getHistory", 200, { path: `${PATHS.history}?device=handheld%201&from=0&to=${NOW}` }],
  [
    "getHistory",
    304,
    { path: `${PATHS.history}?device=handheld%201&${RANGE}`, headers: { "If-None-Match": "*" } },
  ],
  ["getHistory", 400, { path: PATHS.history }],
  ["getHistory", 404, { path: `${PATHS.history}?device=nobody&${RANGE}` }],
  ["exportCsv", 200, { path: `${PATHS.exportCsv}?${RANGE}` }],
  ["exportCsv", 400, { path: PATHS.exportCsv }],
  ["exportCsv", 404, { path: `${PATHS.exportCsv}?device=nobody&${RANGE}` }],
  ["streamEvents", 400, { path: `${PATHS.events}?device=` }],
  ["getHealth", 200, { path: PATHS.health }],
  ["getMetrics", 200, { path: PATHS.metrics }],
  ["reportClientError", 400, post(PATHS.clientErrors, {})],
  ["reportClientError", 403, post(PATHS.clientErrors, {}, { Origin: "https://elsewhere.example" })],
  ["reportClientError", 413, post(PATHS.clientErrors, "x".repeat(16 * 1024 + 1))],
  ...Array.from({ length: 11 }, (_, index): [string, number, Ask] => [
    "reportClientError",
    index < 10 ? 204 : 429,
    post(PATHS.clientErrors, operation("reportClientError").body?.example),
  ]),
  ["getBackup", 200, { path: PATHS.backup }],
  ["replaySetAside", 200, { path: PATHS.setAside, method: "POST" }],
  ["replaySetAside", 403, post(PATHS.setAside, {}, { Origin: "https://elsewhere.example" })],
  ["getOpenapi", 200, { path: PATHS.openapi }],
  ["getApiDocs", 200, { path: PATHS.apiDocs }],
];

describe("answers as the document says", () => {
  it.each(BEFORE_ANY_READING)("%s %i before any reading", expectDocumented);
  it.each(WITH_READINGS)("%s %i", expectDocumented);

  it("streamEvents 200, event by event, and 503 when there are enough", async () => {
    const stream = await openEventStream(davy.url + PATHS.events);
    await stream.until((events) => events.some(({ event }) => event === "snapshot"));
    await expectDocumented("streamEvents", 503, { path: PATHS.events });
    await fetch(davy.url + PATHS.receiveJson, post("", READING));
    await fetch(davy.url + DEVICE, patch("", { place: "Shaft 3" }));
    await stream.until((events) => events.some(({ event }) => event === "settings"));
    await davy.close();
    await stream.ended;
    expect(stream.headers["content-type"]).toContain("text/event-stream");
    for (const { event, data } of stream.events) {
      const schema: z.ZodType = streamEvents[event as keyof typeof streamEvents];
      expect(schema.parse(data)).toEqual(data);
    }
    expect(stream.events[0]?.data).toMatchObject({ timeZone: "Europe/Berlin" });
    const told = new Set(stream.events.map(({ event }) => event));
    expect([...told].sort()).toEqual(["goodbye", "hello", "settings", "snapshot", "update_data"]);
    seen.add("streamEvents 200");
  });
});

describe("a server that cannot keep anything", () => {
  const fail = () => Promise.reject(new AppendError("disk_full"));
  let onBackup: () => void = () => undefined;
  let takeUp: () => Promise<unknown> = fail;
  const state = { device: "handheld 1", settings: {} };
  const parts = {
    config: readConfig({}),
    report: recordReport(),
    now: () => NOW,
    metrics: createMetrics(),
    ingest: { receive: fail, importRows: fail, takeUp: () => takeUp(), refuse: () => undefined },
    log: { append: fail, lastSeq: 1, status: () => ({ failing: "The disk is full", damage: [] }) },
    fleet: { states: () => new Map([["handheld 1", state]]) },
    archive: { backlog: 0, status: () => ({ problems: [] }) },
    rejected: { status: () => ({ lost: 0 }) },
    live: { status: () => ({ streams: 0 }) },
    version: "1",
    build: "b",
    startedAt: NOW,
    appFolder: "none",
    backup: () => {
      onBackup();
      return new Promise(() => undefined);
    },
    freeBytes: async () => 0,
    clockAheadMs: () => 0,
  } as unknown as AppParts;
  let server: Awaited<ReturnType<typeof listen>>;

  beforeAll(async () => {
    server = await listen(createApp(parts), {
      host: "127.0.0.1",
      port: 0,
      tls: undefined,
      maxStreams: 10,
      keepRefused: () => undefined,
    });
  });
  afterAll(() => server.close(0));

  it("getBackup 409 while another is under way", async () => {
    const begun = new Promise<void>((resolve) => {
      onBackup = resolve;
    });
    const leaving = new AbortController();
    const first = fetch(server.url + PATHS.backup, { signal: leaving.signal }).catch(() => undefined);
    await begun;
    await expectDocumented("getBackup", 409, { path: PATHS.backup, base: server.url });
    leaving.abort();
    await first;
  });

  it("replaySetAside 409 while another is under way", async () => {
    const ask = { path: PATHS.setAside, method: "POST", base: server.url };
    let end: (answer: unknown) => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      takeUp = () => {
        resolve();
        return new Promise((answer) => {
          end = answer;
        });
      };
    });
    const first = fetch(server.url + ask.path, ask);
    await begun;
    await expectDocumented("replaySetAside", 409, ask);
    end({ taken: 0, left: 0, reasons: [] });
    expect((await first).status).toBe(200);
    takeUp = fail;
  });

  it.each<[string, Ask]>([
    ["receiveJson", post(PATHS.receiveJson, READING)],
    ["postReadings", post(PATHS.readings, READING)],
    ["importRows", post(`${PATHS.import}?source=a`, [READING])],
    ["changeSettings", patch("handheld%201", { name: "x" })],
    ["replaySetAside", { path: PATHS.setAside, method: "POST" }],
    ["getHealth", { path: PATHS.health }],
  ])("%s 503", async (id, ask) => {
    await expectDocumented(id, 503, { ...ask, base: server.url });
  });
});

it("leaves out no answer that the document names", () => {
  const documented = OPERATIONS.flatMap(({ id, answers }) =>
    Object.keys(answers).map((status) => `${id} ${status}`),
  );
  expect([...seen].sort()).toEqual(documented.sort());
});
