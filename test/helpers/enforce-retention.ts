// What retention leaves of a folder. A server itself would take hours to be sure of its clock before it deletes anything.

import { DAY_MS } from "../../shared/ground/time.ts";
import { openTestArchive } from "./open-archive.ts";

/** How long things are kept, as the environment of a server says it. */
export const KEPT_DAYS = { DAVY_RAW_DAYS: "30", DAVY_MINUTE_DAYS: "60", DAVY_HOUR_DAYS: "400" };

/** Deletes what is past that at a time, from the folder of a server that has stopped. */
export async function enforceRetention(folder: string, at: number): Promise<void> {
  const archive = await openTestArchive(folder, {
    rawRetentionMs: 30 * DAY_MS,
    minuteRetentionMs: 60 * DAY_MS,
    hourRetentionMs: 400 * DAY_MS,
    now: () => at,
  });
  while ((await archive.enforceRetention(at)).length > 0);
  await archive.close();
}
