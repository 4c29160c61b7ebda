import fc from "fast-check";
import { expect, it } from "vitest";
import {
  applySite,
  DEFAULT_SITE,
  parseSite,
  type Site,
  type SitePatch,
  undoSite,
} from "../../../shared/rules/site.ts";

const CHOSEN: Site = {
  name: "Shaft Ost",
  preset: "eu",
  presetChosen: true,
  timeZone: "Europe/Berlin",
  language: "de",
  units: "ppm",
  shifts: [{ name: "Night", from: "22:00", to: "06:00" }],
  bumpDays: 1,
  calibrationDays: 180,
  soundTest: "12:00",
  kiosk: { places: ["Shaft 3"], theme: "dark", shift: false },
};

it("begins as 0.1.0 was: the instrument's limits, which nobody chose, and nothing else", () => {
  expect(DEFAULT_SITE).toEqual({
    name: "",
    preset: "instrument",
    presetChosen: false,
    timeZone: null,
    language: null,
    units: null,
    shifts: [],
    bumpDays: null,
    calibrationDays: null,
    soundTest: null,
    kiosk: { places: [], theme: null, shift: true },
  });
  expect(parseSite(undefined)).toEqual(DEFAULT_SITE);
});

it("takes up what was kept, and gives what is missing or unfit its default", () => {
  expect(parseSite(JSON.parse(JSON.stringify(CHOSEN)))).toEqual(CHOSEN);
  const unfit = { ...CHOSEN, preset: "mine", timeZone: "Mars/Olympus", language: 7, kiosk: { places: [1] } };
  expect(parseSite(unfit)).toEqual({
    ...CHOSEN,
    preset: "instrument",
    timeZone: null,
    language: null,
    kiosk: { places: [], theme: null, shift: true },
  });
  for (const other of [null, 7, "x", [], { kiosk: null }]) expect(parseSite(other)).toEqual(DEFAULT_SITE);
});

it.each([
  { name: 7 },
  { name: "x".repeat(101) },
  { presetChosen: "yes" },
  { timeZone: ["Europe/Berlin"] },
  { units: "mg" },
  { shifts: "Night" },
  { soundTest: "25:00" },
  { soundTest: 12 },
  {
    shifts: [
      { name: "Day", from: "06:00", to: "14:00" },
      { name: "Night", from: "22:00", to: "26:00" },
    ],
  },
  { shifts: Array(9).fill({ name: "Day", from: "06:00", to: "14:00" }) },
  { kiosk: { shift: "no" } },
  { kiosk: { theme: "sepia" } },
  { kiosk: { places: ["x".repeat(101)] } },
  { kiosk: { places: Array<string>(101).fill("x") } },
  { kiosk: { places: "x" } },
])("gives the default to what is unfit: %j", (unfit) => {
  expect(parseSite(unfit)).toEqual(DEFAULT_SITE);
});

it("takes a name of 100 characters, and 100 places", () => {
  const name = "x".repeat(100);
  const places = Array<string>(100).fill(name);
  expect(parseSite({ name, kiosk: { places } })).toEqual({
    ...DEFAULT_SITE,
    name,
    kiosk: { places, theme: null, shift: true },
  });
});

it("names in the change that takes another back what that changes, and nothing else", () => {
  expect(undoSite(CHOSEN, { name: "West", units: "ppm" })).toStrictEqual({ name: "Shaft Ost" });
  expect(undoSite(CHOSEN, { kiosk: { shift: true, theme: "dark" } })).toStrictEqual({
    kiosk: { shift: false },
  });
  expect(undoSite(CHOSEN, {})).toStrictEqual({});
});

it("leaves what a change does not name, and merges the kiosk's members one by one", () => {
  const renamed = applySite(CHOSEN, { name: "West", kiosk: { shift: true } });
  expect(renamed).toEqual({
    ...CHOSEN,
    name: "West",
    kiosk: { places: ["Shaft 3"], theme: "dark", shift: true },
  });
  expect(applySite(CHOSEN, {})).toEqual(CHOSEN);
});

it("takes a named preset for chosen, and null for the defaults", () => {
  expect(applySite(DEFAULT_SITE, { preset: "instrument" })).toMatchObject({ presetChosen: true });
  expect(applySite(CHOSEN, { preset: null, timeZone: null, kiosk: null })).toEqual({
    ...CHOSEN,
    preset: "instrument",
    presetChosen: false,
    timeZone: null,
    kiosk: DEFAULT_SITE.kiosk,
  });
});

it("lets a change that a later version wrote change nothing that it does not know", () => {
  const patch = { preset: "mine", kiosk: { theme: "sepia" }, alarms: {} } as unknown as SitePatch;
  expect(applySite(CHOSEN, patch)).toEqual(CHOSEN);
});

const patches: fc.Arbitrary<SitePatch> = fc.record(
  {
    name: fc.constantFrom("a", "b", null),
    preset: fc.constantFrom("instrument", "eu", "original", null),
    timeZone: fc.constantFrom("Europe/Berlin", "UTC", null),
    language: fc.constantFrom("en", "de", null),
    units: fc.constantFrom("ppm", "%LEL", null),
    kiosk: fc.option(
      fc.record(
        { places: fc.constantFrom(["x"], null), theme: fc.constantFrom("dark", null), shift: fc.boolean() },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SitePatch>;

it("has a change for each change that takes it back", () => {
  fc.assert(
    fc.property(fc.array(patches, { maxLength: 3 }), patches, (earlier, patch) => {
      const site = earlier.reduce(applySite, DEFAULT_SITE);
      const changed = applySite(site, patch);
      expect(applySite(changed, undoSite(site, patch))).toEqual(site);
      expect(parseSite(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
    }),
  );
});

it.each([
  [1, 1],
  [1_000, 1_000],
  [0, null],
  [-1, null],
  [1_001, null],
  [1.5, null],
  ["7", null],
])("takes %j days between two tests of an instrument for %j", (days, taken) => {
  expect(parseSite({ bumpDays: days, calibrationDays: days })).toEqual({
    ...DEFAULT_SITE,
    bumpDays: taken,
    calibrationDays: taken,
  });
});

it("takes eight shifts", () => {
  const shifts = Array(8).fill({ name: "Day", from: "06:00", to: "14:00" });
  expect(parseSite({ shifts }).shifts).toHaveLength(8);
});
