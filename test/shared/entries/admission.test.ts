import { expect, it } from "vitest";
import { type Admission, formatVia, parseVia } from "../../../shared/entries/admission.ts";

it.each<[Admission, string]>([
  [{ how: "key", id: "Ab3" }, "kAb3"],
  [{ how: "path-key", id: "Ab3" }, "pAb3"],
  [{ how: "address", id: "x" }, "ax"],
])("writes %j as %s, and reads it again", (admission, via) => {
  expect(formatVia(admission)).toBe(via);
  expect(parseVia(via)).toEqual(admission);
});

it.each(["", "zAb3"])("does not know %j", (via) => expect(parseVia(via)).toBeUndefined());
