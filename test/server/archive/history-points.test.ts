// How many points a reduced history has.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { BatchPacker } from "../../../server/archive/sqlite/write/packed-batch.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { HistoryAnswer } from "../../../shared/wire/api.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { openTestStore } from "../../helpers/open-store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const DEVICE = "handheld 1";
const STEP_MS = 20 * SECOND_MS;
/** Three a minute, never two alike one after the other. */
const ENTRIES = Array.from({ length: DAY_MS / STEP_MS }, (_, index) =>
  buildEntry(index + 1, {
    measuredAt: NOON - DAY_MS + index * STEP_MS,
    sensors: [{ type: "CO", val: (index * 37) % 101 }],
  }),
);

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("points");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ["raw", 6 * HOUR_MS],
  ["minute", DAY_MS],
] as const)(
  "has as many points as are asked for, and not many fewer, made from %s",
  (resolution, rangeMs) => {
    const store = openTestStore(folder, {});
    store.apply(new BatchPacker().pack(ENTRIES));
    for (const points of [100, 1_000]) {
      const answer = store.history.history({ device: DEVICE, from: NOON - rangeMs, to: NOON, points });
      const told = JSON.parse(new TextDecoder().decode(answer?.json)) as HistoryAnswer;
      expect(told.resolution).toBe(resolution);
      const length = told.series[0]?.t.length ?? 0;
      expect(length).toBeLessThanOrEqual(points);
      expect(length).toBeGreaterThan(points * 0.7);
    }
    store.close();
  },
);
