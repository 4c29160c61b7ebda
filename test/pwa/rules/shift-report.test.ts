import { expect, it } from "vitest";
import { dayShift, latestShift, personsOf } from "../../../pwa/src/rules/shift-report.ts";
import { EXPOSURE_METHODS, type SensorExposure } from "../../../shared/wire/exposure.ts";

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 9, 14, 6);
const SHIFT = { from: FROM, to: FROM + 8 * HOUR };

function sensor(low: number, coverage: number, more: Partial<SensorExposure> = {}): SensorExposure {
  return {
    key: "CO",
    type: "CO",
    shownUnit: "ppm",
    source: null,
    shortTerm: { low: low * 2, mean: null, coverage, at: FROM, limit: 200, reached: false },
    dose: { low, mean: null, coverage, limit: 20, reached: low >= 20 },
    peak: { value: low, at: FROM },
    lowest: { value: low, at: FROM },
    gaps: [],
    zero: 0,
    gain: 1,
    ...more,
  };
}

interface Carried {
  readonly wearer: string;
  readonly device: string;
  readonly hours: readonly [from: number, to: number];
}

function stint({ wearer, device, hours }: Carried, ...sensors: readonly SensorExposure[]) {
  const [from, to] = hours.map((hour) => FROM + hour * HOUR) as [number, number];
  const head = { device, from, to, methods: EXPOSURE_METHODS, rolledUp: false, stints: [] };
  return { stint: { wearer, device, from, to }, exposure: { ...head, sensors } };
}

it("follows the person: two devices one after the other add up, and a second person begins anew", () => {
  const [kim, noor] = personsOf(
    [
      stint({ wearer: "Noor", device: "a", hours: [4, 8] }, sensor(0, 1)),
      stint({ wearer: "Kim", device: "a", hours: [0, 4] }, sensor(17.5, 1)),
      stint({ wearer: "Kim", device: "b", hours: [4, 8] }, sensor(10, 1)),
    ],
    SHIFT,
  );
  expect(kim).toMatchObject({ wearer: "Kim", devices: ["a", "b"] });
  expect(kim?.gases).toEqual([
    {
      type: "CO",
      unit: "ppm",
      dose: { low: 27.5, mean: 27.5, coverage: 1, limit: 20, reached: true },
      shortTerm: expect.objectContaining({ low: 35 }),
    },
  ]);
  expect(noor?.gases[0]?.dose).toEqual({ low: 0, mean: null, coverage: 0.5, limit: 20, reached: false });
});

it("counts of two sensors of a gas the one that tells more, since a person breathes one air", () => {
  const [kim] = personsOf(
    [stint({ wearer: "Kim", device: "a", hours: [0, 8] }, sensor(3, 1), sensor(5, 1, { key: "CO-2" }))],
    SHIFT,
  );
  expect(kim?.gases.map(({ dose }) => dose.low)).toEqual([5]);
});

it("hides no quarter of an hour behind that of another device or sensor of which more is sure", () => {
  const sure = { low: 30, mean: 30, coverage: 1, at: FROM, limit: 32, reached: false };
  const worse = { low: 28, mean: 35, coverage: 0.8, at: FROM + HOUR, limit: 32, reached: true };
  const other = sensor(1, 1, { key: "CO-2", shortTerm: worse });
  const ofOneDevice = [
    stint({ wearer: "Kim", device: "a", hours: [0, 8] }, sensor(5, 1, { shortTerm: sure }), other),
  ];
  const ofTwo = [
    stint({ wearer: "Kim", device: "a", hours: [0, 4] }, sensor(5, 1, { shortTerm: sure })),
    stint({ wearer: "Kim", device: "b", hours: [4, 8] }, other),
  ];
  for (const stints of [ofOneDevice, ofTwo, ofTwo.toReversed()])
    expect(personsOf(stints, SHIFT)[0]?.gases.map(({ shortTerm }) => shortTerm)).toEqual([worse]);
});

it("does not add up what is in units that differ", () => {
  const [kim] = personsOf(
    [
      stint({ wearer: "Kim", device: "a", hours: [0, 4] }, sensor(3, 1)),
      stint({ wearer: "Kim", device: "b", hours: [4, 8] }, sensor(4, 1, { shownUnit: "mg/m³" })),
    ],
    SHIFT,
  );
  expect(kim?.gases.map(({ unit, dose }) => [unit, dose.low])).toEqual([
    ["ppm", 3],
    ["mg/m³", 4],
  ]);
});

it("begins with the shift that ended last", () => {
  const shifts = [
    { name: "Day", from: "06:00", to: "18:00" },
    { name: "Night", from: "18:00", to: "06:00" },
  ];
  const dates = ["2026-10-13", "2026-10-14"];
  const at = (now: number) => latestShift(shifts, { dates, zone: "UTC", now });
  expect(at(Date.UTC(2026, 9, 14, 12))).toMatchObject({ name: "Night", date: "2026-10-13" });
  expect(at(Date.UTC(2026, 9, 14, 18))).toMatchObject({ name: "Day", date: "2026-10-14" });
  expect(at(Date.UTC(2026, 9, 1))).toMatchObject({ name: "Day", date: "2026-10-13" });
  expect(
    latestShift([dayShift("All day")], { dates, zone: "UTC", now: Date.UTC(2026, 9, 14, 12) }),
  ).toMatchObject({
    from: Date.UTC(2026, 9, 13),
    to: Date.UTC(2026, 9, 14),
  });
});
