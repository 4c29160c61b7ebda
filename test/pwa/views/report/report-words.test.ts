import { expect, it } from "vitest";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";
import { measuredText } from "../../../../pwa/src/i18n/measured-text.ts";
import { exposureText, limitWords } from "../../../../pwa/src/views/report/report-words.ts";

const format = createFormat({ language: "en", timeZone: "UTC" });
const CO = { type: "CO", unit: "ppm" };
const H2S = { type: "H2S", unit: "ppm" };
const NO2 = { type: "NO2", unit: "ppm" };

it.each([
  [CO, { low: 1_061, mean: 1_061, coverage: 1, limit: 200, reached: true }, "1,061"],
  [CO, { low: 12.34, mean: 12.34, coverage: 1, limit: 35, reached: false }, "12"],
  [H2S, { low: 16, mean: 21.333, coverage: 0.75, limit: 15, reached: true }, "21.3 (sure: 16.0)"],
  [H2S, { low: 4.21, mean: null, coverage: 0.5, limit: 10, reached: false }, "at least 4.2"],
  [NO2, { low: 0.25, mean: 0.25, coverage: 1, limit: null, reached: null }, "0.3"],
])("prints a figure of %o with the digits of its gas: %o", (of, figure, text) => {
  expect(exposureText(figure, of, format)).toBe(text);
});

it("never prints a figure below its limit as the limit", () => {
  const figure = { low: 34.96, mean: 34.96, coverage: 1, limit: 35, reached: false };
  expect(exposureText(figure, CO, format)).toBe("34.96");
  expect(limitWords(figure, CO, format)).toBe("limit 35: not reached");
  expect(measuredText(34.96, CO, format)).toBe("35");
});
