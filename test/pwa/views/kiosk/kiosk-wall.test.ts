import fc from "fast-check";
import { expect, it } from "vitest";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";
import { blockFigure } from "../../../../pwa/src/views/kiosk/block-words.ts";
import { type Wall, wallOf } from "../../../../pwa/src/views/kiosk/kiosk-wall.ts";
import { lastKnown } from "../../../../pwa/src/views/kiosk/side-parts.ts";
import { isDanger } from "../../../../pwa/src/views/kiosk/wall-blocks.ts";
import { ALARM_STATES, type Alarm } from "../../../../shared/entries/alarm.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { presentDevice } from "../../../../shared/present/present-device.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14);
const MINUTE = 60_000;
const format = createFormat({ language: "en", timeZone: "UTC" });
/** All letters alike. */
const measure = (text: string) => text.length * 0.6;

interface Given {
  readonly name: string;
  readonly CO: number | null;
  readonly ageMs?: number;
  readonly place?: string;
}

function wall(
  devices: readonly Given[],
  {
    alarms = [],
    link = "live",
    places = [],
  }: { alarms?: readonly Alarm[]; link?: LinkState; places?: string[] } = {},
): Wall {
  const shown = devices.map(({ name, CO, ageMs = 1_000, place = "Shaft 3" }) =>
    presentDevice(
      buildDevice(name, { CO }, { now: NOW, ageMs, settings: { place } }),
      { serverNow: NOW, link },
      { preset: "instrument", units: "usual" },
    ),
  );
  const room = { w: 177, h: 88 };
  return wallOf({ devices: shown, alarms, peaks: new Map(), places, room, format, measure, now: NOW });
}

const told = ({ blocks }: Wall) =>
  blocks.map(({ name, look, standing, isAged }) => `${name}: ${look} ${standing}${isAged ? ", old" : ""}`);

it("makes a block of each value at a level, each faulty sensor and each silent device, the worst first", () => {
  const devices = [
    { name: "calm", CO: 1 },
    { name: "silent", CO: 1, ageMs: 8 * MINUTE },
    { name: "faulty", CO: null },
    { name: "a1", CO: 40 },
    { name: "fell silent at A2", CO: 900, ageMs: 8 * MINUTE },
    { name: "a2", CO: 900 },
    { name: "silent for two days", CO: 900, ageMs: 2_880 * MINUTE },
  ];
  const shown = wall(devices);
  expect(told(shown)).toEqual([
    "a2: a2 asks",
    "fell silent at A2: a2 asks, old",
    "a1: a1 asks",
    "faulty: fault asks",
    "fell silent at A2: stale asks, old",
    "silent: stale asks, old",
  ]);
  expect(shown.longSilent.map(({ name }) => name)).toEqual(["silent for two days"]);
});

it("tells of a device that talks and leaves a sensor out only that sensor, and since when it is silent", () => {
  const state = buildDevice("pump", { CH4: 1, CO: 300 }, { now: NOW, ageMs: 1_000 });
  const sensors = state.sensors.map((sensor) =>
    sensor.key === "CO" ? { ...sensor, measuredAt: NOW - 8 * MINUTE, receivedAt: NOW - 8 * MINUTE } : sensor,
  );
  const viewing = { preset: "instrument", units: "usual" } as const;
  const shown = presentDevice({ ...state, sensors }, { serverNow: NOW, link: "live" }, viewing);
  const room = { w: 177, h: 88 };
  const needs = {
    devices: [shown],
    alarms: [],
    peaks: new Map(),
    places: [],
    room,
    format,
    measure,
    now: NOW,
  };
  const block = wallOf(needs).blocks.find(({ look }) => look === "stale");
  expect(block).toMatchObject({ name: "pump", isAged: true, since: NOW - 8 * MINUTE });
  expect(lastKnown({ device: shown }, format)).toBe("CO\u00a0300\u00a0ppm\u00a0A2");
  const silent = presentDevice(state, { serverNow: NOW + 8 * MINUTE, link: "live" }, viewing);
  expect(lastKnown({ device: silent }, format)).toContain("CH₄");
});

