import { expect, it } from "vitest";
import { Throttle } from "../../../server/access/throttle.ts";

let now = 0;

function throttle(): Throttle {
  now = 1_000_000;
  return new Throttle(() => now);
}

function guess(
  one: Throttle,
  times: number,
  [name, address]: readonly [string, string] = ["Ada", "10.0.0.1"],
): void {
  for (let count = 0; count < times; count += 1) one.begin(name, address);
}

it("lets people mistype twice, then doubles the wait up to a quarter of an hour", () => {
  const one = throttle();
  const waits = [];
  for (let count = 0; count < 15; count += 1) {
    waits.push(one.waitMs("Ada", "10.0.0.1"));
    guess(one, 1);
  }
  expect(waits).toEqual([
    0, 0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 512_000, 900_000, 900_000,
  ]);
});

it("locks nobody out: the wait ends, and from elsewhere there is none", () => {
  const one = throttle();
  guess(one, 5);
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(4_000);
  expect(one.waitMs("Ada", "10.0.0.2")).toBe(0);
  expect(one.waitMs("Ben", "10.0.0.1")).toBe(0);
  now += 4_000;
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
});

it("takes spellings of a name, and addresses of one IPv6 network, for one", () => {
  const one = throttle();
  guess(one, 4, ["Ada", "2001:db8:0:1::7"]);
  expect(one.waitMs("ADA", "2001:db8:0:1:9:9:9:9")).toBe(2_000);
  expect(one.waitMs("Ada", "2001:db8::1")).toBe(0);
});

it("forgets after the right password, and after an hour", () => {
  const one = throttle();
  guess(one, 4);
  one.succeed("Ada", "10.0.0.1");
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
  guess(one, 20);
  now += 3_600_001;
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
  guess(one, 1);
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
});

it("bounds the wrong guesses of all together, for a minute", () => {
  const one = throttle();
  for (let count = 0; count < 120; count += 1) guess(one, 1, [`n${count}`, `10.0.1.${count}`]);
  expect(one.waitMs("Ada", "10.0.0.9")).toBe(60_000);
  now += 60_000;
  expect(one.waitMs("Ada", "10.0.0.9")).toBe(0);
});

it("leaves others their guesses when one address guesses many names", () => {
  const one = throttle();
  let guesses = 0;
  while (guesses < 1_000 && one.waitMs(`n${guesses}`, "10.0.0.1") === 0) {
    guess(one, 1, [`n${guesses}`, "10.0.0.1"]);
    guesses += 1;
  }
  expect(guesses).toBe(30);
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(60_000);
  expect(one.waitMs("Ada", "10.0.0.9")).toBe(0);
  now += 60_000;
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
});

it("gives an address back what was right, or not looked at", () => {
  const one = throttle();
  for (let count = 0; count < 100; count += 1) {
    one.begin(`n${count}`, "10.0.0.1");
    if (count % 2 === 0) one.succeed(`n${count}`, "10.0.0.1");
    else one.giveBack(`n${count}`, "10.0.0.1");
  }
  expect(one.waitMs("Ada", "10.0.0.1")).toBe(0);
});
