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
let operator: Visitor;
let seers: readonly (readonly [string, Visitor])[];

beforeAll(async () => {
  folder = await temporaryFolder("scope-matrix");
  await writeAccessJournal(folder);
  davy = await startTestDavy({ folder });
  const { instance } = (await visitor(davy.url).ask(ACCESS_PATHS.me)).body;
  const as = (id: string) => visitor(davy.url, `davy-${instance}=secret-of-${id}`);
  [admin, gateway, operator] = [as("session-admin"), visitor(davy.url), as("session-local-operator")];
  seers = [
    ["a person", as("session-local")],
    ["a display", as("local-display")],
    ["somebody whose places cannot be understood", as("session-unclear")],
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

const READ_PATHS = ROUTES.filter(
  ({ method, permission }) => method === "GET" && ["read", "export", "metrics", "self"].includes(permission),
).flatMap((route) => pathsOf(route).filter((path) => path !== PATHS.events));

/** What somebody is answered at a path, however it is asked. A refusal says what was asked for, and tells nothing. */
async function answersAt(path: string, seer: Visitor): Promise<readonly (readonly [string, string])[]> {
  const all = await Promise.all(
    QUERIES.map(async (query) => {
      const asked = fill(path) + query;
      const { status, body } = await seer.ask(asked);
      return { asked, status, text: typeof body === "string" ? body : JSON.stringify(body) };
    }),
  );
  return all.flatMap(({ asked, status, text }) => (status < 300 ? [[asked, text] as const] : []));
}

it.each(READ_PATHS)("tells nothing of another place at %s", async (path) => {
  expect(await answersAt(path, admin), "none of the ways to ask fits").not.toEqual([]);
  const told: string[] = [];
  for (const [who, seer] of seers)
    for (const [asked, text] of await answersAt(path, seer))
      for (const word of HIDDEN) if (text.includes(word)) told.push(`${who}: ${asked} tells "${word}"`);
  expect(told).toEqual([]);
});

/** What is done to a device, by each route by which an operator or a display may do something. */
const ACTS: Readonly<Record<string, (device: string, alarm: string) => readonly [string, object]>> = {
  "PATCH /api/v1/devices/:id": (device) => [devicePath(device), { name: "renamed" }],
  "POST /api/v1/alarms/:id/acknowledgements": (_, alarm) => [
    acknowledgementsPath(alarm),
    { comment: "seen" },
  ],
  "POST /api/v1/shelvings": (device) => [
    ALARM_PATHS.shelvings,
    { device, sensor: "CO", until: Date.now() + HOUR_MS, reason: "test gas" },
  ],
  "POST /api/v1/drills": (device) => [
    ALARM_PATHS.drills,
    { devices: [device], until: Date.now() + HOUR_MS, reason: "practice" },
  ],
  "POST /api/v1/tests": (device) => [TESTS_PATH, { device, what: "bump", passed: true }],
};

it.each(
  ROUTES.filter(
    ({ method, permission }) => method !== "GET" && ["answer", "operate"].includes(permission),
  ).map(({ method, path }) => `${method} ${[path].flat()[0]}`),
)("does nothing to a device of another place at %s", async (route) => {
  const { body } = await admin.ask(`${ALARM_PATHS.alarms}?device=elsewhere-device`);
  const [path, patch] = ACTS[route]?.("elsewhere-device", body.alarms[0].id) ?? ["no act is known", {}];
  const init = { method: route.split(" ")[0] ?? "", body: patch };
  for (const one of [operator, seers[2]?.[1]]) {
    const answer = await one?.ask(path, init);
    expect([answer?.status, answer?.body.code]).toEqual([404, expect.stringMatching(/^unknown_/)]);
  }
  expect((await admin.ask(path, init)).status, "the act itself is unfit").not.toBe(404);
  expect((await admin.ask(path, init)).status, "the act itself is unfit").not.toBe(400);
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
  for (const [who, seer] of seers) {
    const stream = await openEventStream(davy.url + PATHS.events, { cookie: seer.cookie });
    await stream.until((events) => events.some(({ event }) => event === "snapshot"));
    for (const word of ["elsewhere", "here"]) await happen(word);
    await act(PATHS.site, { name: `seen by ${who}`.slice(0, 60) }, "PATCH");
    // What happened before came before it.
    await stream.until((events) => events.some(({ event }) => event === "site"));
    const text = JSON.stringify(stream.events);
    if (seer !== seers[2]?.[1]) expect(text).toContain('"here-device"');
    for (const word of HIDDEN) expect([who, word, text.includes(word)]).toEqual([who, word, false]);
    await stream.leave();
  }
});
