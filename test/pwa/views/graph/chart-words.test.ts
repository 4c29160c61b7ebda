import { expect, it } from "vitest";
import { displayOf } from "../../../../pwa/src/preferences/display.ts";
import { DEFAULT_PREFERENCES } from "../../../../pwa/src/preferences/preferences.ts";
import { chartWords } from "../../../../pwa/src/views/graph/chart-words.ts";

const DAY_MS = 86_400_000;

function dayIn(region: string): string {
  const display = displayOf(DEFAULT_PREFERENCES, { dark: false, contrast: false, languages: [region] });
  return chartWords(display).tick(Date.UTC(2026, 10, 23), DAY_MS);
}

it("writes the days of an axis as the reader's region does, like all other dates", () => {
  expect(["en-GB", "en-US", "de-CH"].map(dayIn)).toEqual(["23 Nov", "Nov 23", "23. Nov."]);
});
