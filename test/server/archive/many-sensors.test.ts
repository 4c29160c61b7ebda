// Types that never repeat, as a garbled line makes them. Ingest lets no more than a few hundred a day in, 0.1.0 let in all.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Store } from "../../../server/archive/sqlite/store.ts";
import { BatchPacker } from "../../../server/archive/sqlite/write/packed-batch.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryAnswer, RawSlice, RollUpSlice } from "../../../shared/wire/api.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { openTestStore } from "../../helpers/open-store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const DEVICE = "handheld 1";
const END = NOON + 60 * MINUTE_MS;
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await temporaryFolder("sensors");
  store = openTestStore(folder, {});
});

afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

const parse = <T>(answer: { json: Uint8Array } | undefined) =>
  JSON.parse(new TextDecoder().decode(answer?.json)) as T;

it("answers with the 256 sensors that were heard most, and says that this is not all", () => {
  const entries = Array.from({ length: 300 }, (_, index) =>
    buildEntry(index + 1, {
      measuredAt: NOON + (index % 30) * MINUTE_MS + index,
      sensors: [
        { type: "CO", val: index },
        { type: `T${index}`, val: 1 },
      ],
    }),
  );
  store.apply(new BatchPacker().pack(entries));
  const raw = parse<RawSlice>(
    store.history.slice({ device: DEVICE, resolution: "raw", slice: "2026-11-23T12" }),
  );
  expect(raw.sensors).toHaveLength(256);
  expect(raw.sensors[0]).toEqual({ key: "CO", type: "CO" });
  expect(raw.values[0]?.filter((value) => value !== null)).toHaveLength(300);
  expect(raw.complete).toBe(false);
  const minutes = parse<RollUpSlice>(
    store.history.slice({ device: DEVICE, resolution: "minute", slice: "2026-11-23" }),
  );
  expect(minutes.sensors).toHaveLength(256);
  expect(Math.max(...(minutes.max[0] ?? []).map(Number))).toBe(299);
  for (const from of [NOON, NOON - 8 * 3_600_000]) {
    const range = parse<HistoryAnswer>(store.history.history({ device: DEVICE, from, to: END, points: 100 }));
    expect(range.series).toHaveLength(256);
    expect(Math.max(...(range.series.find(({ key }) => key === "CO")?.v ?? []).map(Number))).toBe(299);
    expect(range.complete).toBe(false);
  }
});

it("keeps members that change with each reading beside the readings, and gives them back", () => {
  const entries = Array.from({ length: 100 }, (_, index) =>
    buildEntry(index + 1, {
      sensors: [
        { type: "CO", val: index, unit: "ppm", raw: index * 7 },
        { type: "O2", val: null, fault: "not a number", at: `t${index}` },
      ],
    }),
  );
  store.apply(new BatchPacker().pack(entries));
  expect(store.readings.after({ seq: 0, limit: 200 })).toEqual(entries);
});
