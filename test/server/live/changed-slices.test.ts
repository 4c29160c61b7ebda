import fc from "fast-check";
import { expect, it } from "vitest";
import { ChangedSlices } from "../../../server/live/live.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

const late = (seq: number, measuredAt: number, device = "a") =>
  buildEntry(seq, { at: NOON, measuredAt, device });
const names = (changes: ChangedSlices, seq: number) =>
  changes.since(seq)?.map(({ device, resolution, slice }) => `${device} ${resolution} ${slice}`);

it("names all slices that hold the moment of a late reading, and none of one that came in time", () => {
  const changes = new ChangedSlices();
  const at = NOON + 30 * MINUTE_MS;
  changes.observe([
    buildEntry(1, { at, measuredAt: at - 5 * SECOND_MS, device: "a" }),
    buildEntry(2, { at, measuredAt: NOON - 3 * HOUR_MS, device: "a" }),
  ]);
  expect(names(changes, 0)).toEqual(["a raw 2026-11-23T09", "a minute 2026-11-23", "a hour 2026-11"]);
  expect(names(changes, 2)).toEqual([]);
});

it("takes a reading that came at the end of its hour for late", () => {
  const changes = new ChangedSlices();
  const at = NOON - 2 * SECOND_MS;
  changes.observe([
    buildEntry(1, { at, measuredAt: at - SECOND_MS }),
    buildEntry(2, { at: NOON + 30 * MINUTE_MS }),
  ]);
  expect(names(changes, 0)).toContain("handheld 1 raw 2026-11-23T11");
  expect(names(changes, 1)).toEqual([]);
});

it("lets all be asked for by who was away while a device was deleted, which may have begun anew since", () => {
  const changes = new ChangedSlices();
  const forget = (seq: number, data: "keep" | "delete") =>
    ({ seq, at: NOON, kind: "forget", device: "a", data }) as const;
  changes.observe([late(1, NOON - HOUR_MS), forget(2, "keep"), late(3, NOON - HOUR_MS)]);
  expect(changes.since(0)).toHaveLength(3);
  changes.observe([forget(4, "delete"), buildEntry(5, { at: NOON, measuredAt: NOON, device: "a" })]);
  expect(changes.since(0)).toBeNull();
  expect(changes.since(3)).toBeNull();
  expect(changes.since(4)).toEqual([]);
});

it("lets all be asked for by who was away while the meaning of a sensor's numbers was changed, and not its name", () => {
  const changes = new ChangedSlices();
  const set = (seq: number, patch: object) =>
    ({ seq, at: NOON, kind: "setting", device: "a", patch }) as const;
  changes.observe([
    set(1, { sensors: { VOC: { unit: "ppb" } } }),
    set(2, { name: "x", sensors: { VOC: { label: "y" } } }),
  ]);
  expect(changes.since(0)).toBeNull();
  expect(changes.since(1)).toEqual([]);
  for (const [index, sensor] of [{ unit: null }, { zero: 1 }, { gain: 2 }, null].entries()) {
    changes.observe([set(3 + index, { sensors: { VOC: sensor } })]);
    expect(changes.since(2 + index)).toBeNull();
    expect(changes.since(3 + index)).toEqual([]);
  }
});

it("does not claim to know what came before it began", () => {
  const changes = new ChangedSlices();
  expect(changes.since(0)).toBeNull();
  changes.observe([late(7, NOON - HOUR_MS)]);
  expect(changes.since(5)).toBeNull();
  expect(changes.since(6)).toHaveLength(3);
});

it("names a thousand slices at most, and forgets the longest unchanged beyond its bound", () => {
  const changes = new ChangedSlices();
  const entries = Array.from({ length: 6_000 }, (_, index) => late(index + 1, NOON - (index + 1) * HOUR_MS));
  changes.observe(entries);
  expect(changes.since(0)).toBeNull();
  expect(changes.since(5_000)).toBeNull();
  expect(changes.since(5_980)?.filter(({ resolution }) => resolution === "raw")).toHaveLength(20);
  changes.observe([late(6_001, NOON - HOUR_MS)]);
  expect(names(changes, 6_000)).toContain("a raw 2026-11-23T11");
});

it("keeps an hour that was changed again when longer unchanged ones must go", () => {
  const changes = new ChangedSlices();
  const hours = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => late(from + index, NOON - (from + index) * HOUR_MS, "b"));
  changes.observe([late(1, NOON - HOUR_MS), ...hours(2, 4_999), late(5_001, NOON - HOUR_MS)]);
  expect(changes.since(0)).toBeNull();
  changes.observe(hours(5_002, 1));
  expect(changes.since(1)).toBeNull();
  expect(names(changes, 5_000)?.filter((name) => name.includes("raw"))).toEqual([
    "b raw 2026-04-29T02",
    "a raw 2026-11-23T11",
  ]);
});

it("agrees with a look at every entry", () => {
  const reading = fc.record({ hour: fc.integer({ min: 0, max: 5 }), device: fc.constantFrom("a", "b") });
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 30 }), fc.nat(30), (readings, since) => {
      const entries = readings.map(({ hour, device }, index) =>
        late(index + 1, NOON - DAY_MS - hour * HOUR_MS, device),
      );
      const changes = new ChangedSlices();
      changes.beginAfter(0);
      for (const entry of entries) changes.observe([entry]);
      const expected = entries
        .filter(({ seq }) => seq > since)
        .map(({ device, measuredAt }) => `${device} raw ${new Date(measuredAt).toISOString().slice(0, 13)}`);
      const told = names(changes, since)?.filter((name) => name.includes(" raw "));
      expect(new Set(told)).toEqual(new Set(expected));
    }),
  );
});
