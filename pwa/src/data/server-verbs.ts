// What the page asks of the server in somebody's name. The code of a verb is fetched when it is first needed.

import type { AppData, SiteSource } from "./base/app-data.ts";
import { orCodeMissing } from "./base/code-missing.ts";
import type { Fetch } from "./base/fetch.ts";
import { isServerHealthy } from "./health/is-server-healthy.ts";
import type { Ground } from "./page-ground.ts";

export type ServerVerbs = Pick<
  AppData,
  "saveSettings" | "readChanges" | "forgetDevice" | "isServerHealthy" | "access" | "report"
>;

const saving = () => orCodeMissing(import("./settings/save-settings.ts"));
const verbs = () => orCodeMissing(import("./session/access-verbs.ts"));
const report = () => orCodeMissing(import("./report/read-report.ts"));
const logbook = () => orCodeMissing(import("./settings/read-logbook.ts"));

/** The verbs over a way to the server. Each rejects with a sentence for the user, also when its code could not be fetched. */
export function createServerVerbs({ fetch, signIn }: Pick<Ground, "fetch" | "signIn">): ServerVerbs {
  return {
    saveSettings: async (device, patch, options) =>
      (await saving()).saveSettings(fetch, { device, patch, ...options }),
    readChanges: async (query, signal) => (await logbook()).readChanges(fetch, query, signal),
    forgetDevice: async (device, data) => (await saving()).forgetDevice(fetch, device, data),
    report: async () => (await report()).createReportVerbs(fetch),
    isServerHealthy: () => isServerHealthy(fetch),
    access: async () => {
      const { createAccessVerbs } = await verbs();
      return createAccessVerbs({ fetch, onSignedIn: signIn.signedIn, look: () => signIn.session.look() });
    },
  };
}

/** Sends a change of what holds for the whole site. Rejects as the verbs do. */
export function siteChange(fetch: Fetch): SiteSource["change"] {
  return async (patch, options) => (await saving()).saveSite(fetch, patch, options);
}
