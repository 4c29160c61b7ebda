import fc from "fast-check";
import { expect, it } from "vitest";
import { SOURCES, type Source } from "../../../shared/rules/figures.ts";
import { decimalsOf, GAS_IDS, GASES, type GasId, gasOf, symbolOf } from "../../../shared/rules/gases.ts";
import { sourceText } from "../../../shared/rules/source-texts.ts";
import { UNITS } from "../../../shared/rules/units.ts";

it("finds a gas by symbol, name and spelling", () => {
  expect(["CH4", "ch4", "CH₄", "Methane", "carbon monoxide", "C3H8"].map((type) => gasOf(type).id)).toEqual([
    "CH4",
    "CH4",
    "CH4",
    "CH4",
    "CO",
    "C3H8",
  ]);
});

it.each([
  ["Methan/CH4", "CH4"],
  ["Methan", "CH4"],
  ["Kohlenmonoxid", "CO"],
  ["Kohlenmonoxid (CO)", "CO"],
  ["monoxyde de carbone", "CO"],
  ["Tlenek węgla", "CO"],
  ["Dwutlenek węgla", "CO2"],
  ["CO sensor 2", "CO"],
  ["MQ7_CO", "CO"],
  ["Sulfure d’hydrogène", "H2S"],
  ["hydrogen sulfide, hall 3", "H2S"],
  ["Schwefelwasserstoff", "H2S"],
  ["Sauerstoff O₂", "O2"],
  ["Oxygène", "O2"],
  ["Väte", "H2"],
  ["Flüssiggas", "LPG"],
  ["Ammoniak [NH3]", "NH3"],
  ["Ammoniac", "NH3"],
  ["Propan", "C3H8"],
  ["n-Butan", "C4H10"],
  ["Stickstoffdioxid", "NO2"],
  ["Schwefeldioxid", "SO2"],
  ["TVOC", "VOC"],
  ["(carbon ./. monoxide)", "CO"],
])("finds the gas in %s", (type, gas) => {
  expect(gasOf(type).id).toBe(gas);
});

it.each([
  "CO/H2S",
  "Hydrogen cyanide",
  "Peróxido de hidrógeno",
  "Wasserstoffperoxid",
  "Cobalt",
  "NO",
  "°C",
  "",
  " ",
  "--",
])("does not take %s for a gas that it is not", (type) => {
  expect(gasOf(type).id).toBe("unknown");
});

it("keeps the posted name of a gas that it does not know", () => {
  expect(gasOf("Radon").id).toBe("unknown");
  expect(symbolOf("Radon")).toBe("Radon");
  expect(symbolOf("carbon dioxide")).toBe("CO₂");
  expect(gasOf("constructor").id).toBe("unknown");
});

it("has every gas under its own id, each figure with a source", () => {
  for (const id of GAS_IDS) {
    const gas = GASES[id];
    expect(gas.id).toBe(id);
    for (const figure of [gas.lel?.US, gas.lel?.IEC, gas.idlhPpm])
      if (figure) expect(sourceText(figure.source)).not.toBe("");
  }
});

it("marks the figures that nobody has checked yet, and no others", () => {
  const sources = Object.values<Source>(SOURCES);
  expect(sources.filter(({ checked }) => !checked)).toEqual([SOURCES.generalKnowledge]);
  expect(sources.filter((source) => sourceText(source) === "")).toEqual([]);
});

it("names the two bases of the explosive limit, the IEC one never above the US one", () => {
  for (const { lel } of Object.values(GASES))
    if (lel) expect(lel.IEC.value).toBeLessThanOrEqual(lel.US.value);
});

it("has one rule for decimals per gas and unit", () => {
  const digits = (id: GasId) => UNITS.map((unit) => decimalsOf(GASES[id], unit));
  expect(UNITS).toEqual(["ppm", "ppb", "%vol", "%LEL", "mg/m³"]);
  for (const id of ["CH4", "CO2", "H2", "LPG", "C3H8", "C4H10"] as const)
    expect(digits(id)).toEqual([0, 0, 2, 1, 1]);
  for (const id of ["H2S", "NO2", "SO2", "VOC"] as const) expect(digits(id)).toEqual([1, 0, 5, 1, 2]);
  for (const id of ["CO", "NH3"] as const) expect(digits(id)).toEqual([0, 0, 4, 1, 1]);
  expect(digits("O2")).toEqual([0, 0, 1, 1, 1]);
  expect(digits("unknown")).toEqual([1, 0, 2, 1, 1]);
  expect(decimalsOf(GASES.unknown, "µSv/h")).toBe(2);
});

it("knows each gas again by its own symbol and id, whatever the case and the space around", () => {
  const id = fc.constantFrom(...GAS_IDS.filter((candidate) => candidate !== "unknown"));
  const spell = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.toLowerCase(),
    (text) => ` ${text} `,
    (text) => text.split("").join("-"),
  );
  fc.assert(
    fc.property(id, spell, (gas, spelling) => {
      expect(gasOf(spelling(gas)).id).toBe(gas);
      expect(gasOf(spelling(GASES[gas].symbol)).id).toBe(gas);
    }),
  );
});

it("takes any text for a gas, if only for an unknown one, under the name it was posted with", () => {
  fc.assert(
    fc.property(fc.string(), (type) => {
      const gas = gasOf(type);
      expect(GAS_IDS).toContain(gas.id);
      if (gas.id === "unknown") expect(symbolOf(type)).toBe(type);
    }),
  );
});
