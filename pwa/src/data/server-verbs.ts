// What the page asks of the server in somebody's name.

import type { AppData } from "./base/app-data.ts";
import type { Fetch } from "./base/fetch.ts";
import { isServerHealthy } from "./health/is-server-healthy.ts";
import { readChanges } from "./settings/read-logbook.ts";
import { forgetDevice, saveSettings } from "./settings/save-settings.ts";

export type ServerVerbs = Pick<AppData, "saveSettings" | "readChanges" | "forgetDevice" | "isServerHealthy">;

/** The verbs over a way to the server. */
export function createServerVerbs(fetch: Fetch): ServerVerbs {
  return {
    saveSettings: (device, patch, options) => saveSettings(fetch, { device, patch, ...options }),
    readChanges: (query, signal) => readChanges(fetch, query, signal),
    forgetDevice: (device, data) => forgetDevice(fetch, device, data),
    isServerHealthy: () => isServerHealthy(fetch),
  };
}
