import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { devicePath, PATHS } from "../../../../shared/wire/api.ts";
import { openEventStream } from "../../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";

let folder: string;
let davy: TestDavy;
const START = Date.UTC(2026, 10, 23, 12);
let now = START;

async function postReading(id: string): Promise<void> {
  const body = JSON.stringify({ id, pct: 80, sensors: [{ type: "CO", val: 8_000 }] });
  expect((await fetch(davy.url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
}

const patch = (body: unknown, device = "handheld/1") =>
  fetch(davy.url + devicePath(device), {
    method: "PATCH",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const getDevice = async () => (await fetch(davy.url + devicePath("handheld/1"))).json();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-devices-"));
  davy = await startTestDavy({ folder, now: () => now });
  for (const at of [0, 10_000, 20_000]) {
    now = START + at;
    await postReading("handheld/1");
  }
});

afterAll(async () => {
  await davy.stop();
  await rm(folder, { recursive: true });
});

it("lists devices with their rhythm, and says when they are stale", async () => {
  const listed = async () => (await fetch(davy.url + PATHS.devices)).json();
  const fresh = await listed();
  expect(fresh.serverTime).toBe(now);
  expect(fresh.devices).toHaveLength(1);
  expect(fresh.devices[0]).toMatchObject({
    device: "handheld/1",
    firstReadingAt: START,
    measuredAt: START + 20_000,
    intervalMs: 10_000,
    staleAfterMs: 30_000,
    stale: false,
    settings: {},
  });
  now += 30_001;
  expect((await listed()).devices[0].stale).toBe(true);
});

it("answers one device, also one with a slash in its name", async () => {
  expect(await getDevice()).toMatchObject({ serverTime: now, device: "handheld/1", intervalMs: 10_000 });
});

it("knows no device that never posted", async () => {
  for (const method of ["GET", "PATCH"]) {
    const init = method === "PATCH" ? { method, body: "{}" } : { method };
    const response = await fetch(davy.url + devicePath("__proto__"), init);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "unknown_device" });
  }
});

it("merges settings member by member, removes with null, and answers them whole", async () => {
  const first = await patch({
    name: "  Schlürfpumpe ",
    // It is in alarm.
    confirm: true,
    sensors: { CO: { zero: 8_000, gain: 0.5, limits: { a1: 30, a2: 60 } } },
  });
  expect(first.status).toBe(200);
  expect(await first.json()).toEqual({
    name: "Schlürfpumpe",
    sensors: { CO: { zero: 8_000, gain: 0.5, limits: { a1: 30, a2: 60 } } },
  });
  const second = await patch({ place: "Shaft 3", sensors: { CO: { zero: null, limits: { a2: 90 } } } });
  const settings = {
    name: "Schlürfpumpe",
    place: "Shaft 3",
    sensors: { CO: { gain: 0.5, limits: { a2: 90 } } },
  };
  expect(await second.json()).toEqual(settings);
  expect((await getDevice()).settings).toEqual(settings);
});

it("tells the live stream, and sets the interval that staleness goes by", async () => {
  const stream = await openEventStream(davy.url + PATHS.events);
  await stream.until((events) => events.some(({ event }) => event === "snapshot"));
  await patch({ expectedIntervalMs: 60_000 });
  const told = await stream.until((events) => events.find(({ event }) => event === "settings"));
  expect(told.data).toMatchObject({ device: "handheld/1", settings: { expectedIntervalMs: 60_000 } });
  await stream.leave();
  expect(await getDevice()).toMatchObject({ intervalMs: 60_000, staleAfterMs: 180_000 });
});

it("keeps settings over a restart, and leaves values as they were posted", async () => {
  const before = (await getDevice()).settings;
  await davy.close();
  davy = await startTestDavy({ folder, now: () => now });
  const device = await getDevice();
  expect(device.settings).toEqual(before);
  expect(device.sensors[0].value).toBe(8_000);
});

it("takes a device out of service as of its last reading, and not beyond", async () => {
  const { lastReceivedAt } = await getDevice();
  const tooLate = await patch({ retiredAt: lastReceivedAt + 1 });
  expect(tooLate.status).toBe(400);
  expect(await tooLate.json()).toMatchObject({ error: expect.stringContaining(String(lastReceivedAt)) });
  expect(await (await patch({ retiredAt: lastReceivedAt })).json()).toMatchObject({
    retiredAt: lastReceivedAt,
  });
  expect(await (await patch({ retiredAt: null })).json()).not.toHaveProperty("retiredAt");
});

it("keeps what a post does not name, and takes a sensor out of the live state by hand", async () => {
  const post = (sensors: unknown) =>
    fetch(davy.url + PATHS.receiveJson, {
      method: "POST",
      body: JSON.stringify({ id: "handheld/1", pct: 80, sensors }),
    });
  await post([{ type: "CH4", val: 50_000 }]);
  now += 20_000;
  await post([{ type: "CO", val: 1 }]);
  const named = async () => (await getDevice()).sensors.map(({ key }: { key: string }) => key);
  expect(await named()).toEqual(expect.arrayContaining(["CO", "CH4"]));
  const { sensors } = await getDevice();
  const methane = sensors.find(({ key }: { key: string }) => key === "CH4");
  expect(methane).toMatchObject({
    value: 50_000,
    receivedAt: now - 20_000,
    staleAfterMs: 180_000,
    stale: false,
  });
  expect((await patch({ sensors: { CH4: { retiredAt: now + 1 } } })).status).toBe(400);
  expect((await patch({ sensors: { CH4: { retiredAt: methane.receivedAt } } })).status).toBe(200);
  expect(await named()).not.toContain("CH4");
  await post([{ type: "CH4", val: 2 }]);
  expect(await named()).toContain("CH4");
});

it("appends nothing for a patch without a change", async () => {
  const health = async () => (await (await fetch(davy.url + PATHS.health)).json()).last_seq;
  const before = await health();
  expect((await patch({})).status).toBe(200);
  expect(await health()).toBe(before);
});

it.each([
  ["{", "malformed", /Malformed JSON at line 1/],
  ["", "malformed", /must be a JSON object/],
  ["[]", "invalid_settings", /expected object/],
  [{ nmae: "x" }, "invalid_settings", /nmae/],
  [{ name: "" }, "invalid_settings", /name must not be empty/],
  [{ name: "x".repeat(101) }, "invalid_settings", /name must have at most 100/],
  [{ name: "a\u0000b" }, "invalid_settings", /name must not hold control characters/],
  [{ expectedIntervalMs: 0 }, "invalid_settings", /expectedIntervalMs must be/],
  [{ expectedIntervalMs: 1.5 }, "invalid_settings", /expectedIntervalMs must be/],
  [{ sensors: { CO: { gain: 0 } } }, "invalid_settings", /sensors.CO.gain must not be 0/],
  ['{"sensors":{"CO":{"zero":1e999}}}', "invalid_settings", /sensors.CO.zero must be a finite/],
  [{ sensors: { CO: { limits: {} } } }, "invalid_settings", /sensors.CO.limits must hold at least one/],
  [{ sensors: { CO: { limits: { a1: 60, a2: 30 } } } }, "invalid_settings", /lowA2 < lowA1 < a1 < a2/],
  [{ sensors: { O2: { limits: { lowA1: 21, a1: 19 } } } }, "invalid_settings", /must go up/],
  [{ sensors: { CO: { a3: 1 } } }, "invalid_settings", /sensors.CO .*a3/],
])("refuses %j whole, with what to do", async (body, code, message) => {
  const before = await getDevice();
  const response = await patch(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: expect.stringMatching(message), code });
  expect((await getDevice()).settings).toEqual(before.settings);
});

it("keeps settings of a bounded number of sensors", async () => {
  const sensors = Object.fromEntries(Array.from({ length: 128 }, (_, n) => [`G-${n}`, { label: "x" }]));
  const response = await patch({ sensors });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: expect.stringMatching(/at most 128 sensors/) });
});

it("takes a sensor called __proto__ for no prototype", async () => {
  const response = await patch('{"sensors":{"__proto__":{"label":"x"}}}');
  expect(Object.getPrototypeOf((await response.json()).sensors)).toBe(Object.prototype);
  expect(({} as { label?: string }).label).toBeUndefined();
});