it("says of a block what the server's alarm says, and asks anew where the value is worse than what was answered", () => {
  const answered = (over: Partial<Alarm>) =>
    buildAlarm({ device: "pump", state: "active-acknowledged", ...over });
  const pump = (CO: number) => [{ name: "pump", CO }];
  expect(told(wall(pump(900), { alarms: [answered({})] }))).toEqual(["pump: a2 answered"]);
  expect(told(wall(pump(900), { alarms: [answered({ condition: "a1" })] }))).toEqual(["pump: a2 asks"]);
  expect(told(wall(pump(1), { alarms: [answered({ state: "returned-unacknowledged" })] }))).toEqual([
    "pump: a2 over",
  ]);
  expect(told(wall(pump(900), { alarms: [answered({ state: "returned-latched" })] }))).toEqual([
    "pump: a2 asks",
  ]);
});

it("takes an answered mean for no answer to the gas that is there now, and shows the mean in its block", () => {
  const stel = buildAlarm({
    ...{ id: "stel", device: "a", condition: "stel", level: "a1", value: 210, limit: 200 },
    ...{ state: "active-acknowledged", acknowledgedAt: NOW, acknowledgedBy: "Ada" },
  });
  const shown = wall([{ name: "a", CO: 40 }], { alarms: [stel] });
  expect(told(shown)).toEqual(["a: a1 asks", "a: a1 answered"]);
  expect(shown.blocks.map((block) => blockFigure(block, format))).toEqual(["40", "210"]);
});

it("puts a drill after all that is real, and never makes it the large one", () => {
  const alarms = [
    buildAlarm({ id: "drill", device: "drilled", drill: true }),
    buildAlarm({ id: "real", device: "real", condition: "a1" }),
  ];
  const devices = [
    { name: "drilled", CO: 900 },
    { name: "real", CO: 40 },
  ];
  expect(wall(devices, { alarms }).blocks.map(({ name, isDrill }) => [name, isDrill])).toEqual([
    ["real", false],
    ["drilled", true],
  ]);
});

it("shows an alarm of a device that left the fleet, and of the site itself", () => {
  const alarms = [
    buildAlarm({ id: "gone", device: "gone" }),
    buildAlarm({
      id: "disk",
      device: null,
      sensor: null,
      system: { kind: "server", id: "", name: "server" },
      condition: "disk",
      priority: "medium",
    }),
  ];
  const calm = [{ name: "calm", CO: 1 }];
  expect(told(wall(calm, { alarms }))).toEqual(["gone: a2 asks, old", "server: fault asks"]);
  expect(told(wall(calm, { alarms, link: "lost" }))).toEqual([
    "gone: a2 asks, old",
    "server: fault asks, old",
  ]);
});

it("keeps the alarms that stood when the link was lost, as old ones, and knows of no device that it is silent", () => {
  const devices = [
    { name: "calm", CO: 1 },
    { name: "a2", CO: 900 },
  ];
  expect(told(wall(devices, { link: "lost" }))).toEqual(["a2: a2 asks, old"]);
});

const device = fc.record({
  CO: fc.constantFrom(1, 40, 900, null),
  ageMs: fc.constantFrom(1_000, 8 * MINUTE),
  place: fc.constantFrom("Shaft 3", "Drift 12 East", "Mill", "Surface", "Rückluftstrecke Nord"),
});

it("hides no alarm: each open one and each value at a level is a block, and each block is in the scene or counted", () => {
  const states = fc.constantFrom(...ALARM_STATES.slice(0, 4));
  fc.assert(
    fc.property(fc.array(device, { maxLength: 60 }), fc.array(states, { maxLength: 20 }), (all, open) => {
      const devices = all.map((each, index) => ({ name: `d ${index}`, ...each }));
      const alarms = open.map((state, index) =>
        buildAlarm({ id: `alarm ${index}`, device: `d ${index}`, state }),
      );
      const shown = wall(devices, { alarms });
      for (const { id } of alarms)
        expect(shown.blocks.filter(({ alarm }) => alarm?.id === id)).toHaveLength(1);
      for (const { name } of devices.filter(({ CO }) => CO !== null && CO >= 40))
        expect(shown.blocks.some((block) => block.name === name && isDanger(block))).toBe(true);
      const { scene, blocks } = shown;
      const dangers = blocks.filter(isDanger);
      const others = blocks.length - dangers.length;
      if (scene.kind === "flood") {
        expect(scene.groups.reduce((sum, group) => sum + group.blocks.length, 0)).toBe(dangers.length);
        expect(scene.moreTiles).toHaveLength(others);
      } else {
        expect(scene.tiles.length + scene.moreTiles.length).toBe(others);
        expect(scene.kind === "few" ? scene.shown.map(({ block }) => block) : []).toEqual(dangers);
      }
    }),
    { numRuns: 100 },
  );
});
