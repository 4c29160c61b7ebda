import { expect, it } from "vitest";
import { sourceText } from "../../../shared/rules/source-texts.ts";

it("says where a figure can be looked up", () => {
  expect(sourceText({ name: "osha563", checked: true })).toBe(
    "OSHA chemical data 563 (osha.gov/chemicaldata/563)",
  );
  expect(sourceText({ name: "haltech", checked: true })).toBe("Haltech HCO106 manual, page 14");
});
