import fc from "fast-check";
import { expect, it } from "vitest";
import { type Refusal, RefusedSenders } from "../../../server/ingest/refused-senders.ts";
import { REFUSED_WHYS } from "../../../shared/wire/refused.ts";

function refusal(overrides: Partial<Refusal> = {}): Refusal {
  return {
    at: 1_000,
    why: "payload",
    reason: "pct is no number",
    address: "10.0.0.1",
    device: "a",
    path: "/receive-json",
    ...overrides,
  };
}

function countOf(senders: RefusedSenders): number {
  return senders.rows().reduce((sum, { count }) => sum + count, senders.others);
}

it("counts what one sender and device is refused for one reason, figures aside", () => {
  const senders = new RefusedSenders();
  senders.note(refusal({ reason: "send it again in 5 s" }));
  senders.note(refusal({ reason: "send it again in 12 s", at: 3_000, path: "/api/v1/readings" }));
  expect(senders.rows()).toEqual([
    {
      address: "10.0.0.1",
      device: "a",
      path: "/api/v1/readings",
      why: "payload",
      reason: "send it again in 12 s",
      count: 2,
      firstAt: 1_000,
      lastAt: 3_000,
    },
  ]);
});

it.each([
  { address: "10.0.0.2" },
  { device: "b" },
  { device: null },
  { why: "no_key" as const },
  { reason: "id is missing" },
])("tells %j from it", (other) => {
  const senders = new RefusedSenders();
  senders.note(refusal());
  senders.note(refusal(other));
  expect(senders.rows()).toHaveLength(2);
  expect(senders.rows()[0]).toMatchObject(other);
});

it("puts what a sender of very many ids sends into one row, and keeps the rows of the others", () => {
  const senders = new RefusedSenders();
  senders.note(refusal({ address: "10.0.0.2", device: "real" }));
  for (let index = 0; index < 5_000; index += 1) senders.note(refusal({ device: `made up ${index}` }));
  const rows = senders.rows();
  expect(rows).toHaveLength(52);
  expect(rows[0]).toMatchObject({ device: null, count: 4_950 });
  expect(rows.at(-1)).toMatchObject({ address: "10.0.0.2", device: "real", count: 1 });
});

it("holds 1,000 rows, lets that go which nothing was added to for longest, and counts it", () => {
  const senders = new RefusedSenders();
  for (let index = 0; index < 1_000; index += 1) senders.note(refusal({ address: `10.1.0.${index}` }));
  senders.note(refusal({ address: "10.1.0.0" }));
  senders.note(refusal({ address: "10.2.0.0" }));
  const addresses = senders.rows().map(({ address }) => address);
  expect(addresses).toHaveLength(1_000);
  expect(addresses.slice(0, 2)).toEqual(["10.2.0.0", "10.1.0.0"]);
  expect(addresses).not.toContain("10.1.0.1");
  expect(senders.others).toBe(1);
});

const anyRefusal = fc.record({
  at: fc.nat(5),
  why: fc.constantFrom(...REFUSED_WHYS),
  reason: fc.constantFrom("a", "a 1", "b"),
  address: fc.constantFrom("", "1.1.1.1", "2.2.2.2"),
  device: fc.option(fc.nat(80).map(String)),
  path: fc.constant(null),
});

it("loses none of those refused, is bounded, and joins an earlier sum as if there had been one", () => {
  fc.assert(
    fc.property(fc.array(anyRefusal, { maxLength: 300 }), fc.nat(300), (refusals, cut) => {
      const [whole, earlier, later] = [new RefusedSenders(), new RefusedSenders(), new RefusedSenders()];
      for (const [place, one] of refusals.entries()) {
        whole.note(one);
        (place < cut ? earlier : later).note(one);
      }
      earlier.join(later);
      expect(countOf(whole)).toBe(refusals.length);
      expect(countOf(earlier)).toBe(refusals.length);
      expect(whole.rows().length).toBeLessThanOrEqual(3 * (50 + REFUSED_WHYS.length));
      for (const { firstAt, lastAt } of earlier.rows()) expect(firstAt).toBeLessThanOrEqual(lastAt);
    }),
    { numRuns: 100 },
  );
});
