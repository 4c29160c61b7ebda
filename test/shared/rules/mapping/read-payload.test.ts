import fc from "fast-check";
import { expect, it } from "vitest";
import type { MappedField, Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import { fillDevice, readPayload } from "../../../../shared/rules/mapping/read-payload.ts";

const guess = (members: unknown) => readPayload({ members }, undefined);
const sensorsOf = (members: unknown) => guess(members).readings[0]?.sensors;
const mapping = (fields: readonly MappedField[], over: Partial<Mapping> = {}): Mapping => ({
  id: "m",
  name: "m",
  source: "#",
  port: null,
  device: null,
  passOver: false,
  fields,
  ...over,
});

it.each<[unknown, unknown]>([
  [{ co: 5 }, [{ type: "CO", val: 5 }]],
  [{ CO_ppm: "5.5" }, [{ type: "CO", val: "5.5", unit: "ppm" }]],
  [{ ch4Lel: 3 }, [{ type: "CH4", val: 3, unit: "%LEL" }]],
  [{ "CH4 %LEL": 3 }, [{ type: "CH4", val: 3, unit: "%LEL" }]],
  [{ o2: 20.9 }, [{ type: "O2", val: 20.9, unit: "%vol" }]],
  [{ o2: 209_000 }, [{ type: "O2", val: 209_000 }]],
  [{ co: null }, [{ type: "CO", val: null }]],
  [{ co: "OL" }, [{ type: "CO", val: "OL" }]],
  [{ gas: { h2s: 1 } }, [{ type: "H2S", val: 1 }]],
  [
    { co: 5, co_max: 900 },
    [
      { type: "CO", val: 5 },
      { type: "co_max", val: 900 },
    ],
  ],
  [
    { co: [1, 900, 3] },
    [
      { type: "CO", val: 1 },
      { type: "CO", val: 900 },
      { type: "CO", val: 3 },
    ],
  ],
  [
    { a: { co: 1 }, b: { co: 2 } },
    [
      { type: "a.co", val: 1 },
      { type: "b.co", val: 2 },
    ],
  ],
  [{ co_alarm: 1, co_status: 0, co_temperature: 20, humidity: 40 }, []],
  [{ hydrogen_cyanide: 3 }, []],
])("tells by the names of %j", (members, sensors) => {
  expect(sensorsOf(members)).toEqual(sensors);
});

it("takes a charge, and no voltage for one; a time, and a device's own name", () => {
  expect(guess({ battery: 88, co: 1 }).readings[0]).toMatchObject({ pct: 88 });
  expect(guess({ battery: 3.6, co: 1 }).readings[0]).not.toHaveProperty("pct");
  expect(guess({ ts: 1_795_444_140, id: "x", co: 1 }).readings[0]).toMatchObject({
    ts: 1_795_444_140,
    id: "x",
  });
});

it("says which gases have no unit, and which numbers became nothing", () => {
  expect(guess({ co: 1, h2s_ppb: 2, level_a: 3 })).toMatchObject({ unitless: ["co"], unread: ["level_a"] });
});

it("keeps readings in Davy's own shape as they are, several as well", () => {
  const one = { ts: 1, sensors: [{ type: "CO", val: 900 }] };
  const other = { ts: 2, sensors: [{ type: "CO", val: 1 }] };
  expect(guess(one)).toMatchObject({ how: "own", readings: [one] });
  expect(guess({ readings: [one, other] })).toMatchObject({ how: "own", readings: [one, other] });
  expect(guess([one, other])).toMatchObject({ how: "own", readings: [one, other] });
});

it("reads the fields of a mapping, each value of a list, and says what is missing", () => {
  const fields: MappedField[] = [
    { from: "g.a", to: "sensor", type: "CO", unit: "ppb", factor: 0.1 },
    { from: "list", to: "sensor", type: "H2S" },
    { from: "v", to: "battery" },
    { from: "none", to: "sensor", type: "O2" },
  ];
  const members = { g: { a: 123 }, list: [1, 90], v: 55, co: 4 };
  expect(readPayload({ members }, mapping(fields))).toMatchObject({
    how: "mapping",
    readings: [
      {
        pct: 55,
        sensors: [
          { type: "CO", val: 12.3, unit: "ppb" },
          { type: "H2S", val: 1 },
          { type: "H2S", val: 90 },
        ],
      },
    ],
    missing: ["none"],
    unread: ["co"],
  });
});

it.each<[MappedField["from"], number | undefined]>([
  [{ offset: 0, width: 1, endian: "big", form: "unsigned" }, 0xff],
  [{ offset: 0, width: 1, endian: "big", form: "signed" }, -1],
  [{ offset: 1, width: 2, endian: "big", form: "unsigned" }, 0x0102],
  [{ offset: 1, width: 2, endian: "little", form: "unsigned" }, 0x0201],
  [{ offset: 0, width: 4, endian: "big", form: "unsigned" }, 0xff010203],
  [{ offset: 4, width: 4, endian: "little", form: "float" }, 12.5],
  [{ offset: 7, width: 2, endian: "big", form: "unsigned" }, undefined],
])("reads bytes by %j", (from, value) => {
  const bytes = Uint8Array.of(0xff, 1, 2, 3, 0, 0, 0x48, 0x41);
  const { readings } = readPayload({ bytes }, mapping([{ from, to: "sensor", type: "CO" }]));
  expect(readings[0]?.sensors).toEqual(value === undefined ? [] : [{ type: "CO", val: value }]);
});

it("reads each number as it was written into the bytes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      fc.boolean(),
      fc.nat(5),
      (number, isLittle, offset) => {
        const view = new DataView(new ArrayBuffer(offset + 4));
        view.setInt32(offset, number, isLittle);
        const from = { offset, width: 4, endian: isLittle ? "little" : "big", form: "signed" } as const;
        const bytes = new Uint8Array(view.buffer);
        const { readings } = readPayload({ bytes }, mapping([{ from, to: "sensor", type: "CO" }]));
        expect(readings[0]?.sensors).toEqual([{ type: "CO", val: number }]);
      },
    ),
  );
});

