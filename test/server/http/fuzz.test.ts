// Any request of any client: answered, in words where it is refused, and forgotten.

import { request } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import type { RawAnswer } from "../../helpers/ask-raw.ts";
import { OPERATIONS } from "../../helpers/operations.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

/** An answer that takes longer has hung. */
const PATIENCE_MS = 20_000;
const REQUESTS = 500;
/** What the second half of the requests may leave in memory, bytes: caches of a bounded size fill up. */
const MAX_LEFT_BYTES = 12 * 1024 * 1024;

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ env: { DAVY_MAX_STREAMS: "3" } });
});
afterAll(() => davy.stop());

const READING = { id: "a", pct: 80, sensors: [{ type: "CO", val: 7 }] };
const word = fc.stringMatching(/^[\x21\x24-\x3b\x3d\x40-\x5b\x5d-\x7e]{0,12}$/);
const segment = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("a", "raw", "minute", "hour", "2026-11-23T14", "2026-11-23", "2026-11"),
  },
  fc.constantFrom("%", "%zz", "%00", "%2F", "..", ".", "", "%F0%9F%92%A9", "__proto__", "constructor", "%FF"),
  word,
);
const knownPath = fc.constantFrom(
  ...OPERATIONS.map(({ path }) => path),
  "/",
  "/graph",
  "/sw.js",
  "/trust",
  "/trust/trust.js",
  "/check",
  "/assets/x.js",
);
const path = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(knownPath, fc.array(segment, { minLength: 3, maxLength: 3 })) },
  fc.tuple(fc.constant("/{a}/{b}/{c}"), fc.array(segment, { minLength: 3, maxLength: 3 })),
);
const filled = path.map(([template, parts]) => {
  let place = 0;
  return template.replace(/\{\w+\}/g, () => parts[place++] ?? "x");
});
const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("device", "from", "to", "points", "resolution", "tz", "separator", "decimal"),
  },
  fc.constantFrom("source", "system_time", "last_event_id", "limit", "__proto__", "toString"),
  word,
);
const value = fc.oneof(
  fc.constantFrom(
    "a",
    "0",
    "-1",
    "1e999",
    "NaN",
    "now",
    "now-6h",
    "now-99999999d",
    "9999-12-31",
    "2026-11-23",
  ),
  fc.constantFrom(
    "9007199254740993",
    "99999999999",
    "2026-11-23T14:00:00Z",
    "UTC",
    "tab",
    ",",
    "%F0%9F%92%A9",
    "",
  ),
  word,
);
const query = fc
  .array(fc.tuple(name, value), { maxLength: 5 })
  .map((pairs) => pairs.map(([key, text]) => `${key}=${text}`).join("&"));
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      "accept-encoding",
      "accept-language",
      "accept",
      "if-none-match",
      "range",
      "content-encoding",
    ),
    fc.constantFrom(
      "gzip",
      "identity;q=0",
      "*;q=0",
      "br",
      "de",
      "*",
      ";;;q=",
      "bytes=0-",
      "bytes=9-1",
      '"x"',
      "W/",
    ),
  ),
  fc.tuple(
    fc.constantFrom(
      "origin",
      "host",
      "x-forwarded-host",
      "x-forwarded-prefix",
      "content-type",
      "sec-fetch-site",
    ),
    fc.constantFrom(
      "null",
      "http://evil.example",
      "evil.example",
      "localhost",
      "text/html",
      "a/b;c",
      "cross-site",
    ),
  ),
  fc.tuple(
    fc.constantFrom(
      "idempotency-key",
      "last-event-id",
      "authorization",
      "cookie",
      "expect",
      "upgrade",
      "x-y",
    ),
    fc.stringMatching(/^[\x20-\x7e\xa0-\xff]{0,250}$/),
  ),
);
const json = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .constantFrom(READING, [READING, 7, null], { id: "a" }, { name: "n" }, { sensors: { CO: null } })
    .map((body) => JSON.stringify(body)),
  fc.constantFrom(
    "",
    "{",
    "[",
    "[".repeat(5_000),
    "NaN",
    '{"id":"a","pct":1e999}',
    '{"id":"\\ud800","pct":1}',
    "\0",
  ),
);
const body = fc.oneof(
  json.map((text) => Buffer.from(text)),
  json.map((text) => gzipSync(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const method = fc.constantFrom(
  "GET",
  "GET",
  "HEAD",
  "POST",
  "POST",
  "PATCH",
  "PUT",
  "DELETE",
  "OPTIONS",
  "TRACE",
);
const asked = fc.record({
  method,
  target: fc.tuple(filled, query).map(([where, what]) => (what === "" ? where : `${where}?${what}`)),
  headers: fc.array(header, { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  body,
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

/** Asks; a stream is left as soon as it has begun. */
function ask({ method: verb, target, headers, body: bytes }: Asked): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { hostname, port } = new URL(davy.url);
    const hasBody = verb !== "GET" && verb !== "HEAD" && verb !== "TRACE";
    const options = { hostname, port, path: target, method: verb, headers, agent: false, signal };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      const answer = () => ({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString(),
      });
      response.on("data", (more: Buffer) => chunks.push(more)).on("end", () => resolve(answer()));
      response.on("error", reject);
      if (!response.headers["content-type"]?.startsWith("text/event-stream")) return;
      resolve(answer());
      sent.destroy();
    });
    sent.on("error", reject).on("upgrade", reject);
    sent.end(hasBody ? bytes : undefined);
  });
}

function expectWords(verb: string, { status, headers, text }: RawAnswer): void {
  expect(status < 500 || status === 503).toBe(true);
  if (status < 400 || verb === "HEAD") return;
  expect(headers["content-type"]).toMatch(/^application\/json/);
  expect(JSON.parse(text)).toMatchObject(
    status === 503 && "status" in JSON.parse(text)
      ? { reasons: expect.any(Array) }
      : { error: expect.stringMatching(/\w \w/), code: expect.stringMatching(/^\w+$/) },
  );
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What is in use on this side after everything that nobody holds is gone. */
async function usedBytes(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it("answers whatever is asked, in words where it refuses, and keeps nothing of it", async () => {
  const statuses = new Set<number>();
  const run = () =>
    fc.assert(
      fc.asyncProperty(asked, async (what) => {
        const answer = await ask(what);
        statuses.add(answer.status);
        expectWords(what.method, answer);
      }),
      { numRuns: REQUESTS },
    );
  await run();
  const before = await usedBytes();
  await run();
  expect((await usedBytes()) - before).toBeLessThan(MAX_LEFT_BYTES);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 403, 404, 405, 421]));
  expect(davy.report.lines.filter(({ level }) => level === "error")).toEqual([]);
  await expect.poll(async () => (await fetch(davy.url + PATHS.health)).json()).toMatchObject({ streams: 0 });
});
