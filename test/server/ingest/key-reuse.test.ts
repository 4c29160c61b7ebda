// Keys are given out by gateways, and gateways restart. A repetition must be known; a new reading must never be lost to a key.

import { afterAll, beforeAll, expect, it } from "vitest";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { type BatchAnswer, PATHS } from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

let davy: TestDavy;
let now = Date.UTC(2026, 10, 23, 12);

beforeAll(async () => {
  davy = await startTestDavy({ now: () => now });
});

afterAll(() => davy.stop());

async function post(key: string | undefined, readings: readonly object[]): Promise<string[]> {
  const headers: Record<string, string> = key === undefined ? {} : { "Idempotency-Key": key };
  const body = JSON.stringify(readings);
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", headers, body });
  return ((await answer.json()) as BatchAnswer).results.map(({ status }) => status);
}

const reading = (val: number, more: object = {}) => ({
  id: "d",
  pct: 80,
  sensors: [{ type: "CO", val }],
  ...more,
});

it("knows a repeated post by its key, and stores other readings that come under the same key", async () => {
  expect(await post("1", [reading(1), reading(1)])).toEqual(["stored", "stored"]);
  expect(await post("1", [reading(1), reading(1)])).toEqual(["duplicate", "duplicate"]);
  expect(await post("1", [reading(2), reading(1)])).toEqual(["stored", "duplicate"]);
});

it("knows a repeated reading by its uid, and stores another one of the same uid", async () => {
  expect(await post(undefined, [reading(1, { uid: "a" }), reading(1, { uid: "a" })])).toEqual([
    "stored",
    "duplicate",
  ]);
  expect(await post(undefined, [reading(1, { uid: "a" }), reading(7, { uid: "a" })])).toEqual([
    "duplicate",
    "stored",
  ]);
});

it("takes equal readings without a key for what they are: two readings", async () => {
  expect(await post(undefined, [reading(5), reading(5)])).toEqual(["stored", "stored"]);
});

it("knows a repetition also when its time was not believed at first and is by then", async () => {
  const early = reading(1, { ts: (now + 10 * MINUTE_MS) / 1_000 });
  expect(await post("early", [early])).toEqual(["stored"]);
  now += 8 * MINUTE_MS;
  expect(await post("early", [early])).toEqual(["duplicate"]);
});
