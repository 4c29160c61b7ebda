// A walk over every route, its refusals included: what a cache on the way may keep of it.

import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS, slicePath } from "../../../shared/wire/api.ts";
import { askRaw, type RawAnswer } from "../../helpers/ask-raw.ts";
import { OPERATIONS } from "../../helpers/operations.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const READING = JSON.stringify({ id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 777 }] });
const RANGE = "from=2026-11-23T14:00:00Z&to=2026-11-23T15:00:00Z";
const HISTORY = `${PATHS.history}?device=handheld%201&${RANGE}`;
const SLICE = slicePath("handheld 1", "raw", "2026-11-23T14");

let davy: TestDavy;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOW });
  expect((await askRaw(davy.url, `POST ${PATHS.receiveJson}`, { body: READING })).status).toBe(200);
});
afterAll(() => davy.stop());

/** All paths but the app's, with and without what they ask for, and with parameters that lead nowhere. */
function documentedPaths(): string[] {
  const paths = new Set(OPERATIONS.filter(({ group }) => group !== "The app").map(({ path }) => path));
  const filled = [...paths].flatMap((path) => [
    path.replace("{id}", "handheld%201").replace("{resolution}", "raw").replace("{slice}", "2026-11-23T14"),
    path.replace(/\{\w+\}/g, "nothing"),
  ]);
  return filled
    .filter((path) => path !== PATHS.events && path !== PATHS.backup)
    .flatMap((path) => [path, `${path}?${RANGE}&device=handheld%201&source=a&system_time=0`, `${path}/`]);
}

const METHODS = ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"];
const OTHERS = ["/nothing", "/assets/gone-ABC.js", "/%zz", "/graph/nothing", "/icons/icon.svg", "//", "/a?b"];

function expected(route: string, { status }: RawAnswer): string {
  const [method = "", path = ""] = route.split(" ");
  const isRead = (method === "GET" || method === "HEAD") && (status === 200 || status === 304);
  if (!isRead) return "no-store";
  const [name = ""] = path.split("?");
  if (name === PATHS.openapi) return "no-cache";
  if (name === PATHS.history || /\/history\/(raw|minute|hour)\//.test(name)) return "private, no-cache";
  return "no-store";
}

it("lets no cache keep what a route answers, but what it may ask about each time", async () => {
  const routes = [...documentedPaths(), ...OTHERS].flatMap((path) =>
    METHODS.map((method) => `${method} ${path}`),
  );
  expect(routes.length).toBeGreaterThan(200);
  const statuses = new Set<number>();
  for (const route of routes) {
    const answer = await askRaw(davy.url, route, { body: /^(POST|PATCH)/.test(route) ? "{" : "" });
    statuses.add(answer.status);
    expect([route, answer.status, answer.headers["cache-control"]]).toEqual([
      route,
      answer.status,
      expected(route, answer),
    ]);
  }
  // The walk came to more than refusals.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 204, 400, 404, 405]));
});

it.each([
  ["GET /", "no-cache"],
  ["GET /graph", "no-cache"],
  ["GET /device/handheld%201", "no-cache"],
  ["GET /sw.js", "no-cache"],
  ["GET /manifest.webmanifest", "no-cache"],
  [`GET ${PATHS.openapi}`, "no-cache"],
  [`GET ${PATHS.lastEntity}`, "no-store"],
  [`GET ${PATHS.dataFromTimestamp}?system_time=0`, "no-store"],
  [`GET ${PATHS.apiDocs}`, "no-store"],
  [`GET ${PATHS.backup}`, "no-store"],
  [`HEAD ${PATHS.events}`, "no-store, no-transform"],
  [`GET ${HISTORY}`, "private, no-cache"],
  [`GET ${SLICE}`, "private, no-cache"],
  [`GET ${PATHS.history}`, "no-store"],
  ["GET /nothing", "no-store"],
])("says how %s may be kept: %s", async (route, caching) => {
  expect((await askRaw(davy.url, route)).headers["cache-control"]).toBe(caching);
});

it("tells how history may be kept also to who has it already", async () => {
  for (const path of [HISTORY, SLICE]) {
    const { headers } = await askRaw(davy.url, `GET ${path}`);
    const again = await askRaw(davy.url, `GET ${path}`, {
      headers: { "if-none-match": String(headers["etag"]) },
    });
    expect(again).toMatchObject({ status: 304, headers: { "cache-control": "private, no-cache" } });
  }
});

it("knows a tag again that a proxy made weak, among others, and answers whoever names another one in full", async () => {
  for (const path of [HISTORY, SLICE]) {
    const etag = String((await askRaw(davy.url, `GET ${path}`)).headers["etag"]);
    const ask = async (named: string) =>
      (await askRaw(davy.url, `GET ${path}`, { headers: { "if-none-match": named } })).status;
    const asked = [etag, `W/${etag}`, `"other", W/${etag}`, "*", '"other"', `x${etag}`, `W/"other"`];
    expect(await Promise.all(asked.map(ask))).toEqual([304, 304, 304, 304, 200, 200, 200]);
  }
});

it("lets nobody keep what it refuses to a page of elsewhere", async () => {
  const foreign = { origin: "https://elsewhere.example" };
  const refused = await askRaw(davy.url, `POST ${PATHS.receiveJson}`, { headers: foreign, body: READING });
  expect(refused).toMatchObject({ status: 403, headers: { "cache-control": "no-store" } });
});
