import { expect, it } from "vitest";
import { SliceMemory } from "../../../../pwa/src/data/history/slice-memory.ts";
import { emptyColumns } from "../../../../shared/history/merge-columns.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";

const MINUTE = 60_000;

function startMemory() {
  const page = { now: 0 };
  const memory = new SliceMemory(() => page.now);
  const ref = (device: string): SliceName => ({ device, resolution: "raw", slice: "2026-11-23T14" });
  const keep = (device: string, rows = 0) => {
    const t = new Float64Array(rows);
    const columns = { ...emptyColumns({ device, resolution: "raw" }), t };
    memory.set(ref(device), { columns, origin: "network", mark: 0, gaps: 0, at: page.now });
  };
  const has = (device: string) => memory.get(ref(device)) !== undefined;
  return { page, memory, keep, has };
}

it("lets go of what nobody used for a quarter of an hour when something else comes", () => {
  const { page, keep, has } = startMemory();
  keep("old");
  keep("used");
  page.now = 10 * MINUTE;
  expect(has("used")).toBe(true);
  page.now = 15 * MINUTE;
  keep("new");
  expect([has("old"), has("used"), has("new")]).toEqual([false, true, true]);
});

it("holds 48 MiB, and lets go of what was unused for longest beyond that", () => {
  const { keep, has } = startMemory();
  const third = (16 * 1024 * 1024) / 8;
  for (const device of ["one", "two", "three"]) keep(device, third);
  expect(has("one")).toBe(true);
  keep("four", 1);
  expect([has("one"), has("two"), has("three"), has("four")]).toEqual([true, false, true, true]);
});

it("counts what was dropped and put in again once", () => {
  const { memory, keep, has } = startMemory();
  const half = (24 * 1024 * 1024) / 8;
  for (let time = 0; time < 3; time += 1) keep("one", half);
  expect(memory.drop((device) => device === "one")).toBe(true);
  expect(memory.drop((device) => device === "one")).toBe(false);
  keep("one", half);
  keep("two", half);
  expect([has("one"), has("two")]).toEqual([true, true]);
});
