import fc from "fast-check";
import { expect, it } from "vitest";
import { GatewayBook } from "../../../server/access/access.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";

function bookOf(...readings: readonly Partial<ReadingEntry>[]): GatewayBook {
  const book = new GatewayBook();
  book.observe({ entries: readings.map((reading, index) => buildEntry(index + 1, reading)) });
  return book;
}

it("tells by key, address, or neither what was posted, when, and of which devices", () => {
  const book = bookOf(
    { via: "kAAA", device: "a", at: NOON },
    { via: "pAAA", device: "b", at: NOON + 1 },
    { via: "aAAA", device: "c", at: NOON + 2 },
    { device: "d", at: NOON + 3 },
  );
  const posted = (how: "key" | "address") => book.posted({ how, id: "AAA" }, NOON);
  expect(posted("key")).toEqual({
    lastAt: NOON + 1,
    readingsADay: 2,
    devices: new Map([
      ["a", NOON],
      ["b", NOON + 1],
    ]),
  });
  expect(posted("address")).toMatchObject({ readingsADay: 1, devices: new Map([["c", NOON + 2]]) });
  expect(book.posted({ how: "open" }, NOON)).toMatchObject({ devices: new Map([["d", NOON + 3]]) });
  expect(book.posted({ how: "key", id: "BBB" }, NOON)).toBeUndefined();
});

it("counts the readings of the last day alone, and keeps no hours that are past", () => {
  const book = bookOf(...Array.from({ length: 100 }, (_, hour) => ({ at: NOON + hour * HOUR_MS })));
  const last = NOON + 99 * HOUR_MS;
  expect(book.posted({ how: "open" }, last)?.readingsADay).toBe(24);
  expect(book.posted({ how: "open" }, last + DAY_MS)?.readingsADay).toBe(0);
  expect(JSON.stringify(book.snapshot()).length).toBeLessThan(1_500);
});

it("does not count what was imported, and forgets a device that was forgotten", () => {
  const book = bookOf({ device: "a", source: { name: "old", row: 1 } });
  expect(book.posted({ how: "open" }, NOON)).toBeUndefined();
  const other = bookOf({ device: "a" });
  other.observe({ entries: [{ seq: 2, at: NOON, kind: "forget", device: "a", data: "keep" }] });
  expect(other.posted({ how: "open" }, NOON)?.devices.size).toBe(0);
});

it("is bounded: the devices and the gateways that were silent for longest go", () => {
  const devices = bookOf(
    ...Array.from({ length: 5_000 }, (_, index) => ({ device: `${index}`, at: NOON + index })),
  );
  const known = devices.posted({ how: "open" }, NOON)?.devices;
  expect(known?.size).toBeLessThanOrEqual(1_000);
  expect(known?.has("4999")).toBe(true);
  const gateways = bookOf(
    ...Array.from({ length: 5_000 }, (_, index) => ({ via: `k${index}`, at: NOON + index })),
  );
  expect(gateways.snapshot()).toHaveProperty("length");
  expect((gateways.snapshot() as unknown[]).length).toBeLessThanOrEqual(2_000);
  expect(gateways.posted({ how: "key", id: "4999" }, NOON)).toBeDefined();
  expect(gateways.posted({ how: "key", id: "0" }, NOON)).toBeUndefined();
});

const reading = fc.record({
  device: fc.constantFrom("a", "b", "c"),
  via: fc.constantFrom("kA", "pA", "aA", "kB"),
  at: fc.nat(40).map((hours) => NOON + hours * HOUR_MS),
});

it("is the same whether it was restored or has seen all entries", () => {
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 60 }), fc.nat(60), (readings, cut) => {
      const entries = readings.map((one, index) => buildEntry(index + 1, one));
      const [whole, first, second] = [new GatewayBook(), new GatewayBook(), new GatewayBook()];
      whole.observe({ entries });
      first.observe({ entries: entries.slice(0, cut) });
      second.restore(JSON.parse(JSON.stringify(first.snapshot())));
      second.observe({ entries: entries.slice(cut) });
      expect(second.snapshot()).toEqual(whole.snapshot());
    }),
  );
});
