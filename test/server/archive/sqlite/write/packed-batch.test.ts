import fc from "fast-check";
import { expect, it } from "vitest";
import { Layouts } from "../../../../../server/archive/sqlite/layouts/layouts.ts";
import { BatchPacker } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import { PackedReading } from "../../../../../server/archive/sqlite/write/packed-reading.ts";
import type { Entry, ReadingEntry } from "../../../../../shared/entries/entry.ts";
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
