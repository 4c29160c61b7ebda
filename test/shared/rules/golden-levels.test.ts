// The safety figures, by hand: what each gas is at its limits under each preset, its explosive limits and its molar mass. A figure
// here is never that of the constant under test.

import { expect, it } from "vitest";
import { GASES, type GasId } from "../../../shared/rules/gases.ts";
import { levelOfRaw } from "../../../shared/rules/judge.ts";
import { PRESET_IDS, type PresetId } from "../../../shared/rules/limits.ts";
import { Rulebook } from "../../../shared/rules/rulebook.ts";

/** Raw values in the unit (ppm where none is said) that reach A1 and A2; null where a preset has no A1 of a gas. */
type Row = readonly [gas: GasId, a1: number | null, a2: number, unit?: string];

const LIMITS: { readonly [Preset in PresetId]: readonly Row[] } = {
  instrument: [
    ["CH4", 5_000, 10_000],
    ["CH4", 10, 20, "%LEL"],
    ["CH4", 0.5, 1, "%vol"],
    ["CO", 35, 70],
    ["CO", 0.0035, 0.007, "%vol"],
    ["CO2", 5_000, 10_000],
    ["CO2", 0.5, 1, "%vol"],
    ["H2", 4_000, 8_000],
    ["H2", 10, 20, "%LEL"],
    ["LPG", 1_600, 3_200],
    ["C3H8", 2_100, 4_200],
    ["C4H10", 1_600, 3_200],
    ["H2S", 10, 20],
    ["H2S", 10_000, 20_000, "ppb"],
    ["NO2", 3, 6],
    ["SO2", 2, 4],
    ["NH3", 25, 50],
    ["VOC", 100, 200],
  ],
  eu: [
    ["CH4", 4_400, 8_800],
    ["CH4", 10, 20, "%LEL"],
    ["CO", 20, 100],
    ["CO2", 5_000, 10_000],
    ["H2", 4_000, 8_000],
    ["LPG", 1_400, 2_800],
    ["C3H8", 1_700, 3_400],
    ["C4H10", 1_400, 2_800],
    ["H2S", 5, 10],
    ["NO2", 0.5, 1],
    ["SO2", 0.5, 1],
    ["SO2", 500, 1_000, "ppb"],
    ["NH3", 20, 50],
    ["VOC", 100, 200],
  ],
  original: [
    ["CH4", null, 500],
    ["CO", 35, 70],
    ["CO2", null, 5_000],
    ["H2", null, 1_000],
    ["LPG", null, 1_000],
    ["C3H8", 2_100, 4_200],
    ["C4H10", 1_600, 3_200],
    ["H2S", 10, 20],
    ["NO2", 3, 6],
    ["SO2", 2, 4],
    ["NH3", 25, 50],
    ["VOC", 100, 200],
  ],
};

const ROWS = PRESET_IDS.flatMap((preset) =>
  LIMITS[preset].map(([type, a1, a2, unit = "ppm"]) => ({ preset, type, a1, a2, unit })),
);

it.each(ROWS)(
  "$preset: $type reaches A1 with $a1 and A2 with $a2 $unit",
  ({ preset, type, a1, a2, unit }) => {
    const rule = new Rulebook(preset).of({ type, unit });
    const level = (raw: number) => levelOfRaw(raw, rule);
    expect(level(a2)).toBe("a2");
    expect(level(a2 * 0.9999)).toBe(a1 === null ? "normal" : "a1");
    if (a1 === null) return;
    expect(level(a1)).toBe("a1");
    expect(level(a1 * 0.9999)).toBe("normal");
  },
);

it.each(PRESET_IDS)(
  "%s: oxygen is at its highest level from 19.5 %%vol down and from 23.5 %%vol up",
  (preset) => {
    const book = new Rulebook(preset);
    const levels = [19.5, 19.51, 20.9, 23.49, 23.5].map((value) => [
      levelOfRaw(value, book.of({ type: "O2", unit: "%vol" })),
      levelOfRaw(value * 10_000, book.of({ type: "O2" })),
    ]);
    expect(levels).toEqual([
      ["a2", "a2"],
      ["normal", "normal"],
      ["normal", "normal"],
      ["normal", "normal"],
      ["a2", "a2"],
    ]);
  },
);

it("has each gas that burns with its explosive limits, %vol, on both bases", () => {
  const figures = Object.values(GASES).flatMap(({ id, lel }) =>
    lel ? [[id, lel.US.value, lel.IEC.value]] : [],
  );
  expect(figures).toEqual([
    ["CH4", 5, 4.4],
    ["CO", 12.5, 10.9],
    ["H2", 4, 4],
    ["LPG", 1.6, 1.4],
    ["C3H8", 2.1, 1.7],
    ["C4H10", 1.6, 1.4],
    ["H2S", 4, 4],
    ["NH3", 15, 15],
    ["VOC", 1.8, 1.6],
  ]);
});

it("has the molar mass of each gas that is no mixture, g/mol", () => {
  const masses = Object.values(GASES).flatMap(({ id, molarMass }) => (molarMass ? [[id, molarMass]] : []));
  expect(Object.fromEntries(masses)).toEqual({
    CH4: 16.04,
    CO: 28.01,
    CO2: 44.01,
    H2: 2.016,
    C3H8: 44.1,
    C4H10: 58.12,
    H2S: 34.08,
    O2: 32,
    NO2: 46.01,
    SO2: 64.06,
    NH3: 17.03,
    VOC: 56.11,
  });
});

it.each([
  ["CO", 40.09, "normal"],
  ["CO", 40.1, "a1"],
  ["CO", 80.2, "a2"],
  ["H2S", 13.93, "normal"],
  ["H2S", 13.94, "a1"],
  ["H2S", 27.88, "a2"],
  ["SO2", 10.49, "a2"],
  ["SO2", 10.47, "a1"],
] as const)("judges %s of %d mg/m³ (25 °C) as %s", (type, value, level) => {
  expect(levelOfRaw(value, new Rulebook("instrument").of({ type, unit: "mg/m³" }))).toBe(level);
});

it("has the concentrations that are at once dangerous to life, ppm", () => {
  const figures = Object.values(GASES).flatMap(({ id, idlhPpm }) => (idlhPpm ? [[id, idlhPpm.value]] : []));
  expect(Object.fromEntries(figures)).toEqual({
    CO: 1_200,
    CO2: 40_000,
    LPG: 2_000,
    C3H8: 2_100,
    C4H10: 1_600,
    H2S: 100,
    NO2: 13,
    SO2: 100,
    NH3: 300,
  });
});
