import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { devicePath, PATHS, type SiteAnswer } from "../../../../shared/wire/api.ts";
import { openEventStream } from "../../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { unpackFixture } from "../../../helpers/unpack-fixture.ts";

let folder: string;
let davy: TestDavy;

beforeEach(async () => {
  folder = await temporaryFolder("site");
  davy = await startTestDavy({ folder });
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

const DEFAULTS = {
  name: "",
  preset: "instrument",
  presetChosen: false,
  timeZone: null,
  timeZoneFixed: false,
  language: null,
  units: null,
  shifts: [],
  bumpDays: null,
  calibrationDays: null,
  soundTest: null,
  kiosk: { places: [], theme: null, shift: true },
};
const NIGHT = { name: "Night", from: "22:00", to: "06:00" };
const OST = {
  name: "Shaft Ost",
  preset: "eu",
  timeZone: "Europe/Berlin",
  language: "de",
  units: "ppm",
  shifts: [NIGHT],
};

const getSite = async (): Promise<SiteAnswer> => (await fetch(davy.url + PATHS.site)).json();
const patch = (body: unknown, path: string = PATHS.site) =>
  fetch(davy.url + path, {
    method: "PATCH",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

async function post(sensors: unknown, id = "handheld 1"): Promise<void> {
  const body = JSON.stringify({ id, pct: 80, sensors });
  expect((await fetch(davy.url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
}

async function restart(options: Parameters<typeof startTestDavy>[0] = {}): Promise<void> {
  await davy.stop();
  davy = await startTestDavy({ folder, ...options });
}

it("begins with the instrument's limits, which nobody chose, and keeps what was set over restarts", async () => {
  expect(await getSite()).toEqual(DEFAULTS);
  const changed = await patch({ ...OST, kiosk: { places: ["Shaft 3"], theme: "dark" } });
  const expected = {
    ...DEFAULTS,
    ...OST,
    presetChosen: true,
    kiosk: { places: ["Shaft 3"], theme: "dark", shift: true },
  };
  expect(await changed.json()).toEqual(expected);
  // From the checkpoint that an ordinary end writes, and again with nothing left in the log.
  for (const _ of [1, 2]) {
    await restart();
    expect(await getSite()).toEqual(expected);
  }
  await patch({ name: null, kiosk: { places: null } });
  await restart();
  expect(await getSite()).toEqual({ ...expected, name: "", kiosk: { ...expected.kiosk, places: [] } });
});

it("opens a folder of 0.1.0, which has no site, asks for its preset, and keeps what is chosen", async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
  folder = await unpackFixture("data-0.1.0.tar");
  davy = await startTestDavy({ folder, env: { DAVY_RAW_DAYS: "0", DAVY_MINUTE_DAYS: "0" } });
  expect(await getSite()).toEqual(DEFAULTS);
  const devices = async () => (await (await fetch(davy.url + PATHS.devices)).json()).devices.length;
  const before = await devices();
  expect((await patch({ preset: "eu", confirm: true })).status).toBe(200);
  await restart({ env: { DAVY_RAW_DAYS: "0", DAVY_MINUTE_DAYS: "0" } });
  expect(await getSite()).toEqual({ ...DEFAULTS, preset: "eu", presetChosen: true });
  expect(await devices()).toBe(before);
});

it("tells each stream once after its hello, and all of them of each change", async () => {
  const all = await openEventStream(davy.url + PATHS.events);
  await all.until((events) => events.some(({ event }) => event === "snapshot"));
  expect(all.events.slice(0, 4).map(({ event }) => event)).toEqual(["hello", "site", "alarms", "snapshot"]);
  expect(all.events[1]?.data).toEqual(DEFAULTS);
  const filtered = await openEventStream(`${davy.url + PATHS.events}?device=nobody`);
  await filtered.until((events) => events.some(({ event }) => event === "snapshot"));
  await patch({ preset: "eu" });
  for (const stream of [all, filtered]) {
    const told = await stream.until((events) => events.filter(({ event }) => event === "site")[1]);
    expect(told.data).toEqual({ ...DEFAULTS, preset: "eu", presetChosen: true });
    await stream.leave();
  }
  // Whoever comes back has missed the change.
  const again = await openEventStream(davy.url + PATHS.events, { "Last-Event-ID": "0" });
  await again.until((events) => events.filter(({ event }) => event === "site")[1]);
  expect(again.events.map(({ event }) => event)).toEqual(["hello", "site", "site"]);
  await again.leave();
});

it("lets the time zone win that the server was started with, and refuses another one", async () => {
  await patch({ timeZone: "Asia/Tokyo" });
  await restart({ env: { DAVY_TIME_ZONE: "Europe/Berlin" } });
  expect(await getSite()).toMatchObject({ timeZone: "Europe/Berlin", timeZoneFixed: true });
  const refused = await patch({ timeZone: "UTC" });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({
    code: "time_zone_fixed",
    error: expect.stringContaining("DAVY_TIME_ZONE"),
  });
  expect((await patch({ timeZone: "Europe/Berlin" })).status).toBe(200);
  const stream = await openEventStream(davy.url + PATHS.events);
  const hello = await stream.until((events) => events.find(({ event }) => event === "hello"));
  expect(hello.data).toMatchObject({ timeZone: "Europe/Berlin" });
  await stream.leave();
});

it.each([
  ["{", "malformed", /Malformed JSON/],
  ["[]", "invalid_site", /expected object/],
  [{ nmae: "x" }, "invalid_site", /nmae/],
  [{ name: "x".repeat(101) }, "invalid_site", /name must have at most 100/],
  [{ name: "a\u0000b" }, "invalid_site", /name must not hold control characters/],
  [{ preset: "mine" }, "invalid_site", /preset must be "instrument", "eu", "original" or null/],
  [{ timeZone: "Mars/Olympus" }, "invalid_site", /timeZone must be an IANA name/],
  [{ language: "fr" }, "invalid_site", /language must be "en", "de" or null/],
  [{ units: "mol" }, "invalid_site", /units must be/],
  [{ shifts: [{ ...NIGHT, to: "6:00" }] }, "invalid_site", /shifts.0.to must be a time of the day/],
  [{ shifts: [NIGHT, NIGHT] }, "invalid_site", /must not name two shifts alike/],
  [{ kiosk: { theme: "sepia" } }, "invalid_site", /kiosk.theme must be/],
  [{ kiosk: { places: [""] } }, "invalid_site", /kiosk.places.0 must not be empty/],
  [{ kiosk: { places: Array(101).fill("x") } }, "invalid_site", /at most 100 places/],
  [{ name: "West", confirm: false }, "invalid_site", /confirm must be true/],
])("refuses %j whole, with what to do", async (body, code, message) => {
  const refused = await patch(body);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({ error: expect.stringMatching(message), code });
  expect(await getSite()).toEqual(DEFAULTS);
});

interface Event {
  readonly kind: string;
  readonly patch?: unknown;
  readonly was?: unknown;
  readonly by?: unknown;
  readonly confirmed?: true;
}

const logbook = async (kind: string): Promise<readonly Event[]> =>
  (await (await fetch(`${davy.url}${PATHS.logbook}?kind=${kind}`)).json()).events;

it("asks before a preset lessens an alarm, and notes who confirmed it and what was before", async () => {
  await post([{ type: "CO", val: 80 }]);
  const refused = await patch({ preset: "eu" });
  expect(refused.status).toBe(409);
  expect(await refused.json()).toEqual({
    error:
      'Under the preset "eu" CO of "handheld 1" is in alarm (A2) and would be at A1 alone. If that is meant, send the same with "confirm": true.',
    code: "needs_confirmation",
  });
  expect(await getSite()).toEqual(DEFAULTS);
  expect((await patch({ preset: "eu", name: "Ost", confirm: true })).status).toBe(200);
  // Nothing is lessened by this one, so there was nothing to confirm.
  expect((await patch({ name: "West", confirm: true })).status).toBe(200);
  const [second, first] = await logbook("site");
  expect(first).toMatchObject({
    patch: { preset: "eu", name: "Ost" },
    was: { preset: "instrument", presetChosen: false, name: "" },
    by: { kind: "open", from: "127.0.0.1" },
    confirmed: true,
  });
  expect(second).toMatchObject({ patch: { name: "West" }, was: { name: "Ost" } });
  expect(second).not.toHaveProperty("confirmed");
});

it("lets no two taps turn 90 ppm into 2 ppm, unless it is confirmed, which the log notes", async () => {
  await post([{ type: "CO", val: 90 }]);
  const change = { sensors: { CO: { zero: 88 } } };
  const refused = await patch(change, devicePath("handheld 1"));
  expect(refused.status).toBe(409);
  expect(await refused.json()).toEqual({
    error:
      'CO is in alarm (A2): a zero is set in clean air. CO is in alarm (A2) and would be normal after this change. If that is meant, send the same with "confirm": true.',
    code: "needs_confirmation",
  });
  const device = async () => (await fetch(davy.url + devicePath("handheld 1"))).json();
  expect((await device()).settings).toEqual({});
  expect((await patch({ ...change, confirm: true }, devicePath("handheld 1"))).status).toBe(200);
  expect(await device()).toMatchObject({ settings: change, sensors: [{ value: 90, level: "normal" }] });
  expect((await logbook("setting"))[0]).toMatchObject({ patch: change, confirmed: true });
});

it("asks before a limit is set above what the instrument measures", async () => {
  await post([{ type: "CO", val: 1 }]);
  expect((await patch({ sensors: { CO: { range: { high: 500 } } } }, devicePath("handheld 1"))).status).toBe(
    200,
  );
  const change = { sensors: { CO: { limits: { a1: 35, a2: 600 } } } };
  const refused = await patch(change, devicePath("handheld 1"));
  expect(refused.status).toBe(409);
  expect(await refused.json()).toEqual({
    error:
      'CO measures up to 500 ppm: its limit A2 of 600 ppm lies above that, and may never be reached. If that is meant, send the same with "confirm": true.',
    code: "needs_confirmation",
  });
  expect((await patch({ ...change, confirm: true }, devicePath("handheld 1"))).status).toBe(200);
  expect((await logbook("setting"))[0]).toMatchObject({ patch: change, confirmed: true });
});

it.each([
  [{ CO: { gain: 7 } }, /sensors.CO.gain must be from 0.2 to 5/],
  [{ CO: { gain: -1 } }, /sensors.CO.gain must be from 0.2 to 5/],
  [{ CO: { limits: { a2: 2_000_000 } } }, /sensors.CO.limits.a2 must be from .* to 1100000 ppm/],
])("refuses %j, also when it is confirmed", async (sensors, message) => {
  await post([{ type: "CO", val: 1 }]);
  const refused = await patch({ sensors, confirm: true }, devicePath("handheld 1"));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({ error: expect.stringMatching(message), code: "invalid_settings" });
});