it("hides no number that stands under the name of a gas, wherever it does", () => {
  const gases = fc.constantFrom("co", "H2S", "ch4_ppm", "o2", "co_max", "NO2_avg", "methane");
  const tree = fc.letrec((tie) => ({
    node: fc.dictionary(
      gases,
      fc.oneof({ maxDepth: 3 }, fc.integer(), fc.array(fc.integer(), { maxLength: 4 }), tie("node")),
    ),
  })).node;
  const numbersIn = (value: unknown): number[] =>
    typeof value === "number" ? [value] : Object.values(value as object).flatMap(numbersIn);
  fc.assert(
    fc.property(tree, (members) => {
      const values = (sensorsOf(members) as { val: number }[]).map(({ val }) => val);
      expect(values.sort()).toEqual(numbersIn(members).sort());
    }),
  );
});

it("never throws, whatever a payload or a mapping holds", () => {
  const field = fc.record({
    from: fc.string(),
    to: fc.constantFrom("sensor", "battery", "time"),
    type: fc.string(),
  });
  fc.assert(
    fc.property(fc.anything(), fc.uint8Array(), fc.array(field), (members, bytes, fields) => {
      readPayload({ members, bytes }, undefined);
      readPayload({ members, bytes }, mapping(fields as MappedField[]));
    }),
  );
});

it("fills the template of a device from the source and the payload, or gives none", () => {
  expect(fillDevice("probe {2}", "mqtt/site/7", {})).toBe("probe 7");
  expect(fillDevice("{a.b}-{1}", "mqtt/site/7", { a: { b: 5 } })).toBe("5-site");
  expect(fillDevice("{9}", "mqtt/site/7", {})).toBeUndefined();
});
