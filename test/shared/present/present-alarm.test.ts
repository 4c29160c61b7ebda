import { expect, it } from "vitest";
import { observe } from "../../../shared/fleet/observe-readings.ts";
import { isPresent, presentAlarm } from "../../../shared/present/present-alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

const T = 1_800_000_000_000;
const USUAL = { preset: "instrument", units: "usual" } as const;

function deviceWith(type: string, val: number | null, over = {}) {
  const entry = {
    seq: 1,
    at: T,
    measuredAt: T,
    kind: "reading",
    device: "handheld 1",
    deviceTime: null,
  } as const;
  const state = observe(undefined, { ...entry, battery: 90, sensors: [{ type, val }] });
  return { ...state, settings: { name: "Handheld 1", place: "Shaft 4", ...over } };
}

const live = (serverNow = T) => ({ serverNow, link: "live" }) as const;

it("shows the value that the fleet has, and by which name and where the device is by now", () => {
  const shown = presentAlarm(buildAlarm(), { device: deviceWith("CO", 900), moment: live(), viewing: USUAL });
  expect(shown).toMatchObject({
    value: 900,
    peak: 1312,
    limit: 70,
    unit: "ppm",
    name: "Handheld 1",
    place: "Shaft 4",
  });
  expect(isPresent(shown)).toBe(true);
});

it.each([
  ["an hour later", { ...live(T + 3_600_000) }],
  ["without a link", { serverNow: T, link: "lost" } as const],
])("takes no value %s for one of now", (_name, moment) => {
  const shown = presentAlarm(buildAlarm(), { device: deviceWith("CO", 900), moment, viewing: USUAL });
  expect(shown.value).toBe(900);
  expect(isPresent(shown)).toBe(false);
});

it("takes no value of a sensor that gives none any more, nor of a device that is gone, for one of now", () => {
  const faulty = presentAlarm(buildAlarm(), {
    device: deviceWith("CO", null),
    moment: live(),
    viewing: USUAL,
  });
  expect(isPresent(faulty)).toBe(false);
  const gone = presentAlarm(buildAlarm(), { device: undefined, moment: live(), viewing: USUAL });
  expect(gone).toMatchObject({ value: 1280, name: "handheld 1", place: "Shaft 3" });
  expect(isPresent(gone)).toBe(false);
});

it.each([
  ["live", { device: deviceWith("CO", 900), moment: live(), viewing: USUAL }, false],
  [
    "silent for an hour",
    { device: deviceWith("CO", 900), moment: live(T + 3_600_000), viewing: USUAL },
    true,
  ],
  [
    "without a link",
    { device: deviceWith("CO", 900), moment: { serverNow: T, link: "lost" }, viewing: USUAL },
    true,
  ],
  ["gone", { device: undefined, moment: live(), viewing: USUAL }, true],
  ["without its sensor", { device: deviceWith("H2S", 1), moment: live(), viewing: USUAL }, true],
] as const)("tells of a device that is %s whether it is aged", (_name, around, isAged) => {
  for (const over of [{}, { late: true }, { condition: "twa" as const }])
    expect(presentAlarm(buildAlarm(over), around).isAged).toBe(isAged);
});

it("tells of an alarm of the device itself, and of the site's own parts, whether it is aged", () => {
  const silent = buildAlarm({ sensor: null, condition: "silent" });
  const around = { device: deviceWith("CO", 1), viewing: USUAL };
  expect(presentAlarm(silent, { ...around, moment: live() }).isAged).toBe(false);
  expect(presentAlarm(silent, { ...around, moment: live(T + 3_600_000) }).isAged).toBe(true);
  const disk = buildAlarm({ device: null, sensor: null, condition: "disk" });
  const nowhere = { device: undefined, viewing: USUAL };
  expect(presentAlarm(disk, { ...nowhere, moment: live() }).isAged).toBe(false);
  expect(presentAlarm(disk, { ...nowhere, moment: { serverNow: T, link: "lost" } }).isAged).toBe(true);
});

it("shows all figures in the unit of whoever looks", () => {
  const alarm = buildAlarm({
    sensor: { key: "CH4", type: "CH4" },
    ...{ unit: "ppm", value: 6_200, limit: 5_000, highest: { value: 10_000, at: T } },
  });
  const around = { device: deviceWith("CH4", 6_200), moment: live() };
  const shown = presentAlarm(alarm, { ...around, viewing: { preset: "instrument", units: "%LEL" } });
  expect(shown).toMatchObject({ unit: "%LEL", value: 12.4, peak: 20, limit: 10 });
});

it("shows a figure in a unit that does not convert as it is", () => {
  const alarm = buildAlarm({ sensor: { key: "CO", type: "CO", unit: "bar" }, unit: "bar", value: 3 });
  const shown = presentAlarm(alarm, { device: undefined, moment: live(), viewing: USUAL });
  expect(shown).toMatchObject({ value: 3, unit: "bar" });
});

it("prints a mean by its own limit, and not by those of the gas: 199.96 ppm of CO is below a STEL of 200", () => {
  const alarm = buildAlarm({ condition: "stel", value: 199.96, limit: 200 });
  const { scale } = presentAlarm(alarm, { device: undefined, moment: live(), viewing: USUAL });
  expect(scale?.limits).toEqual({ a1: 200 });
});

it("shows the mean, and not the value of now, with the age of the sensor's last word", () => {
  const alarm = buildAlarm({ condition: "stel", value: 210, limit: 200 });
  const at = (moment: Parameters<typeof presentAlarm>[1]["moment"], val: number | null = 900) =>
    presentAlarm(alarm, { device: deviceWith("CO", val), moment, viewing: USUAL });
  expect(at(live())).toMatchObject({ value: 210, isFaulty: false });
  expect(isPresent(at(live()))).toBe(true);
  expect(isPresent(at(live(T + 3_600_000)))).toBe(false);
  expect(at(live(), null)).toMatchObject({ value: 210, freshness: undefined, isFaulty: false });
});
