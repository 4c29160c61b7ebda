import fc from "fast-check";
import { expect, it } from "vitest";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import {
  byUrgency,
  countDevices,
  countSensors,
  presentDevice,
} from "../../../shared/present/present-device.ts";
import {
  figureOf,
  scaleOf,
  showValue,
  urgencyOf,
  worstFirst,
} from "../../../shared/present/present-sensor.ts";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import type { SensorSettings } from "../../../shared/rules/settings.ts";
import { UNIT_CHOICES } from "../../../shared/rules/units.ts";

const NOW = 1_800_000_000_000;
const VIEWING = { preset: "instrument", units: "usual" } as const;

function buildDevice(values: Record<string, number | null>, over: Partial<DeviceState> = {}): DeviceState {
  const { gaps = [1_000] } = over;
  const heard = { measuredAt: NOW, receivedAt: NOW, gaps };
  return {
    device: "handheld 1",
    seq: 1,
    firstReadingAt: NOW,
    measuredAt: NOW,
    receivedAt: NOW,
    deviceTime: 3600,
    battery: 90,
    sensors: Object.entries(values).map(([type, value]) => ({ key: type, type, value, ...heard })),
    gaps,
    lastReceivedAt: NOW,
    settings: {},
    ...over,
  };
}

const present = (device: DeviceState, link: LinkState = "live", serverNow = NOW) =>
  presentDevice(device, { link, serverNow }, VIEWING);

it("brings the first demo reading up as the highest alarm", () => {
  const demo = present(buildDevice({ CH4: 200, LPG: 50, CO: 1_280, H2: 80 }));
  expect(demo.sensors.map((sensor) => sensor.state)).toEqual(["normal", "normal", "a2", "normal"]);
  expect(demo.worst?.state).toBe("a2");
});

it("shows the oxygen of the payload in %vol and alarms on both sides", () => {
  const states = [209_000, 190_000, 240_000].map((O2) => present(buildDevice({ O2 })).sensors[0]);
  expect(states.map((sensor) => sensor?.state)).toEqual(["normal", "a2", "a2"]);
  expect(states[0]).toMatchObject({ shown: { value: 20.9 }, scale: { unit: "%vol" } });
});

it("keeps the alarm of a silent sensor in sight, but never as live", () => {
  const silent = present(buildDevice({ CO: 90 }), "live", NOW + 600_000);
  expect(silent.worst).toMatchObject({
    state: "stale",
    ageMs: 600_000,
    last: { kind: "value", shown: { value: 90, level: "a2" } },
  });
});

it("says offline of everything when the link is not live", () => {
  for (const link of ["lost", "connecting", "asleep"] as const)
    expect(present(buildDevice({ CO: 1 }), link).worst?.state).toBe("offline");
});

it("calls a sensor without a value faulty, with its last number and that number's age", () => {
  const device = buildDevice({});
  const sensors = [
    {
      key: "CO",
      type: "CO",
      value: null,
      measuredAt: NOW,
      receivedAt: NOW,
      gaps: [1_000],
      lastValue: { value: 80, measuredAt: NOW - 5_000 },
    },
  ];
  const [sensor] = present({ ...device, sensors }).sensors;
  expect(sensor).toMatchObject({ state: "fault", before: { value: 80, level: "a2", ageMs: 5_000 } });
});

it("never shows a value as good unless the link is live and the value fresh", () => {
  const link = fc.constantFrom<LinkState>("live", "connecting", "lost", "asleep");
  const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true }));
  const age = fc.integer({ min: -10_000, max: 3_600_000 });
  const interval = fc.integer({ min: 100, max: 600_000 });
  fc.assert(
    fc.property(fc.record({ given: link, CO: value, ageMs: age, gap: interval }), (drawn) => {
      const { given, CO, ageMs, gap } = drawn;
      const [sensor] = present(buildDevice({ CO }, { gaps: [gap] }), given, NOW + ageMs).sensors;
      const isFresh = given === "live" && ageMs <= Math.max(15_000, 3 * gap);
      const saysLive = sensor?.state !== "stale" && sensor?.state !== "offline";
      expect(saysLive).toBe(isFresh);
      if (sensor?.state === "normal") expect(CO).toBeLessThan(35);
    }),
  );
});

it("applies zero and gain before unit and level", () => {
  const settings: SensorSettings = { zero: 8_000, gain: 0.5 };
  const scale = scaleOf({ key: "CO", type: "CO" }, settings, VIEWING);
  expect(showValue(8_060, scale)).toEqual({ value: 30, level: "normal", rated: true });
});

it("takes what settings make of a value beyond all numbers for a fault", () => {
  const settings = { sensors: { CO: { gain: 1e308 } } };
  expect(present(buildDevice({ CO: 1e10 }, { settings })).worst?.state).toBe("fault");
});

