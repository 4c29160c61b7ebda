// Every route that answers what is read, asked by whoever sees one place alone: nothing of another place stands in any answer, nor
// in the stream, whoever adds a route.

import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pathsOf } from "../../../server/http/routes/route.ts";
import { ROUTES } from "../../../server/http/routes/routes.ts";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { ALARM_PATHS, acknowledgementsPath } from "../../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { TESTS_PATH } from "../../../shared/wire/instrument-tests.ts";
import { writeAccessJournal } from "../../helpers/access-journal.ts";
import { type Visitor, visitor } from "../../helpers/as-person.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const HOUR_MS = 3_600_000;
/** What only those may read who see its place. */
const HIDDEN = [
  "elsewhere-device",
  "Elsewhere Wearer",
  "elsewhere comment",
  "elsewhere reason",
  "elsewhere note",
];
const now = Date.now();
const day = new Date(now).toISOString().slice(0, 10);

let davy: TestDavy;
let folder: string;
let admin: Visitor;
let gateway: Visitor;
let seers: readonly (readonly [string, Visitor])[];

beforeAll(async () => {
  folder = await temporaryFolder("scope-matrix");
  await writeAccessJournal(folder);
  davy = await startTestDavy({ folder });
  const { instance } = (await visitor(davy.url).ask(ACCESS_PATHS.me)).body;
  const as = (id: string) => visitor(davy.url, `davy-${instance}=secret-of-${id}`);
  [admin, gateway] = [as("session-admin"), visitor(davy.url)];
  seers = [
    ["a person", as("session-local")],
    ["a display", as("local-display")],
  ];
  await make();
});
afterAll(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

async function post(id: string, value: number): Promise<void> {
  const body = { id, pct: 50, sensors: [{ type: "CO", val: value }] };
  const headers = { authorization: "Bearer secret-of-gateway" };
  expect((await gateway.ask(PATHS.receiveJson, { method: "POST", body, headers })).status).toBe(200);
}

async function act(path: string, body: object, method = "POST"): Promise<void> {
  const { status, body: answer } = await admin.ask(path, { method, body });
  expect([path, status < 300 ? "done" : answer]).toEqual([path, "done"]);
}

/** An alarm, and an answer to it. */
async function happen(word: string): Promise<void> {
  const id = `${word}-device`;
  await post(id, 5_000);
  const { body } = await admin.ask(`${ALARM_PATHS.alarms}?device=${id}`);
  await act(acknowledgementsPath(body.alarms[0].id), { comment: `${word} comment` });
}

/** One thing of each kind at both places. */
async function make(): Promise<void> {
  for (const [id, place] of [
    ["here-device", "Shaft 3"],
    ["elsewhere-device", "Shaft 4"],
  ] as const) {
    await post(id, 7);
    const word = id.replace("-device", "");
    await act(devicePath(id), { place, wearer: `${word === "here" ? "Here" : "Elsewhere"} Wearer` }, "PATCH");
    await happen(word);
    await act(TESTS_PATH, { device: id, what: "bump", passed: true, note: `${word} note` });
    const calm = `${id}-2`;
    await post(calm, 7);
    await act(devicePath(calm), { place }, "PATCH");
    await act(ALARM_PATHS.drills, { devices: [calm], until: now + HOUR_MS, reason: `${word} reason` });
  }
}

const RANGE = "from=now-1h&to=now%2B1h";
/** Ways to ask: what a route does not know of it refuses. */
const QUERIES = [
  "",
  `?${RANGE}`,
  "?state=all",
  "?limit=500",
  "?system_time=0",
  "?device=elsewhere-device",
  `?device=elsewhere-device&${RANGE}`,
  `?place=Shaft%204`,
  `?place=Shaft%204&${RANGE}`,
  "?q=elsewhere",
];
const fill = (path: string) =>
  path.replace(":resolution", "minute").replace(":slice", day).replace(/:\w+/g, "elsewhere-device");

it("tells nothing of another place in any answer", async () => {
  const answered: string[] = [];
  const told: string[] = [];
  for (const [who, seer] of seers) {
    for (const { method, permission, ...route } of ROUTES) {
      if (method !== "GET" || !["read", "export", "metrics", "self"].includes(permission)) continue;
      for (const path of pathsOf(route)) {
        if (path === PATHS.events) continue;
        for (const query of QUERIES) {
          const asked = fill(path) + query;
          const { status, body } = await seer.ask(asked);
          // A refusal says what was asked for.
          if (status >= 300) continue;
          answered.push(path);
          const text = typeof body === "string" ? body : JSON.stringify(body);
          for (const word of HIDDEN) if (text.includes(word)) told.push(`${who}: ${asked} tells "${word}"`);
        }
      }
    }
  }
  expect(told).toEqual([]);
  for (const path of [PATHS.devices, ALARM_PATHS.alarms, PATHS.logbook, PATHS.exportCsv, TESTS_PATH])
    expect(answered).toContain(path);
});

it("shows all of it to an admin, so that the words are the right ones", async () => {
  const paths = [
    PATHS.devices,
    `${PATHS.logbook}?limit=100`,
    `${ALARM_PATHS.alarms}?state=all`,
    ALARM_PATHS.drills,
  ];
  const texts = await Promise.all(paths.map(async (path) => JSON.stringify((await admin.ask(path)).body)));
  for (const word of HIDDEN) expect([word, texts.some((text) => text.includes(word))]).toEqual([word, true]);
});

it("tells nothing of another place in the stream", async () => {
  for (const [, seer] of seers) {
    const stream = await openEventStream(davy.url + PATHS.events, { cookie: seer.cookie });
    await stream.until((events) => events.some(({ event }) => event === "snapshot"));
    for (const word of ["elsewhere", "here"]) await happen(word);
    // What happened elsewhere came before it.
    await stream.until((events) => events.some(({ event }) => event === "update_data"));
    const text = JSON.stringify(stream.events);
    expect(text).toContain("here-device");
    for (const word of HIDDEN) expect([word, text.includes(word)]).toEqual([word, false]);
    await stream.leave();
  }
});
