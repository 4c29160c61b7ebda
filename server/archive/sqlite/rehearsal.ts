// What is done for the first time after a start waits for the compilers of JavaScript and WebAssembly: it takes up to ten times
// as long as later. So the archive's thread rehearses, on made-up readings in memory, while the rest of the server loads.

import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SqlJsStatic } from "sql.js";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { Problems } from "./files/problems.ts";
import { Store } from "./store.ts";
import { BatchPacker } from "./write/packed-batch.ts";

const DEVICE = "rehearsal";
const GASES = ["CH4", "CO", "H2S", "O2"];
/** A rehearsal takes a tenth of it: nothing of its files has to go to make room. */
const CACHE_BYTES = 64 * 1024 * 1024;
/** Readings of a step, few enough that what comes meanwhile waits for some tens of ms at most. */
const STEP_READINGS = 60;

/** Readings are spread over a day, so that each round changes what every question is answered from. Which day is all one. */
const FROM = Date.UTC(2020, 0, 1);
const TO = FROM + DAY_MS;
const RANGES_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 30 * DAY_MS];

function readingsFrom(first: number): ReadingEntry[] {
  return Array.from({ length: STEP_READINGS }, (_, place) => {
    const seq = first + place + 1;
    const measuredAt = FROM + ((seq * 997_000) % DAY_MS);
    const sensors = GASES.map((type, gas) => ({ type, val: ((seq * 37 + gas * 101) % 1_000) / 10 }));
    const times = { at: measuredAt, measuredAt, deviceTime: measuredAt / 1_000 };
    return { seq, kind: "reading", device: DEVICE, battery: 90, sensors, ...times };
  });
}

/** A store that keeps all in memory: its folder is never made, and nothing is written. */
function storeInMemory(SQL: SqlJsStatic): Store {
  return new Store({
    SQL,
    options: {
      folder: join(tmpdir(), `davy-rehearsal-${randomUUID()}`),
      cacheBytes: CACHE_BYTES,
      rawRetentionMs: Number.POSITIVE_INFINITY,
      minuteRetentionMs: Number.POSITIVE_INFINITY,
      eventsRetentionMs: Number.POSITIVE_INFINITY,
      hourRetentionMs: Number.POSITIVE_INFINITY,
      maxDataBytes: Number.POSITIVE_INFINITY,
    },
    now: () => TO + DAY_MS,
    write: () => undefined,
    problems: new Problems(() => undefined),
  });
}

/** Rehearses step by step; whoever runs it may do something else in between. */
export function* rehearse(SQL: SqlJsStatic, rounds: number): Generator<void> {
  const store = storeInMemory(SQL);
  const packer = new BatchPacker();
  let readings = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const rangeMs of RANGES_MS) {
      store.apply(packer.pack(readingsFrom(readings)));
      readings += STEP_READINGS;
      yield;
      store.history.history({ device: DEVICE, from: TO - rangeMs, to: TO, points: 1_000 });
      yield;
    }
  }
  store.close();
}
