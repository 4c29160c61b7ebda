// An archive that is too far behind: posts wait for it, and are sent back when it stays so.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createIngest } from "../../../server/ingest/ingest.ts";
import type { EntryDraft, ReadingEntry } from "../../../shared/entries/entry.ts";
import { buildEntry } from "../../helpers/build-entry.ts";
import { QUIET_PARTS } from "./ingest-parts.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const READING = { id: "d", pct: 90, sensors: [] };

/** An entrance to a log that takes all, before an archive of which the test says how far behind it is. */
function setUp(backlog: number) {
  const asked: number[] = [];
  const state = { stored: 0, catchUp: () => {} };
  const ingest = createIngest({
    ...QUIET_PARTS,
    log: {
      append: async (drafts: readonly EntryDraft[]) => {
        state.stored += drafts.length;
        return drafts.map((draft, at) => buildEntry(at + 1, draft as Partial<ReadingEntry>));
      },
    },
    intake: {
      backlog,
      drained: (entries) => {
        asked.push(entries);
        return new Promise((resolve) => {
          state.catchUp = resolve;
        });
      },
    },
  });
  return { ingest, asked, state };
}

it("stores at once while no more waits for the archive than may", async () => {
  const { ingest, asked, state } = setUp(1_000);
  expect(await ingest.receive([READING])).toMatchObject([{ status: "stored" }]);
  expect([asked, state.stored]).toEqual([[], 1]);
});

it("waits where more does, and stores as soon as the archive has caught up", async () => {
  const { ingest, asked, state } = setUp(1_001);
  const outcome = ingest.receive([READING]);
  await vi.advanceTimersByTimeAsync(4_999);
  expect([asked, state.stored]).toEqual([[1_000], 0]);
  state.catchUp();
  expect(await outcome).toMatchObject([{ status: "stored" }]);
});

it("sends back what has waited for 5 s, and stores none of it", async () => {
  const { ingest, state } = setUp(1_001);
  const outcome = expect(ingest.receive([READING])).rejects.toMatchObject({ code: "busy" });
  await vi.advanceTimersByTimeAsync(5_000);
  await outcome;
  expect(state.stored).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
