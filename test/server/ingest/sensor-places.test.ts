import { expect, it } from "vitest";
import { SensorPlaces } from "../../../server/ingest/sensor-places.ts";
import { createFleet, EMPTY_FLEET } from "../../../server/state/fleet.ts";
import type { ReadingDraft } from "../../../shared/entries/entry.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";
import { buildEntry } from "../../helpers/build-entry.ts";

const sensor = (type: string): SensorValue => ({ type, val: 1 });

function draftOf(types: readonly string[], device = "known"): ReadingDraft {
  const sensors = types.map(sensor);
  return { kind: "reading", device, measuredAt: null, deviceTime: null, battery: null, sensors };
}

/** What is stored of a reading while there are so many sensors, and what is said of the rest. */
function admitted(count: number, types: readonly string[], device = "known") {
  const state = createFleet(EMPTY_FLEET);
  state.observe({ entries: [buildEntry(1, { device: "known", sensors: [sensor("CO"), sensor("Lux")] })] });
  const sensorsOf = (name: string) => state.state(name)?.sensors ?? [];
  const parsed = new SensorPlaces({ count: () => count, sensorsOf }).admit({ draft: draftOf(types, device) });
  if ("reason" in parsed) return parsed.reason;
  return [parsed.draft.sensors.map(({ type }) => type), parsed.isCut ?? false, parsed.warnings?.join()];
}

it.each<[number, string[], string[]]>([
  [39_999, ["CO", "X"], ["CO", "X"]],
  [40_000, ["X", "Lux", "H2S"], ["Lux", "H2S"]],
  [60_000, ["H2S", "X", "CO"], ["CO"]],
  // That the device lives.
  [60_000, ["H2S"], []],
])("beside %s sensors stores of %j of a device that has CO and Lux: %j", (count, types, kept) => {
  const isCut = kept.length < types.length;
  const said = isCut ? expect.stringMatching(/left out, the rest is stored.*forget devices/) : undefined;
  expect(admitted(count, types)).toEqual([kept, isCut, said]);
});

it("refuses a new device of which nothing finds a place, in words", () => {
  expect(admitted(40_000, ["X"], "new")).toMatch(/40000 sensors together, and no new ones of an unknown gas/);
  expect(admitted(60_000, ["CO"], "new")).toMatch(/60000 sensors together, and no new ones are taken in/);
  expect(admitted(40_000, ["CO"], "new")).toEqual([["CO"], false, undefined]);
});

it("counts the sensors of all devices, whatever comes and goes", () => {
  const fleet = createFleet(EMPTY_FLEET);
  const reading = (seq: number, device: string, types: readonly string[]) =>
    buildEntry(seq, { device, sensors: types.map(sensor) });
  fleet.observe({ entries: [reading(1, "a", ["CO", "X"]), reading(2, "b", ["CO"]), reading(3, "a", ["Y"])] });
  expect(fleet.sensorCount).toBe(4);
  fleet.states();
  fleet.observe({ entries: [reading(4, "b", ["CO", "Z"])] });
  expect(fleet.sensorCount).toBe(5);
  expect(createFleet(fleet.snapshot()).sensorCount).toBe(5);
  fleet.observe({
    entries: [reading(5, "a", ["W"]), { seq: 6, at: 1, kind: "forget", device: "a", data: "keep" }],
  });
  expect(fleet.sensorCount).toBe(2);
});
