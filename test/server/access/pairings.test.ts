import fc from "fast-check";
import { expect, it } from "vitest";
import { Displays, digestOf, Pairings } from "../../../server/access/access.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { ADMIN, accessInMemory } from "../../helpers/access-log.ts";

function setUp() {
  const parts = accessInMemory();
  const displays = new Displays(parts);
  return { ...parts, displays, pairings: new Pairings({ ...parts, displays }) };
}

const screen = (from = "10.0.0.50") => ({ from, device: "Linux, Chrome" });

it("makes a display of the screen that shows a code, by the secret that it had from the beginning", async () => {
  const { pairings, displays, book, entries } = setUp();
  const { pairing, secret } = pairings.ask(screen(), undefined);
  expect(pairing.code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  expect(book.find(digestOf(secret))).toBeUndefined();
  const typed = `${pairing.code.slice(0, 4).toLowerCase()} - ${pairing.code.slice(4)}`;
  expect(pairings.find(typed, "Ada")).toMatchObject({ id: pairing.id, from: "10.0.0.50" });
  const look = { name: "Canteen", places: ["Shaft 3"], theme: "dark" as const, language: null };
  await pairings.confirm(pairing.id, { code: typed, ...look }, ADMIN);
  expect(book.find(digestOf(secret))).toMatchObject({ kind: "display", row: { name: "Canteen" } });
  expect(displays.list()).toHaveLength(1);
  expect(entries).toMatchObject([{ what: "display-paired", by: ADMIN, record: { places: ["Shaft 3"] } }]);
  expect(JSON.stringify(entries)).not.toContain(secret);
  expect(() => pairings.find(pairing.code, "Ada")).toThrow(expect.objectContaining({ code: "wrong_code" }));
});

it("keeps the code of a screen that asks again with its secret, and gives another to one with none", () => {
  const { pairings } = setUp();
  const first = pairings.ask(screen(), undefined);
  expect(pairings.ask(screen("10.0.0.51"), first.secret)).toEqual(first);
  expect(pairings.ask(screen(), "another").pairing.code).not.toBe(first.pairing.code);
});

it("knows a screen as waiting until its display is written, so that it asks for no other code, and takes that code once", async () => {
  const { pairings, book } = setUp();
  const { pairing, secret } = pairings.ask(screen(), undefined);
  const confirming = pairings.confirm(pairing.id, { code: pairing.code, name: "Canteen" }, ADMIN);
  expect(book.find(digestOf(secret))).toBeUndefined();
  expect(pairings.ofSecret(secret)).toEqual(pairing);
  expect(pairings.ask(screen(), secret)).toEqual({ pairing, secret });
  expect(() => pairings.find(pairing.code, "Ada")).toThrow(expect.objectContaining({ code: "wrong_code" }));
  await confirming;
  expect(book.find(digestOf(secret))).toBeDefined();
  expect(pairings.ofSecret(secret)).toBeUndefined();
});

it("takes a code for ten minutes", () => {
  const { pairings, clock } = setUp();
  const { pairing, secret } = pairings.ask(screen(), undefined);
  clock.now += 10 * MINUTE_MS - 1;
  expect(pairings.find(pairing.code, "Ada").id).toBe(pairing.id);
  clock.now += 1;
  expect(() => pairings.find(pairing.code, "Ada")).toThrow();
  expect(pairings.ofSecret(secret)).toBeUndefined();
});

it("lets 20 screens wait, 4 of one address, of which the oldest gives way to the next of its own", () => {
  const { pairings, clock } = setUp();
  const own = Array.from({ length: 5 }, () => pairings.ask(screen(), undefined).pairing);
  expect(() => pairings.find(own[0]?.code ?? "", "Ada")).toThrow();
  expect(pairings.find(own[1]?.code ?? "", "Ada").id).toBe(own[1]?.id);
  for (let index = 0; index < 16; index += 1) pairings.ask(screen(`10.0.1.${index}`), undefined);
  const full = expect.objectContaining({ code: "too_many_tries", retryAfterS: 60 });
  expect(() => pairings.ask(screen("10.0.2.1"), undefined)).toThrow(full);
  expect(pairings.ask(screen(), undefined).pairing.from).toBe("10.0.0.50");
  clock.now += 10 * MINUTE_MS;
  expect(pairings.ask(screen("10.0.2.1"), undefined).pairing.from).toBe("10.0.2.1");
});

it("takes ten wrong codes of an admin within ten minutes, then none, and those of another all the same", async () => {
  const { pairings, clock } = setUp();
  const { pairing } = pairings.ask(screen(), undefined);
  for (let index = 0; index < 10; index += 1)
    expect(() => pairings.find("BBBBBBBB", "Ada")).toThrow(expect.objectContaining({ code: "wrong_code" }));
  const wait = expect.objectContaining({ code: "too_many_tries", retryAfterS: 600 });
  expect(() => pairings.find(pairing.code, "Ada")).toThrow(wait);
  expect(pairings.find(pairing.code, "Bob").id).toBe(pairing.id);
  clock.now += 9 * MINUTE_MS;
  expect(() => pairings.find(pairing.code, "Ada")).toThrow(expect.objectContaining({ retryAfterS: 60 }));
  clock.now += MINUTE_MS;
  const next = pairings.ask(screen(), undefined).pairing;
  expect(pairings.find(next.code, "Ada").id).toBe(next.id);
});

it("confirms no other screen than the one that was looked at, and none twice", async () => {
  const { pairings, displays } = setUp();
  const [one, other] = [pairings.ask(screen(), undefined).pairing, pairings.ask(screen(), undefined).pairing];
  const body = { name: "a", code: one.code };
  await expect(pairings.confirm(other.id, body, ADMIN)).rejects.toMatchObject({ code: "wrong_code" });
  const both = [pairings.confirm(one.id, body, ADMIN), pairings.confirm(one.id, body, ADMIN)];
  const outcomes = (await Promise.allSettled(both)).map(({ status }) => status);
  expect(outcomes).toEqual(["fulfilled", "rejected"]);
  expect(displays.list()).toHaveLength(1);
});

it("never lets more wait than it may, however they come and go", () => {
  const step = fc.record({ address: fc.nat(30), waitMs: fc.nat(3 * MINUTE_MS) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { pairings, clock } = setUp();
      const all: { code: string; from: string }[] = [];
      for (const { address, waitMs } of steps) {
        clock.now += waitMs;
        try {
          all.push(pairings.ask(screen(`10.0.0.${address}`), undefined).pairing);
        } catch {
          // It was full.
        }
        const waiting = all.filter(({ code, from }) =>
          isWaiting(pairings, code, `${from} ${clock.now} ${code}`),
        );
        expect(waiting.length).toBeLessThanOrEqual(20);
      }
    }),
    { numRuns: 50 },
  );
});

function isWaiting(pairings: Pairings, code: string, who: string): boolean {
  try {
    pairings.find(code, who);
    return true;
  } catch {
    return false;
  }
}
