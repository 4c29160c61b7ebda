import { expect, it } from "vitest";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";
import { emptyText, summaryText } from "../../../../pwa/src/views/graph/summary-texts.ts";
import { buildLine, buildPicture } from "../../charts/build-picture.ts";

const UNKNOWN = [{ from: 0, to: 4_000 }];

it.each([
  ["its history is on its way", { isComing: true }, "Loading …"],
  ["it is on its way, whatever else is unknown", { isComing: true, unknown: UNKNOWN }, "Loading …"],
  ["part of the window is not known", { unknown: UNKNOWN }, "not loaded"],
  ["all of the window is known", {}, "no numbers here"],
])("says of a line without numbers what is true where %s", (_, over, words) => {
  const empty = emptyText(buildPicture(over));
  expect(empty).toBe(words);
  const format = createFormat({ language: "en", timeZone: "UTC" });
  expect(summaryText(buildLine(), undefined, { format, until: 10_000, empty })).toBe(`CO: ${words}.`);
});
