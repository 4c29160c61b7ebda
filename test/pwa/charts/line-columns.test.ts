import { expect, it } from "vitest";
import { lineColumns } from "../../../pwa/src/charts/line-columns.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import { gapOf } from "../../../shared/history/gaps.ts";

const CO = { key: "CO", type: "CO" };

function buildHistory(t: readonly number[], values: readonly number[]): HistoryColumns {
  return {
    device: "d",
    resolution: "raw",
    t: Float64Array.from(t),
    battery: Float32Array.from(t, () => 90),
    sensors: [{ key: "CO", type: "CO", values: Float64Array.from(values) }],
    known: [],
  };
}

it("puts a gap where the device was silent for three of its intervals", () => {
  const history = buildHistory([0, 10_000, 20_000, 60_000, 70_000], [1, 2, 3, 4, 5]);
  const columns = lineColumns(history, CO);
  expect([...columns.t]).toEqual([0, 10_000, 20_000, 20_001, 60_000, 70_000]);
  expect([...columns.mean]).toEqual([1, 2, 3, Number.NaN, 4, 5]);
});

it("joins the readings of a slow device", () => {
  const history = buildHistory([0, 600_000, 1_200_000, 2_400_000], [1, 2, 3, 4]);
  expect([...lineColumns(history, CO).mean]).toEqual([1, 2, 3, 4]);
});

it("takes no copy where nothing is missing", () => {
  const history = buildHistory([0, 1_000, 2_000], [1, 2, 3]);
  expect(lineColumns(history, CO).t).toBe(history.t);
});

it("is empty for a sensor that the history does not have", () => {
  expect(lineColumns(buildHistory([0], [1]), { key: "O2", type: "O2" }).t).toHaveLength(0);
});

it("puts gaps into all three columns of a roll-up", () => {
  const of = (...values: number[]) => Float64Array.from(values);
  const history: HistoryColumns = {
    ...buildHistory([], []),
    resolution: "minute",
    t: of(0, 60_000, 600_000),
    sensors: [{ key: "CO", type: "CO", values: of(2, 2, 2), min: of(1, 1, 1), max: of(3, 3, 3) }],
  };
  const columns = lineColumns(history, CO);
  expect(columns.banded).toBe(true);
  expect([...columns.low]).toEqual([1, 1, Number.NaN, 1]);
  expect([...columns.high]).toEqual([3, 3, Number.NaN, 3]);
});

it("never takes less than the least silence for a gap", () => {
  expect(gapOf(Float64Array.of(0, 1_000, 2_000), "raw")).toBe(15_000);
  expect(gapOf(Float64Array.of(), "raw")).toBe(15_000);
  expect(gapOf(Float64Array.of(0, 60_000, 120_000), "raw")).toBe(180_000);
});
