import { expect, it } from "vitest";
import {
  fitsSource,
  type Mapping,
  mappingFor,
  sourceStep,
} from "../../../../shared/rules/mapping/mapping.ts";

const mapping = (id: string, source: string, port: number | null = null): Mapping => ({
  id,
  name: id,
  source,
  port,
  device: null,
  passOver: false,
  fields: [],
});

it.each([
  ["a/b", "a/b", true],
  ["a/+", "a/b", true],
  ["a/#", "a/b/c", true],
  ["#", "a", true],
  ["a/#", "a", true],
  ["a/+", "a/b/c", false],
  ["a", "a/b", false],
  ["a/b/+", "a/b", false],
  ["b/#", "a/b", false],
])("%s fits %s: %s", (pattern, source, fits) => {
  expect(fitsSource(pattern, source)).toBe(fits);
});

it("takes the most special mapping that fits, one for the port before one for all, and the first of equals", () => {
  const all = [mapping("any", "#"), mapping("app", "a/#"), mapping("port", "a/#", 2), mapping("twin", "a/#")];
  expect(mappingFor(all, { source: "a/b" })?.id).toBe("app");
  expect(mappingFor(all, { source: "a/b", port: 2 })?.id).toBe("port");
  expect(mappingFor(all, { source: "c" })?.id).toBe("any");
  expect(mappingFor([], { source: "c" })).toBeUndefined();
});

it("makes one step of a name, without the signs of patterns", () => {
  expect([sourceStep("a/b+#"), sourceStep("")]).toEqual(["a_b__", "-"]);
});
