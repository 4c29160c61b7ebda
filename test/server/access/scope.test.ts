// Who sees some places alone: every answer and the stream tell of their devices, and of no other.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import { devicePath, PATHS, slicePath } from "../../../shared/wire/api.ts";
import { writeAccessJournal } from "../../helpers/access-journal.ts";
import { type Visitor, visitor } from "../../helpers/as-person.ts";
import { type EventStream, openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

let davy: TestDavy;
let folder: string;
let admin: Visitor;
let local: Visitor;
let display: Visitor;

beforeEach(async () => {
  folder = await temporaryFolder("scope");
  await writeAccessJournal(folder);
  davy = await startTestDavy({ folder });
  const { instance } = (await visitor(davy.url).ask(ACCESS_PATHS.me)).body;
  const as = (id: string) => visitor(davy.url, `davy-${instance}=secret-of-${id}`);
  [admin, local, display] = [as("session-admin"), as("session-local"), as("local-display")];
  for (const id of ["in", "out", "nowhere"]) await post(id);
  await move("in", "Shaft 3");
  await move("out", "Shaft 4");
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

async function post(id: string): Promise<void> {
  const body = { id, pct: 50, sensors: [{ type: "CO", val: 7 }] };
  const headers = { authorization: "Bearer secret-of-gateway" };
  expect((await visitor(davy.url).ask(PATHS.receiveJson, { method: "POST", body, headers })).status).toBe(
    200,
  );
}

async function move(device: string, place: string | null, by = admin): Promise<number> {
  return (await by.ask(devicePath(device), { method: "PATCH", body: { place } })).status;
}

const NOW = new Date().toISOString();
const DAY = NOW.slice(0, 10);
const RANGE = "from=now-1h&to=now%2B1h";

it("lists, answers for, exports and counts the devices of its places alone", async () => {
  await post("out");
  for (const who of [local, display]) {
    const { body } = await who.ask(PATHS.devices);
    expect(body.devices.map(({ device }: { device: string }) => device)).toEqual(["in"]);
    for (const device of ["out", "nowhere"]) {
      const paths = [
        devicePath(device),
        slicePath(device, "minute", DAY),
        `${PATHS.history}?device=${device}&${RANGE}`,
      ];
      for (const path of paths) expect([path, (await who.ask(path)).status]).toEqual([path, 404]);
    }
    expect((await who.ask(slicePath("in", "minute", DAY))).status).toBe(200);
    expect((await who.ask(PATHS.lastEntity)).body.device_id).toBe("in");
    const { body: entities } = await who.ask(`${PATHS.dataFromTimestamp}?system_time=0`);
    expect(entities.map(({ device_id }: { device_id: string }) => device_id)).toEqual(["in"]);
  }
  const csv = await local.ask(`${PATHS.exportCsv}?${RANGE}`);
  expect(csv.body).toContain("\nin,");
  expect(csv.body).not.toMatch(/out|nowhere/);
  for (const path of [PATHS.exportCsv, PATHS.exportXlsx])
    expect((await local.ask(`${path}?device=out&${RANGE}`)).status).toBe(404);
  const metrics = (await local.ask(PATHS.metrics)).body;
  expect(metrics).toContain('device="in"');
  expect(metrics).not.toMatch(/device="(out|nowhere)"/);
});

it("shows in the logbook what is of its devices, and nothing of who came in", async () => {
  await admin.ask(PATHS.site, { method: "PATCH", body: { name: "Ost" } });
  const { body } = await local.ask(PATHS.logbook);
  const told: [string, string?][] = body.events.map(({ kind, device }: { kind: string; device?: string }) => [
    kind,
    device,
  ]);
  expect(told.filter(([kind]) => kind !== "alarm")).toEqual([
    ["site", undefined],
    ["setting", "in"],
  ]);
  for (const [, device] of told.filter(([kind]) => kind === "alarm")) expect(device).toBe("in");
});

const devicesIn = (stream: EventStream, event: string) =>
  stream.events.filter((one) => one.event === event).map(({ data }) => data.device_id ?? data.device);

async function listen(who: Visitor, query = "", headers = {}): Promise<EventStream> {
  const stream = await openEventStream(davy.url + PATHS.events + query, { cookie: who.cookie, ...headers });
  await stream.until((events) => events.some(({ event }) => event === "snapshot"));
  return stream;
}

it("hears in the stream of its devices alone, also when it asks for others", async () => {
  const stream = await listen(display);
  const asked = await listen(display, "?device=in&device=out");
  for (const id of ["out", "nowhere", "in"]) await post(id);
  for (const one of [stream, asked]) {
    await one.until((events) => events.some(({ event }) => event === "update_data"));
    const snapshot = one.events.find(({ event }) => event === "snapshot")?.data.devices;
    expect(snapshot.map(({ device }: { device: string }) => device)).toEqual(["in"]);
    expect(devicesIn(one, "update_data")).toEqual(["in"]);
    await one.leave();
  }
});

it("ends the stream when its devices become others, and begins anew with them", async () => {
  const stream = await listen(display);
  await post("in");
  await stream.until((events) => events.some(({ event }) => event === "update_data"));
  const lastId = stream.events.at(-1)?.id ?? "";
  await move("out", "Shaft 3");
  await stream.ended;
  expect(stream.events.at(-1)?.event).toBe("goodbye");
  expect(devicesIn(stream, "settings")).toEqual([]);
  const again = await listen(display, "", { "Last-Event-ID": lastId });
  expect(again.events[0]?.data).toMatchObject({ gap: true, changed: null });
  const snapshot = again.events.find(({ event }) => event === "snapshot")?.data.devices;
  expect(snapshot.map(({ device }: { device: string }) => device)).toEqual(["in", "out"]);
  await again.leave();
});

it("resumes without a gap for as long as its devices stay the same", async () => {
  const stream = await listen(display);
  await post("in");
  await stream.until((events) => events.some(({ event }) => event === "update_data"));
  const lastId = stream.events.at(-1)?.id ?? "";
  await stream.leave();
  await post("out");
  await post("in");
  const again = await openEventStream(davy.url + PATHS.events, {
    cookie: display.cookie,
    "Last-Event-ID": lastId,
  });
  await again.until((events) => events.some(({ event }) => event === "update_data"));
  expect(again.events[0]?.data.gap).toBe(false);
  expect(devicesIn(again, "update_data")).toEqual(["in"]);
  await again.leave();
});

it("ends the streams of a session that is revoked, of a person whose places change, and no other", async () => {
  const [revoked, stays] = [await listen(local), await listen(admin)];
  const { sessions } = (await admin.ask(ACCESS_PATHS.sessions)).body;
  const { id, person } = sessions.find((one: { person: { id: string } }) => one.person.id === "local");
  const places = { method: "PATCH", body: { places: ["Shaft 4"] } };
  expect((await admin.ask(`${ACCESS_PATHS.people}/${person.id}`, places)).status).toBe(200);
  await revoked.ended;
  const again = await listen(local);
  expect(again.events.find(({ event }) => event === "snapshot")?.data.devices).toMatchObject([
    { device: "out" },
  ]);
  expect((await admin.ask(`${ACCESS_PATHS.sessions}/${id}`, { method: "DELETE" })).status).toBe(204);
  await again.ended;
  expect((await local.ask(PATHS.devices)).body.code).toBe("revoked");
  await post("in");
  await stays.until((events) => events.some(({ event }) => event === "update_data"));
  await stays.leave();
});

it("lets an operator name and place devices within their places, and change nothing that alarms depend on", async () => {
  const people = { method: "PATCH", body: { role: "operator" } };
  await admin.ask(`${ACCESS_PATHS.people}/local`, people);
  const change = (body: object, device = "in") => local.ask(devicePath(device), { method: "PATCH", body });
  expect((await change({ name: "Gate", sensors: { CO: { label: "left" } } })).status).toBe(200);
  const refused = [
    await change({ place: "Shaft 4" }),
    await change({ place: null }),
    await change({ expectedIntervalMs: 60_000 }),
    await change({ sensors: { CO: { limits: { a1: 900 } } } }),
    await change({ sensors: { CO: null } }),
    await change({ name: "x" }, "out"),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 404]);
});

it("ends the oldest of a display's streams when there are more than a hundred, and those of nobody else", async () => {
  const other = await listen(admin);
  const first = await listen(display);
  const others = await Promise.all(Array.from({ length: 99 }, () => listen(display)));
  expect(first.events.some(({ event }) => event === "goodbye")).toBe(false);
  others.push(await listen(display));
  await first.ended;
  expect(first.events.at(-1)).toMatchObject({ event: "goodbye", data: { reason: "hand-over" } });
  for (const stream of [other, ...others])
    expect(stream.events.some(({ event }) => event === "goodbye")).toBe(false);
});
