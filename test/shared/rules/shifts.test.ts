import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shiftDose } from "../../../shared/rules/exposure/exposure.ts";
import { momentOf, shiftOn, shiftsAround } from "../../../shared/rules/shift-times.ts";
import { parseShift } from "../../../shared/rules/shifts.ts";

const NIGHT = { name: "Night", from: "22:00", to: "06:00" };

/** The dose of a shift that has one value all along. */
function doseOf(date: string, value: number): readonly [minutes: number, dose: number] {
  const shift = shiftOn(NIGHT, date, "Europe/Berlin");
  const minutes = (shift.to - shift.from) / 60_000;
  return [minutes, shiftDose({ from: shift.from, values: new Float64Array(minutes).fill(value) }).low];
}

describe("a shift", () => {
  it("has the hours that passed where clocks change in it", () => {
    expect(doseOf("2026-10-24", 40)).toEqual([540, 45]);
    expect(doseOf("2026-03-28", 40)).toEqual([420, 35]);
    expect(doseOf("2026-06-01", 40)).toEqual([480, 40]);
  });

  it("begins and ends by the clock on the site's wall", () => {
    expect(shiftOn({ name: "Early", from: "06:00", to: "14:00" }, "2026-07-01", "Europe/Berlin")).toEqual({
      name: "Early",
      date: "2026-07-01",
      from: Date.UTC(2026, 6, 1, 4),
      to: Date.UTC(2026, 6, 1, 12),
    });
    const day = shiftOn({ name: "Day", from: "07:00", to: "07:00" }, "2026-12-31", "Asia/Kolkata");
    expect([day.from, day.to]).toEqual([Date.UTC(2026, 11, 31, 1, 30), Date.UTC(2027, 0, 1, 1, 30)]);
  });

  it("takes the first of a time that comes twice, and passes over one that is left out", () => {
    expect(momentOf("2026-10-25", "02:30", "Europe/Berlin")).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(momentOf("2026-03-29", "02:30", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it("is looked for on the dates around a moment: two before, its own and the next", () => {
    const noon = Date.UTC(2026, 10, 23, 12);
    const early = { name: "Early", from: "06:00", to: "14:00" };
    const around = shiftsAround([early, NIGHT], noon, "Europe/Berlin");
    expect(around.map(({ name, date }) => `${name} ${date}`)).toEqual(
      ["21", "22", "23", "24"].flatMap((day) => [`Early 2026-11-${day}`, `Night 2026-11-${day}`]),
    );
    expect(around[4]).toEqual(shiftOn(early, "2026-11-23", "Europe/Berlin"));
  });

  it("is each day where a site has none", () => {
    const days = shiftsAround([], Date.UTC(2026, 10, 23, 12), "Europe/Berlin");
    expect(days.map(({ name, date }) => [name, date])).toEqual([
      ["", "2026-11-21"],
      ["", "2026-11-22"],
      ["", "2026-11-23"],
      ["", "2026-11-24"],
    ]);
    expect([days[2]?.from, days[2]?.to]).toEqual([Date.UTC(2026, 10, 22, 23), Date.UTC(2026, 10, 23, 23)]);
  });

  it("is what names a shift and two times of the day", () => {
    expect(parseShift({ ...NIGHT, more: 1 })).toEqual(NIGHT);
    expect(parseShift({ ...NIGHT, name: "n".repeat(40) })?.name).toHaveLength(40);
    for (const wrong of [
      null,
      { ...NIGHT, name: "n".repeat(41) },
      { ...NIGHT, name: ["Night"] },
      { ...NIGHT, from: ["22:00"] },
      { ...NIGHT, from: "x22:00" },
      { ...NIGHT, to: "06:00x" },
      "Night",
      { ...NIGHT, name: "" },
      { ...NIGHT, from: "24:00" },
      { ...NIGHT, to: "6:00" },
    ])
      expect(parseShift(wrong)).toBeUndefined();
  });
});

it("finds the moment that a clock shows, in any zone", () => {
  const zones = [
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "UTC",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }),
      (zone, minutes) => {
        const at = Date.UTC(2025, 0, 1) + minutes * 60_000;
        const shown = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "short",
        });
        const [date = "", clock = ""] = shown.format(at).split(" ");
        const found = momentOf(date, clock, zone);
        // The same minute on the wall; where it comes twice the first.
        expect(shown.format(found)).toBe(shown.format(at));
        expect(found).toBeLessThanOrEqual(at);
      },
    ),
    { numRuns: 300 },
  );
});
