import { expect, it } from "vitest";
import { createDeliveries } from "../../../server/state/deliveries.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildEntry } from "../../helpers/build-entry.ts";

/** A reading of a message: its number, what was in it, and its mark, with which of several readings it became. */
const brought = (id: number, content: string, mark: string) =>
  buildEntry(1, { key: `post =mqtt/${id}/${content}/${mark}\nhandheld 1` });

function deliveriesOf(...entries: readonly Entry[]) {
  const deliveries = createDeliveries();
  deliveries.observe({ entries });
  return deliveries;
}

it("knows a message by its number and its content, by the key of the latest", () => {
  const deliveries = deliveriesOf(
    brought(7, "ab", "m1/0"),
    brought(7, "ab", "m1/1"),
    brought(7, "cd", "m2/0"),
    brought(8, "ab", "m3"),
  );
  const keys = [
    deliveries.keyOf(7, "ab"),
    deliveries.keyOf(7, "cd"),
    deliveries.keyOf(8, "ab"),
    deliveries.keyOf(8, "cd"),
  ];
  expect(keys).toEqual(["mqtt/7/ab/m1", "mqtt/7/cd/m2", "mqtt/8/ab/m3", undefined]);
  deliveries.observe({ entries: [brought(7, "ab", "m9")] });
  expect(deliveries.keyOf(7, "ab")).toBe("mqtt/7/ab/m9");
});

it("passes over what no broker has brought", () => {
  const deliveries = deliveriesOf(
    buildEntry(1),
    buildEntry(2, { key: "post =abc\nhandheld 1" }),
    buildEntry(3, { key: "post =mqtt/no number/ab/m1\nhandheld 1" }),
    { ...brought(7, "ab", "m1"), kind: "later" } as unknown as Entry,
  );
  expect(deliveries.snapshot()).toEqual([]);
});

it("remembers the latest two thousand, of which one that came again is the newest", () => {
  const deliveries = deliveriesOf(...Array.from({ length: 2_000 }, (_, id) => brought(id, "ab", `m${id}`)));
  expect(deliveries.keyOf(0, "ab")).toBe("mqtt/0/ab/m0");
  deliveries.observe({ entries: [brought(0, "ab", "again"), brought(2_000, "ab", "m")] });
  expect(deliveries.keyOf(0, "ab")).toBe("mqtt/0/ab/again");
  expect(deliveries.keyOf(1, "ab")).toBeUndefined();
  expect(deliveries.keyOf(2, "ab")).toBe("mqtt/2/ab/m2");
  expect(deliveries.snapshot()).toHaveLength(2_000);
});

it("goes on from a checkpoint under the name that it has there, and from one without it with nothing", () => {
  const before = deliveriesOf(brought(7, "ab", "m1"));
  expect(before.name).toBe("deliveries");
  const after = createDeliveries();
  after.restore(JSON.parse(JSON.stringify(before.snapshot())), 1);
  expect(after.keyOf(7, "ab")).toBe("mqtt/7/ab/m1");
  after.restore(undefined, 1);
  expect(after.snapshot()).toEqual([]);
});
