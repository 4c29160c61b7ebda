import { expect, it } from "vitest";
import { sliceAnswer } from "../../../server/archive/answers.ts";

/** The answer for an hour with one reading. */
function answer(value: number, isComplete = true) {
  const sensors = [{ key: "CO", type: "CO", values: Float64Array.of(value) }];
  const columns = { t: Float64Array.of(1_000), battery: Float64Array.of(90), sensors };
  return sliceAnswer({ device: "pump", resolution: "raw", slice: "1970-01-01T00" }, columns, isComplete);
}

it("gives answers that differ in one digit different tags, and the same answer the same one", () => {
  const tags = [12, 13, 12].map((value) => answer(value).etag);
  expect(tags[0]).toMatch(/^"[\w-]{27}"$/);
  expect(tags[1]).not.toBe(tags[0]);
  expect(tags[2]).toBe(tags[0]);
  expect(answer(12, false).etag).not.toBe(tags[0]);
});

it("says all of a slice, with null for what is no number", () => {
  expect(JSON.parse(new TextDecoder().decode(answer(Number.NaN).json))).toEqual({
    device: "pump",
    slice: "1970-01-01T00",
    complete: true,
    sensors: [{ key: "CO", type: "CO" }],
    t: [1_000],
    battery: [90],
    resolution: "raw",
    values: [[null]],
  });
});
