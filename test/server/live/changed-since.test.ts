// What a stream begins with: the slices that late readings changed since the id that was named.

import { afterEach, beforeEach, expect, it } from "vitest";
import { HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import type { HelloEvent } from "../../../shared/wire/events.ts";
import { NOON } from "../../helpers/build-entry.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

let davy: TestDavy;
let now = NOON;

beforeEach(async () => {
  now = NOON;
  davy = await startTestDavy({ now: () => now });
  await post(NOON - SECOND_MS);
  await post(NOON - 3 * HOUR_MS);
});
afterEach(() => davy.stop());

const post = (ts: number) =>
  fetch(davy.url + PATHS.readings, {
    method: "POST",
    body: JSON.stringify([{ id: "a", pct: 90, ts, sensors: [{ type: "CO", val: 8 }] }]),
  });
const hello = async (query: string): Promise<HelloEvent> => {
  const stream = await openEventStream(`${davy.url}${PATHS.events}?${query}`);
  const first = await stream.until((events) => events[0]);
  await stream.leave();
  return first.data as HelloEvent;
};
const changed = [
  { device: "a", resolution: "raw", slice: "2026-11-23T09" },
  { device: "a", resolution: "minute", slice: "2026-11-23" },
  { device: "a", resolution: "hour", slice: "2026-11" },
];

it("begins with what changed since the id that was named", async () => {
  expect((await hello("changed_since=1")).changed).toEqual(changed);
  expect((await hello("last_event_id=1")).changed).toEqual(changed);
  expect((await hello("changed_since=2")).changed).toEqual([]);
  expect((await hello("changed_since=1&device=a")).changed).toEqual(changed);
  expect((await hello("changed_since=1&device=b")).changed).toEqual([]);
});

it("says that it does not know where no id, or one of another log, was named", async () => {
  for (const query of ["", "changed_since=99", "changed_since=x"])
    expect((await hello(query)).changed).toBeNull();
});

it("knows after a restart what the journal has, and claims no more", async () => {
  const { folder } = davy;
  await davy.close();
  davy = await startTestDavy({ now: () => now, folder });
  expect((await hello("changed_since=2")).changed).toEqual([]);
  const before = (await hello("changed_since=1")).changed;
  expect([null, changed]).toContainEqual(before);
});
