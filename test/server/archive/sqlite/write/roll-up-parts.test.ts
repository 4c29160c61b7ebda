// A large fleet's minutes and hours, which go on in further files.

import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Store } from "../../../../../server/archive/sqlite/store.ts";
import { BatchPacker } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import { MINUTE_MS } from "../../../../../shared/ground/time.ts";
import type { Resolution } from "../../../../../shared/history/slice.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { openTestStore } from "../../../../helpers/open-store.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";

const SLICES: readonly [Resolution, string][] = [
  ["minute", "2026-11-23"],
  ["hour", "2026-11"],
];
const packer = new BatchPacker();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("parts");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(name: string, partBytes: number): Store {
  return openTestStore(join(folder, name), { partBytes });
}

/** Applies readings so many minutes after noon, with a checkpoint after each group, and reads the slices. */
function slicesOf(store: Store, groups: readonly (readonly number[])[]): object[] {
  let seq = 0;
  for (const group of groups) {
    const entries = group.map((minute) => {
      seq += 1;
      const sensors = [{ type: seq % 3 === 0 ? "CO" : "CH4", val: seq }];
      return buildEntry(seq, { measuredAt: NOON + minute * MINUTE_MS, battery: 100 - seq, sensors });
    });
    store.apply(packer.pack(entries));
    for (const _ of store.checkpoint({ seq, states: new Map() }));
  }
  return SLICES.map(([resolution, slice]) => {
    const answer = store.history.slice({ device: "handheld 1", resolution, slice });
    return JSON.parse(new TextDecoder().decode(answer?.json)) as object;
  });
}

it("gives the same minutes and hours from several files as from one, whatever came late", () => {
  const groups = fc.array(fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  let run = 0;
  fc.assert(
    fc.property(groups, (given) => {
      run += 1;
      const [parted, whole] = [openStore(`parted ${run}`, 1), openStore(`whole ${run}`, 1e7)];
      expect(slicesOf(parted, given)).toEqual(slicesOf(whole, given));
      parted.close();
      whole.close();
    }),
    { numRuns: 30 },
  );
});

it("begins a further file once one was written and is large, and brings late figures into the one of their time", () => {
  const store = openStore("data", 1);
  slicesOf(store, [[0, 1], [2], [1], [3]]);
  store.close();
  expect(readdirSync(join(folder, "data", "minutes")).sort()).toEqual([
    "2026-11-23.2.sqlite",
    "2026-11-23.3.sqlite",
    "2026-11-23.sqlite",
  ]);
});
