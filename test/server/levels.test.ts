// A value has one level, wherever it is told: device list, stream, metrics and every screen, in whatever unit somebody looks.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Moment } from "../../shared/fleet/freshness.ts";
import { presentDevice } from "../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../shared/present/present-sensor.ts";
import { GAS_IDS } from "../../shared/rules/gases.ts";
import { PRESET_IDS } from "../../shared/rules/limits.ts";
import { UNIT_CHOICES } from "../../shared/rules/units.ts";
import { type DeviceAnswer, devicePath, PATHS } from "../../shared/wire/api.ts";
import { NOON } from "../helpers/build-entry.ts";
import { type EventStream, openEventStream } from "../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

let davy: TestDavy;
let stream: EventStream;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOON });
  stream = await openEventStream(davy.url + PATHS.events);
});

afterAll(async () => {
  await stream.leave();
  await davy.stop();
});

async function send(method: string, path: string, body: object): Promise<Response> {
  const answer = await fetch(davy.url + path, { method, body: JSON.stringify(body) });
  expect([answer.status, method === "POST" ? "" : await answer.clone().text()]).toEqual([
    200,
    expect.anything(),
  ]);
  return answer;
}

/** What metrics tell of a device's sensors, by key. */
async function scrape(name: string, device: string): Promise<Map<string, number>> {
  const text = await (await fetch(davy.url + PATHS.metrics)).text();
  const lines = text.matchAll(
    new RegExp(`^${name}\\{device="${device}",sensor="([^"]*)",.*\\} (\\S+)$`, "gm"),
  );
  return new Map([...lines].map(([, key = "", figure]) => [key, Number(figure)]));
}

/** The level that a screen says; null for a fault, and where it says that there are no limits. */
function levelOnScreen(sensor: SensorPresentation) {
  if (sensor.state === "fault" || !("shown" in sensor)) return null;
  return sensor.shown.rated ? sensor.shown.level : null;
}

const MOMENT = { serverNow: NOON, link: "live", lastLiveAt: NOON } as unknown as Moment;
const FIGURES = [null, "normal", "a1", "a2"] as const;

/** Figures near the limits of toxic gases, of those that burn, and of oxygen. */
const values = fc.oneof(
  fc.constantFrom(0, 1, 2, 4, 5, 10, 19.5, 20, 20.9, 23.5, 35, 70, 100, 5_000, 10_000, -3, 1e10),
  fc.double({ min: -50, max: 1_000, noNaN: true }),
  fc.integer({ min: 0, max: 300_000 }),
);
const sensor = fc.record({
  type: fc.constantFrom(...GAS_IDS, "Radon"),
  val: fc.option(values, { freq: 8 }),
  unit: fc.constantFrom("ppm", "ppb", "%vol", "%LEL", "mg/m³", "counts"),
  // What a device calls a level is none of ours.
  level: fc.constantFrom("a2", 7),
});
const setting = fc.option(
  fc.record(
    {
      zero: fc.constantFrom(0, 0.1, 0.2, 5),
      gain: fc.constantFrom(0.5, 1.1, 5),
      unit: fc.constantFrom("ppm", "%vol"),
      limits: fc.constantFrom({ a1: 5, a2: 10 }, { lowA2: 19.5, lowA1: 20, a2: 23.5 }, { a2: 4 }),
    },
    { requiredKeys: [] },
  ),
  { freq: 2 },
);

let devices = 0;

function newDevice(): string {
  devices += 1;
  return `device ${devices}`;
}

it("says the same level for the same value in the list, in both events of the stream, in metrics and on screens", async () => {
  const drawn = {
    preset: fc.constantFrom(...PRESET_IDS),
    units: fc.constantFrom(...UNIT_CHOICES),
    sensors: fc.uniqueArray(sensor, { minLength: 1, maxLength: 5, selector: ({ type }) => type }),
    settings: fc.array(setting, { minLength: 5, maxLength: 5 }),
  };
  await fc.assert(
    fc.asyncProperty(fc.record(drawn), async ({ preset, units, sensors, settings }) => {
      const id = newDevice();
      const body = { id, pct: 80, sensors };
      const own = sensors
        .map(({ type }, place) => [type, settings[place]] as const)
        .filter(([, given]) => given);
      await send("PATCH", PATHS.site, { preset, confirm: true });
      await send("POST", PATHS.receiveJson, { ...body, sensors: [] });
      await send("PATCH", devicePath(id), { sensors: Object.fromEntries(own), confirm: true });
      await send("POST", PATHS.receiveJson, body);

      const listed: DeviceAnswer = await (await fetch(davy.url + devicePath(id))).json();
      const levels = new Map(listed.sensors.map(({ key, level }) => [key, level]));
      const update = await stream.until((events) =>
        events.find(({ data }) => data.device_id === id && data.sensors.length > 0),
      );
      expect(
        new Map(update.data.sensors.map((one: { type: string; level: unknown }) => [one.type, one.level])),
      ).toEqual(levels);

      const looking = await openEventStream(`${davy.url}${PATHS.events}?device=${encodeURIComponent(id)}`);
      const site = await looking.until((events) => events.find(({ event }) => event === "site"));
      expect(site.data).toMatchObject({ preset, presetChosen: true });
      const { data } = await looking.until((events) => events.find(({ event }) => event === "snapshot"));
      await looking.leave();
      const [state] = data.devices;
      expect(
        new Map(state.sensors.map((one: DeviceAnswer["sensors"][number]) => [one.key, one.level])),
      ).toEqual(levels);

      const screen = presentDevice(state, MOMENT, { preset, units });
      expect(new Map(screen.sensors.map((one) => [one.scale.key, levelOnScreen(one)]))).toEqual(levels);

      const figures = await scrape("davy_sensor_level", id);
      expect(new Map([...levels.keys()].map((key) => [key, FIGURES[(figures.get(key) ?? -1) + 1]]))).toEqual(
        levels,
      );
    }),
    { numRuns: 40 },
  );
});

it.each([
  ["instrument", 90, null, "a2"],
  ["instrument", 40, null, "a1"],
  ["instrument", 34, null, "normal"],
  ["eu", 90, null, "a1"],
  ["eu", 100, null, "a2"],
  ["eu", 90, { limits: { a1: 10, a2: 50 } }, "a2"],
  ["instrument", 90, { zero: 88 }, "normal"],
] as const)("%s, CO of %d ppm with %j: %s everywhere", async (...[preset, val, own, level]) => {
  const id = newDevice();
  await send("PATCH", PATHS.site, { preset, confirm: true });
  await send("POST", PATHS.receiveJson, { id, pct: 80, sensors: [{ type: "CO", val }] });
  if (own) await send("PATCH", devicePath(id), { sensors: { CO: own }, confirm: true });
  await send("POST", PATHS.receiveJson, { id, pct: 80, sensors: [{ type: "CO", val }] });
  const listed: DeviceAnswer = await (await fetch(davy.url + devicePath(id))).json();
  expect(listed.sensors[0]?.level).toBe(level);
  const told = await stream.until((events) => events.filter(({ data }) => data.device_id === id)[1]);
  expect(told.data.sensors).toEqual([{ type: "CO", val, level }]);
  expect((await scrape("davy_sensor_level", id)).get("CO")).toBe({ normal: 0, a1: 1, a2: 2 }[level]);
});
