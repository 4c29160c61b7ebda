// Whether the document said already that this browser may read.

import { expect, it } from "vitest";
import { isLetIn } from "../../../../pwa/src/data/session/let-in.ts";

const performanceOf = (entry: object | undefined) =>
  ({ getEntriesByType: () => (entry ? [entry] : []) }) as unknown as Performance;

it("is let in where the document's answer says so", () => {
  expect(isLetIn(performanceOf({ serverTiming: [{ name: "cache" }, { name: "let-in" }] }))).toBe(true);
});

it.each([
  { of: "says another thing", entry: { serverTiming: [{ name: "cache" }] } },
  { of: "says nothing", entry: { serverTiming: [] } },
  { of: "is read by a browser that does not tell", entry: {} },
  { of: "is not known", entry: undefined },
])("asks first where the document's answer $of", ({ entry }) => {
  expect(isLetIn(performanceOf(entry))).toBe(false);
});
