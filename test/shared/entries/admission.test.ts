import { expect, it } from "vitest";
import { type Admission, formatVia } from "../../../shared/entries/admission.ts";

it.each<[Admission, string]>([
  [{ how: "key", id: "Ab3" }, "kAb3"],
  [{ how: "path-key", id: "Ab3" }, "pAb3"],
  [{ how: "address", id: "x" }, "ax"],
])("writes %j as %s", (admission, via) => expect(formatVia(admission)).toBe(via));
