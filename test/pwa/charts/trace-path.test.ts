import { expect, it } from "vitest";
import type { LinePath, PathKind } from "../../../pwa/src/charts/line-paths.ts";
import { type Pen, tracePath } from "../../../pwa/src/charts/trace-path.ts";

/** 10 px a second from 100 px on, 1 px a unit upward from 200 px. */
const place = { x: 100, from: 5_000, perMs: 0.01, y: 200, min: 0, perUnit: -1, top: 0 };

function strokesOf(kind: PathKind, ...points: number[]): string[] {
  const strokes: string[] = [];
  const pen: Pen = {
    moveTo: (x, y) => strokes.push(`M ${x} ${y}`),
    lineTo: (x, y) => strokes.push(`L ${x} ${y}`),
    arc: (x, y) => strokes.push(`O ${x} ${y}`),
    closePath: () => strokes.push("Z"),
  };
  const path: LinePath = { id: "CO", kind, points: Float64Array.from(points) };
  tracePath(pen, path, place);
  return strokes;
}

it("lifts the pen where there is no number", () => {
  const strokes = strokesOf("curve", 5_000, 1, 6_000, 2, 7_000, Number.NaN, 8_000, 4, 9_000, 5);
  expect(strokes).toEqual(["M 100 199", "L 110 198", "M 130 196", "L 140 195"]);
});

it("closes an area where there is no number", () => {
  const strokes = strokesOf("area", 5_000, 3, 6_000, 3, 6_000, 1, 5_000, 1, Number.NaN, Number.NaN);
  expect(strokes).toEqual(["M 100 197", "L 110 197", "L 110 199", "L 100 199", "Z"]);
});

it("puts dots and peaks at their points, the levels by shape", () => {
  expect(strokesOf("dot", 5_000, 10)).toContain("O 100 190");
  expect(strokesOf("a1", 5_000, 10)).toHaveLength(3 + 1);
  expect(strokesOf("a2", 5_000, 10)).toHaveLength(8 + 1);
  expect(strokesOf("a1", 5_000, 10)[0]).toBe("M 100 184.5");
});

it("keeps a mark at the edge of the plot when its value is beyond, and a line within what a canvas draws", () => {
  expect(strokesOf("a2", 5_000, 1e12)[0]).toBe("M 97.7 -5.5");
  expect(strokesOf("curve", 5_000, 1e12, 6_000, 10)).toEqual(["M 100 -200", "L 110 190"]);
});
