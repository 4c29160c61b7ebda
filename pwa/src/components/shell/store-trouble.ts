// Why this device keeps nothing for when there is no network, in words.

import { msg } from "@lit/localize";
import type { OfflineStatus } from "../../data/base/app-data.ts";

/** What is wrong with the storage, and what a person can do about it. */
export function storeTrouble(trouble: NonNullable<OfflineStatus["trouble"]>): string {
  if (trouble === "blocked")
    return msg(
      "Another tab of Davy runs an older version and holds the storage. Close it; until then nothing is kept.",
      { id: "settings.storeBlocked" },
    );
  if (trouble === "unloaded")
    return msg(
      "The part of the app that keeps graphs for offline use could not be loaded. Until it is, nothing is kept.",
      { id: "settings.storeUnloaded" },
    );
  if (trouble === "hung")
    return msg(
      "The storage of this browser does not answer, perhaps because another tab holds it. Graphs come from the network; until it answers nothing is kept.",
      { id: "settings.storeHung" },
    );
  return msg(
    "This browser does not let Davy store data. Graphs work, but not after a restart without a network.",
    { id: "settings.storeRefused" },
  );
}
