// What the names of members tell where no mapping does, each case with what comes of it.

import { expect, it } from "vitest";
import { guessMembers } from "../../../../shared/rules/mapping/guess-members.ts";
import { leavesOf, valueAt } from "../../../../shared/rules/mapping/members-of-payload.ts";

const guess = (payload: unknown) => guessMembers(leavesOf(payload));
const sensorsIn = (payload: unknown) =>
  guess(payload).sensors.map(({ type, val, unit }) => [type, val, unit ?? "-"]);

it("tells gases with their units, whatever the words are joined by", () => {
  expect(
    sensorsIn({ co: 12, CH4_LEL: 3, o2Percent: 20.9, "h2s ppb": 400, "NO2 mg/m³": 1.5, co2_ppm: 800 }),
  ).toEqual([
    ["CO", 12, "-"],
    ["CH4", 3, "%LEL"],
    ["O2", 20.9, "%vol"],
    ["H2S", 400, "ppb"],
    ["NO2 mg/m³", 1.5, "mg/m³"],
    ["CO2", 800, "ppm"],
  ]);
});

it("knows units by the words for them", () => {
  const unitOf = (name: string) => guess({ [name]: 1 }).sensors[0]?.unit;
  const words = ["ppm", "ppb", "lel", "ueg", "percentlel", "vol", "percent", "pct", "mgm3", "%LEL", "%vol"];
  expect(words.map((word) => unitOf(`CH4 ${word}`))).toEqual([
    ...["ppm", "ppb", "%LEL", "%LEL", "%LEL", "%vol", "%vol", "%vol", "mg/m³", "%LEL", "%vol"],
  ]);
  expect([unitOf("CH4 mg m3"), unitOf("CH4")]).toEqual(["mg/m³", undefined]);
});

it("takes oxygen around a fifth for percent, and says of which gases the unit is not known", () => {
  expect(guess({ O2: 20.9, CO: 20.9 })).toMatchObject({
    sensors: [
      { type: "O2", val: 20.9, unit: "%vol" },
      { type: "CO", val: 20.9 },
    ],
    unitless: ["CO"],
    taken: ["O2", "CO"],
  });
});

it("takes no concentration of what is an alarm, a limit, a temperature or a state of a gas", () => {
  const words = ["alarm", "alarms", "status", "state", "error", "fault", "flag", "limit", "threshold", "cal"];
  const more = [
    "calibrated",
    "temp",
    "temperature",
    "count",
    "index",
    "id",
    "version",
    "raw",
    "adc",
    "volts",
  ];
  const last = ["mv", "age", "time", "days", "hours", "sn", "serial", "type", "zero", "span", "range"];
  for (const word of [...words, ...more, ...last, "sensitivity"])
    expect(guess({ [`co_${word}`]: 1 }), word).toEqual({ sensors: [], taken: [], unitless: [] });
});

it("calls a sensor by its member where that names more than the gas, and by its path where two have one name", () => {
  expect(sensorsIn({ co_inlet: 1, co_outlet: 2 })).toEqual([
    ["co_inlet", 1, "-"],
    ["co_outlet", 2, "-"],
  ]);
  expect(sensorsIn({ left: { co: 1 }, right: { co: 2 } })).toEqual([
    ["left.co", 1, "-"],
    ["right.co", 2, "-"],
  ]);
  expect(sensorsIn({ gas: { co: [1, 2] } })).toEqual([
    ["CO", 1, "-"],
    ["CO", 2, "-"],
  ]);
});

it("keeps what stands in the place of a value under the bare name of a gas, and under no other", () => {
  expect(sensorsIn({ co: null, h2s: "OL", no2: "4.5", ch4: true })).toEqual([
    ["CO", null, "-"],
    ["H2S", "OL", "-"],
    ["NO2", "4.5", "-"],
  ]);
  expect(sensorsIn({ co_inlet: null, h2s_inlet: "OL", no2_inlet: "4.5" })).toEqual([
    ["no2_inlet", "4.5", "-"],
  ]);
});

it("tells the battery in percent, and takes a voltage for none", () => {
  const batteryOf = (payload: object) => guess(payload).battery;
  for (const name of [
    "pct",
    "bat",
    "batt_level",
    "battery",
    "batteryPercent",
    "battery_soc",
    "last_battery_percentage",
  ])
    expect(batteryOf({ [name]: 77 }), name).toBe(77);
  expect(batteryOf({ status: { battery: "77" } })).toBe(77);
  const figures = [0, 4, 4.9, 5, 5.5, 100, 101, -1];
  expect(figures.map((battery) => batteryOf({ battery }))).toEqual([
    0,
    4,
    undefined,
    5,
    5.5,
    100,
    undefined,
    undefined,
  ]);
  expect(batteryOf({ charge: 77 })).toBeUndefined();
  expect(batteryOf({ battery: 3.7, batteryLevel: 60, pct: 50 })).toBe(60);
});

it("tells the device and the time that stand at the top of a payload, and none further in", () => {
  for (const id of ["id", "device", "device_id", "deviceId", "devEui", "dev_eui", "deviceName"])
    expect(guess({ [id]: "pump 7" }).id, id).toBe("pump 7");
  for (const time of ["ts", "timestamp", "time", "measured_at", "measuredAt", "deviceTime"])
    expect(guess({ [time]: 1_700_000_000 }).time, time).toBe(1_700_000_000);
  expect(guess({ id: true, time: true, inner: { id: "x", ts: 5 } })).toEqual({
    sensors: [],
    taken: [],
    unitless: [],
  });
  expect(guess({ id: 7, ts: "2026-11-24T10:00:00Z", time: 8 })).toEqual({
    sensors: [],
    taken: ["ts"],
    unitless: [],
    id: 7,
    time: "2026-11-24T10:00:00Z",
  });
});

it("looks at 512 values, five steps deep, by their paths", () => {
  expect(leavesOf({ a: { b: [1, { c: null }] }, d: "x" })).toEqual([
    { path: "a.b.0", value: 1 },
    { path: "a.b.1.c", value: null },
    { path: "d", value: "x" },
  ]);
  expect(leavesOf(7)).toEqual([]);
  expect(leavesOf(Array.from({ length: 600 }, (_, index) => index))).toHaveLength(512);
  expect(leavesOf({ a: { b: { c: { d: { e: 1 } } } } })).toEqual([{ path: "a.b.c.d.e", value: 1 }]);
  expect(leavesOf({ a: { b: { c: { d: { e: { f: 1 } } } } } })).toEqual([]);
});

it("finds what stands at a path, also where names have dots in them", () => {
  const payload = { a: { b: 1, "c.d": { e: 2 } }, "a.b": 3, "f.g": { h: 4 }, n: null };
  const paths = ["a.b", "a.c.d.e", "f.g.h", "a.x", "n", "n.x", "toString", "a.toString"];
  expect(paths.map((path) => valueAt(payload, path))).toEqual([
    3,
    2,
    4,
    undefined,
    null,
    undefined,
    undefined,
    undefined,
  ]);
  expect([valueAt(7, ""), valueAt(7, "a"), valueAt(null, "a")]).toEqual([7, undefined, undefined]);
});
