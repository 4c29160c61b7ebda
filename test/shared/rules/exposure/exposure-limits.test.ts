import { expect, it } from "vitest";
import { exposureLimits } from "../../../../shared/rules/exposure/exposure-limits.ts";
import { GASES } from "../../../../shared/rules/gases.ts";

it("has the figures of instruments and of the EU", () => {
  expect(exposureLimits(GASES.CO, "ppm", "instrument")).toMatchObject({ twa: 35, stel: 200 });
  expect(exposureLimits(GASES.H2S, "ppm", "instrument")).toMatchObject({ twa: 10, stel: 15 });
  expect(exposureLimits(GASES.NH3, "ppm", "instrument")).toMatchObject({ twa: 25, stel: 35 });
  expect(exposureLimits(GASES.H2S, "ppm", "eu")).toMatchObject({
    twa: 5,
    stel: 10,
    source: { checked: false },
  });
  expect(exposureLimits(GASES.SO2, "ppm", "eu")).toMatchObject({
    twa: 0.5,
    stel: 1,
    source: { checked: true },
  });
  expect(exposureLimits(GASES.NO2, "ppm", "original")).toMatchObject({ twa: 3, stel: 5 });
});

it("gives them in the unit of the sensor", () => {
  expect(exposureLimits(GASES.CO, "ppb", "eu")).toMatchObject({ twa: 20_000, stel: 100_000 });
  // 28.01 g/mol at 24.45 l/mol.
  expect(exposureLimits(GASES.CO, "mg/m³", "eu")?.twa).toBeCloseTo(22.91, 2);
});

it("knows none for what is not poisonous, for an unknown unit, and of carbon dioxide no short-term one in the EU", () => {
  expect(exposureLimits(GASES.CH4, "ppm", "instrument")).toBeUndefined();
  expect(exposureLimits(GASES.O2, "%vol", "instrument")).toBeUndefined();
  expect(exposureLimits(GASES.CO, undefined, "instrument")).toBeUndefined();
  expect(exposureLimits(GASES.CO2, "ppm", "eu")).not.toHaveProperty("stel");
});
