import fc from "fast-check";
import { expect, it } from "vitest";
import { Layouts } from "../../../../../server/archive/sqlite/layouts/layouts.ts";
import { BatchPacker, splitAtForgotten } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import { PackedReading } from "../../../../../server/archive/sqlite/write/packed-reading.ts";
import type { Entry, ReadingEntry } from "../../../../../shared/entries/entry.ts";
import type { SensorsSettings } from "../../../../../shared/rules/settings.ts";
import { buildEntry } from "../../../../helpers/build-entry.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = fc.string({ minLength: 1, maxLength: 12 });
const sensor = fc
  .tuple(
    text,
    fc.option(finite),
    fc.dictionary(text, fc.oneof(fc.string(), finite), { maxKeys: 2, noNullPrototype: true }),
  )
  .map(([type, val, more]) => ({ ...more, type, val }))
  // Why a value was unfit is kept apart from what the sensor is.
  .map((given) => (given.val === null ? { ...given, fault: "not a number" } : given));
const reading: fc.Arbitrary<Partial<ReadingEntry>> = fc.record(
  {
    device: text,
    measuredAt: fc.nat(),
    deviceTime: fc.oneof(finite, fc.string(), fc.constant(null)),
    battery: fc.option(finite, { nil: null }),
    sensors: fc.array(sensor, { maxLength: 4 }),
    extra: fc.dictionary(text, fc.string(), { noNullPrototype: true }),
    key: text,
    via: text,
    receivedAt: fc.nat(),
    source: fc.record({ name: text, row: fc.nat() }, { noNullPrototype: true }),
  },
  { requiredKeys: ["device", "measuredAt", "deviceTime", "battery", "sensors"], noNullPrototype: true },
);

/** A reading as it is known after the journey, in the words of an entry. */
function unpacked(packed: PackedReading): object {
  const { seq, at, device, measuredAt, deviceTime, battery, layout, rare, via } = packed;
  const members = JSON.parse(layout.text) as object[];
  const values = JSON.parse(packed.valuesText) as (number | null)[];
  const { deviceTime: _, members: own = {}, ...rest } = rare ?? {};
  const sensors = members.map((member, index) => {
    return { ...member, val: values[index], ...own[index] };
  });
  return { seq, at, kind: "reading", device, measuredAt, deviceTime, battery, sensors, ...rest, via };
}

it("hands every reading over as the log has it, with the places of settings between them left out", () => {
  const packer = new BatchPacker();
  fc.assert(
    fc.property(fc.array(fc.option(reading), { minLength: 1, maxLength: 20 }), (overrides) => {
      const entries = overrides.map(
        (given, index): Entry =>
          given
            ? buildEntry(index + 1, given)
            : { seq: index + 1, at: 1, kind: "setting", device: "a", patch: {} },
      );
      const batch = packer.pack(entries);
      const packed = new PackedReading(batch, new Layouts());
      const found: object[] = [];
      while (packed.next()) found.push(unpacked(packed));
      const readings = entries.filter(({ kind }) => kind === "reading");
      // As JSON has it: there is no minus zero.
      expect(JSON.parse(JSON.stringify(found))).toEqual(JSON.parse(JSON.stringify(readings)));
      expect(batch.lastSeq).toBe(entries.length);
    }),
  );
});

const setting = (seq: number): Entry => ({ seq, at: 1, kind: "setting", device: "a", patch: {} });
const forget = (seq: number, data: "keep" | "delete"): Entry => ({
  seq,
  at: 1,
  kind: "forget",
  device: "a",
  data,
});

it("splits before each device that is forgotten with its data, and nowhere else", () => {
  const seqsOf = (entries: readonly Entry[]) =>
    splitAtForgotten(entries).map((piece) => piece.map(({ seq }) => seq));
  expect(seqsOf([setting(1), setting(2)])).toEqual([[1, 2]]);
  expect(seqsOf([setting(1), forget(2, "keep"), setting(3)])).toEqual([[1, 2, 3]]);
  expect(seqsOf([setting(1), forget(2, "delete"), setting(3)])).toEqual([[1], [2, 3]]);
  expect(seqsOf([forget(1, "delete"), setting(2), forget(3, "delete")])).toEqual([[1, 2], [3]]);
});

it("says what a sensor's numbers mean where its unit, zero or gain is set, and of no other device", () => {
  const packer = new BatchPacker();
  const set: { readonly [device: string]: SensorsSettings } = {
    unit: { CO: { unit: "mg/m³" } },
    zero: { CO: { label: "a" }, O2: { zero: 0 } },
    gain: { CO: { gain: 2 } },
    label: { CO: { label: "b" } },
  };
  packer.settingsOf = (device) => set[device];
  const devices = ["unit", "zero", "gain", "label", "none"];
  const { settings } = packer.pack(devices.map((device, index) => buildEntry(index + 1, { device })));
  expect([...settings]).toEqual(["unit", "zero", "gain"].map((device) => [device, set[device]]));
});

it("keeps beside the figures what few readings have, and of an ordinary one nothing", () => {
  const given: readonly Partial<ReadingEntry>[] = [
    {},
    { receivedAt: 7 },
    { key: "k" },
    { deviceTime: "noon" },
    { deviceTime: null },
    { extra: { co: 1 } },
  ];
  const packed = new BatchPacker().pack(given.map((one, index) => buildEntry(index + 1, one)));
  expect([...packed.rare]).toEqual(given.map((rare, place) => [place, rare]).slice(1));
});

it("says what a reading's values can be by its device's settings, for whichever sensors it names", () => {
  const packer = new BatchPacker();
  packer.settingsOf = (device) => (device === "set" ? { CO: { unit: "ppb" } } : undefined);
  const co = { type: "CO", val: 1 };
  const named: readonly (readonly [string, ReadingEntry["sensors"]])[] = [
    ["plain", [co]],
    ["set", [co]],
    ["set", [{ type: "H2S", val: 1 }, co]],
    ["set", [co]],
  ];
  const batch = packer.pack(
    named.map(([device, sensors], index) => buildEntry(index + 1, { device, sensors })),
  );
  const packed = new PackedReading(batch, new Layouts());
  const highs: number[][] = [];
  while (packed.next()) highs.push(packed.ranges.map(({ high }) => high));
  expect(highs).toEqual([[1_100_000], [1_100_000_000], [1_100_000, 1_100_000_000], [1_100_000_000]]);
});
