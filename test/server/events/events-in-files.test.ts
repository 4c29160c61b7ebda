// The events store in the archive's files, over its thread.

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { batchOf } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";
import { openTestArchive } from "../../helpers/open-archive.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { NO_FLEET } from "../archive/archive-subject.ts";
import { describeEvents } from "./events-contract.ts";

describeEvents("the archive in its worker", async () => {
  const folder = await temporaryFolder("events");
  let archive = await openTestArchive(folder);
  return {
    get events() {
      return archive.events;
    },
    take: (...entries) => archive.apply(batchOf(entries)),
    async reopen() {
      await archive.checkpoint(NO_FLEET);
      await archive.close();
      archive = await openTestArchive(folder);
    },
    async remove() {
      await archive.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

it("deletes a month of events once it is past its retention, and not before", async () => {
  const folder = await temporaryFolder("events");
  const end = Date.UTC(2027, 3, 1);
  const archive = await openTestArchive(folder, { eventsRetentionMs: 1_095 * DAY_MS, now: () => end });
  const young = buildEvent(2, { at: end });
  archive.apply(batchOf([buildEvent(1, { at: Date.UTC(2024, 2, 5) }), young]));
  await archive.checkpoint(NO_FLEET);
  const path = join(folder, "events", "2024-03.sqlite");
  expect(await archive.enforceRetention(undefined)).toEqual([]);
  expect(await archive.enforceRetention(end)).toEqual([]);
  expect(existsSync(path)).toBe(true);
  expect(await archive.enforceRetention(end + 1)).toEqual([
    "Deleted events/2024-03.sqlite: past its retention",
  ]);
  expect(existsSync(path)).toBe(false);
  expect(await archive.events.after(0, { limit: 5 })).toEqual([young]);
  await archive.close();
  await rm(folder, { recursive: true });
});
