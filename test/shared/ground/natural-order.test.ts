import fc from "fast-check";
import { expect, it } from "vitest";
import { compareNaturally } from "../../../shared/ground/natural-order.ts";

it("counts as people do", () => {
  const names = [
    "handheld 10",
    "Handheld 2",
    "handheld 2",
    "fixed-07",
    "fixed_07",
    "fixed 07",
    "Ölkeller 3",
    "9",
  ];
  expect(names.sort(compareNaturally)).toEqual([
    "9",
    "fixed 07",
    "fixed_07",
    "fixed-07",
    "handheld 2",
    "Handheld 2",
    "handheld 10",
    "Ölkeller 3",
  ]);
});

const part = fc.oneof(
  fc.constantFrom("a", "A", "b", "B", "z", "Z", " ", "_", "-", "0", "00", "1", "9", "10"),
  fc.constantFrom("ä", "ß", ".", "#", "/", "ö"),
  fc.nat().map(String),
);
const plainName = fc
  .array(fc.constantFrom("a", "A", "b", "B", " ", "_", "-", "0", "1", "9", "12"), { maxLength: 8 })
  .map((parts) => parts.join(""));
const anyName = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));

it.each([
  ["plain names", plainName],
  ["names of any letters", anyName],
])("orders %s as Intl does", (_, name) => {
  const collator = new Intl.Collator("en", { numeric: true });
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(Math.sign(compareNaturally(a, b))).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 2_000 },
  );
});
