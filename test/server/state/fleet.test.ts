import { expect, it } from "vitest";
import { createFleet } from "../../../server/state/fleet.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { isStale } from "../../../shared/fleet/fleet.ts";

const T0 = Date.UTC(2026, 10, 24);

function reading(seq: number, device: string): Entry {
  const at = T0 + seq * 1_000;
  const sensors = [{ type: "CO", val: seq }];
  return { seq, at, measuredAt: at, kind: "reading", device, deviceTime: 3600, battery: 90, sensors };
}

const batch = (...entries: Entry[]) => ({ entries, ndjson: Buffer.alloc(0) });
const empty = { seq: 0, devices: [] };

it("keeps the latest state of each device of a batch", () => {
  const fleet = createFleet(empty);
  fleet.observe(batch(reading(1, "a"), reading(2, "b"), reading(3, "a"), reading(4, "b")));
  const seen = [...fleet.states()].map(([device, { seq, gaps }]) => ({ device, seq, gaps }));
  expect(seen).toEqual([
    { device: "a", seq: 3, gaps: [2_000] },
    { device: "b", seq: 4, gaps: [2_000] },
  ]);
  expect(fleet.seq).toBe(4);
});

it("tells the state of one device as all states have it, and goes on from there", () => {
  const [asked, other] = [createFleet(empty), createFleet(empty)];
  for (const seq of [1, 2, 3]) {
    const entries = batch(reading(seq * 2, "a"), reading(seq * 2 + 1, "b"));
    asked.observe(entries);
    other.observe(entries);
    expect(asked.state("a")).toMatchObject({ device: "a", seq: seq * 2 });
    expect(asked.state("nobody")).toBeUndefined();
  }
  expect(asked.state("a")).toEqual(other.states().get("a"));
  expect(asked.snapshot()).toEqual(other.snapshot());
});

it("counts the sensors of all devices, through checkpoints and until a device is forgotten", () => {
  const withSensors = (seq: number, device: string, ...types: readonly string[]): Entry =>
    ({ ...reading(seq, device), sensors: types.map((type) => ({ type, val: seq })) }) as Entry;
  const fleet = createFleet(empty);
  fleet.observe(batch(withSensors(1, "a", "CO", "H2S"), withSensors(2, "b", "CO")));
  expect(fleet.sensorCount).toBe(3);
  fleet.observe(batch(withSensors(3, "a", "CO", "H2S", "O2"), withSensors(4, "b", "CO")));
  expect(fleet.sensorCount).toBe(4);
  const later = createFleet(fleet.snapshot());
  expect(later.sensorCount).toBe(4);
  const forget = { seq: 5, at: T0, kind: "forget", device: "a", data: "keep" } as unknown as Entry;
  later.observe(batch(forget));
  expect([later.sensorCount, later.size]).toEqual([1, 1]);
});

it("takes each entry in once, however often it is offered", () => {
  const fleet = createFleet(empty);
  const entries = [reading(1, "a"), reading(2, "a"), reading(3, "a")];
  fleet.observe(batch(...entries.slice(0, 2)));
  const once = structuredClone(fleet.snapshot());
  fleet.observe(batch(...entries.slice(0, 2)));
  expect(fleet.snapshot()).toEqual(once);
  fleet.observe(batch(...entries));
  expect(fleet.states().get("a")).toMatchObject({ seq: 3, gaps: [1_000, 1_000] });
});

it("applies settings to the device, whose readings leave them alone", () => {
  const fleet = createFleet(empty);
  const setting: Entry = {
    seq: 2,
    at: T0,
    kind: "setting",
    device: "a",
    patch: { name: "Pump", place: "Shaft" },
  };
  fleet.observe(batch(reading(1, "a"), setting));
  fleet.observe(batch({ ...setting, seq: 3, patch: { place: null } }, reading(4, "a")));
  expect(fleet.states().get("a")).toMatchObject({ seq: 4, settings: { name: "Pump" } });
  expect(fleet.states().get("a")?.settings).not.toHaveProperty("place");
  expect(fleet.seq).toBe(4);
});

it("goes on after a restart where it was, with the true age of what it knew", () => {
  const fleet = createFleet(empty);
  fleet.observe(batch(reading(1, "a"), reading(2, "a")));
  const restored = createFleet(JSON.parse(JSON.stringify(fleet.snapshot())));
  expect(restored.snapshot()).toEqual(fleet.snapshot());
  const state = restored.states().get("a");
  expect(state && isStale(state, T0 + 2_000 + 15_001)).toBe(true);
  restored.observe(batch(reading(3, "a")));
  fleet.observe(batch(reading(3, "a")));
  expect(restored.snapshot()).toEqual(fleet.snapshot());
});

it("knows the same of a device, however often it is asked in between", () => {
  const [asked, unasked] = [createFleet(empty), createFleet(empty)];
  for (let seq = 1; seq <= 40; seq += 1) {
    const entries = batch(reading(seq, `device ${seq % 3}`));
    for (const fleet of [asked, unasked]) fleet.observe(entries);
    if (seq % 5 === 0) asked.snapshot();
    expect(unasked.known(`device ${seq % 3}`)?.lastReceivedAt).toBe(T0 + seq * 1_000);
  }
  expect(unasked.known("stranger")).toBeUndefined();
  expect(unasked.size).toBe(3);
  expect(unasked.snapshot()).toEqual(asked.snapshot());
});

it("leaves a snapshot as it was when more readings come", () => {
  const fleet = createFleet(empty);
  fleet.observe(batch(reading(1, "a"), reading(2, "a")));
  const before = fleet.snapshot();
  const kept = structuredClone(before);
  fleet.observe(batch(reading(3, "a")));
  expect(before).toEqual(kept);
  expect(fleet.states().get("a")).toMatchObject({ seq: 3, gaps: [1_000, 1_000] });
});

it("forgets a device with what was not yet made into its state", () => {
  const fleet = createFleet(empty);
  const forget: Entry = { seq: 3, at: T0, kind: "forget", device: "a", data: "keep" };
  fleet.observe(batch(reading(1, "a"), reading(2, "a"), forget));
  expect(fleet.size).toBe(0);
  fleet.observe(batch(reading(4, "a")));
  expect(fleet.states().get("a")).toMatchObject({ seq: 4, firstReadingAt: T0 + 4_000, gaps: [] });
});

it("forgets nothing again that comes again", () => {
  const fleet = createFleet(empty);
  const forget: Entry = { seq: 2, at: T0, kind: "forget", device: "a", data: "keep" };
  fleet.observe(batch(reading(1, "a"), forget, reading(3, "a")));
  fleet.observe(batch(reading(1, "a"), forget));
  expect(fleet.states().get("a")).toMatchObject({ seq: 3, firstReadingAt: T0 + 3_000 });
});

it("passes over kinds of a later version, and what is not as its kind is", () => {
  const fleet = createFleet(empty);
  fleet.observe(batch(reading(1, "a")));
  const { devices } = structuredClone(fleet.snapshot());
  const likeAll = { ...reading(2, "a"), kind: "later", data: "keep", patch: { name: "x" } };
  const unfit = [
    likeAll,
    { ...likeAll, seq: 3, kind: "forget", data: "all" },
    { ...likeAll, seq: 4, kind: "setting", patch: 7 },
    { ...likeAll, seq: 5, kind: "reading", sensors: "none" },
  ] as unknown as Entry[];
  fleet.observe(batch(...unfit));
  expect(fleet.snapshot()).toEqual({ seq: 5, devices });
});