it("converts value and limits alike, and keeps the usual unit where the gas has not the wanted one", () => {
  const lel = { preset: "eu", units: "%LEL" } as const;
  const methane = scaleOf({ key: "CH4", type: "CH4" }, undefined, lel);
  expect([methane.unit, methane.limits, methane.toShown(4_400)]).toEqual(["%LEL", { a1: 10, a2: 20 }, 10]);
  expect(scaleOf({ key: "CO2", type: "CO2" }, undefined, lel).unit).toBe("ppm");
  expect(scaleOf({ key: "O2", type: "O2" }, undefined, lel).unit).toBe("%vol");
});

it("gives the same level in every unit", () => {
  const units = fc.constantFrom("usual", "ppm", "%LEL", "%vol", "mg/m³" as const);
  fc.assert(
    fc.property(units, fc.integer({ min: 0, max: 20_000 }), (choice, raw) => {
      const viewing = { preset: "instrument", units: choice } as const;
      const level = (given: typeof viewing | typeof VIEWING) =>
        showValue(raw, scaleOf({ key: "CH4", type: "CH4" }, undefined, given)).level;
      expect(level(viewing)).toBe(level(VIEWING));
    }),
  );
});

it("shows a foreign unit as it came, unrated unless limits are set", () => {
  const sensor = { key: "Radon", type: "Radon", unit: "Bq/m³" };
  expect(showValue(9_000, scaleOf(sensor, undefined, VIEWING))).toEqual({
    value: 9_000,
    level: "normal",
    rated: false,
  });
  expect(showValue(9_000, scaleOf(sensor, { limits: { a1: 300 } }, VIEWING)).level).toBe("a1");
});

it("orders by danger: a live alarm, then one that fell silent, then the rest", () => {
  const devices = [
    present(buildDevice({ CO: 1 }, { device: "calm 10" })),
    present(buildDevice({ CO: 1 }, { device: "calm 2" })),
    present(buildDevice({ CO: 40 }, { device: "first level" })),
    present(buildDevice({ CO: 90 }, { device: "silent" }), "live", NOW + 600_000),
    present(buildDevice({ CO: 90 }, { device: "second level" })),
    present(buildDevice({ CO: null }, { device: "fault" })),
  ];
  expect(devices.sort(byUrgency).map(({ name }) => name)).toEqual([
    "second level",
    "silent",
    "first level",
    "fault",
    "calm 2",
    "calm 10",
  ]);
  expect(countSensors(devices)).toEqual({ normal: 2, a1: 1, a2: 1, fault: 1, late: 0, stale: 1, offline: 0 });
});

it("finds the figure to print in every state", () => {
  const device = buildDevice({ CO: 40 });
  expect(figureOf(present(device).sensors[0]!)?.value).toBe(40);
  expect(figureOf(present(device, "lost").sensors[0]!)?.level).toBe("a1");
  expect(figureOf(present(buildDevice({ CO: null })).sensors[0]!)).toBeUndefined();
  expect(urgencyOf(present(device, "lost").sensors[0]!)).toBeGreaterThan(0);
});

it("counts a device by its worst alarm, its fault and its silence", () => {
  const fleet = [
    present(buildDevice({ CO: 90, H2S: 30 })),
    present(buildDevice({ CO: 90, H2S: 15, NO2: null })),
    present(buildDevice({ CO: 40 })),
    present(buildDevice({ CO: 1, H2S: 1 })),
    present(buildDevice({ CO: 1, H2S: 1, O2: 209_000 }), "live", NOW + 600_000),
    present(buildDevice({}), "live", NOW + 600_000),
    present(buildDevice({ CO: 90 }), "lost"),
  ];
  expect(countDevices(fleet)).toEqual({ normal: 1, a1: 1, a2: 2, fault: 1, late: 0, stale: 2, offline: 1 });
});

it("puts a device's worst sensor first and leaves equals as the device sent them", () => {
  const { sensors } = present(buildDevice({ H2S: 1, CH4: 1, CO: 40, H2: 1, NO2: 9 }));
  expect(worstFirst(sensors).map(({ scale }) => scale.key)).toEqual(["NO2", "CO", "H2S", "CH4", "H2"]);
});

it("gives every gas the same level in every unit, under every preset, for every raw value and calibration", () => {
  const drawn = fc.record({
    type: fc.constantFrom(...GAS_IDS),
    preset: fc.constantFrom(...PRESET_IDS),
    units: fc.constantFrom(...UNIT_CHOICES),
    raw: fc.double({ min: -10, max: 300_000, noNaN: true }),
    zero: fc.integer({ min: -100, max: 10_000 }),
    gain: fc.double({ min: 0.1, max: 10, noNaN: true }),
  });
  fc.assert(
    fc.property(drawn, ({ type, preset, units, raw, zero, gain }) => {
      const level = (choice: typeof units) => {
        const scale = scaleOf({ key: type, type }, { zero, gain }, { preset, units: choice });
        const shown = showValue(raw, scale);
        // Twelve digits are kept, so a value within the last of them of a limit may fall on either side.
        const isClose = Object.values(scale.limits).some(
          (bound) => Math.abs(shown.value - bound) <= 1e-9 * Math.abs(bound),
        );
        return isClose ? undefined : shown.level;
      };
      const levels = [level(units), level("usual")];
      if (!levels.includes(undefined)) expect(levels[0]).toBe(levels[1]);
    }),
  );
});
