// Asks the browser to wake the worker from time to time, so that graphs are fresh on a phone whose app is closed
// (https://wicg.github.io/periodic-background-sync/).

import { HOUR_MS } from "../../../../shared/ground/time.ts";
import { WARM_TAG } from "../../../offline/worker-messages.ts";

/** At most this often, ms; the browser makes it as seldom as the app is used. */
const INTERVAL_MS = HOUR_MS;

/** TypeScript's library does not know it. */
interface PeriodicSync {
  register(tag: string, options: { readonly minInterval: number }): Promise<void>;
}

function isPeriodicSync(value: unknown): value is PeriodicSync {
  return typeof value === "object" && value !== null && "register" in value;
}

/** Registers for it. Answers whether the browser will do it: some have it not, others only for an installed app. */
export async function registerWarming(
  workers: { readonly ready: Promise<object> } | undefined,
): Promise<boolean> {
  const registration = await workers?.ready;
  if (!registration || !("periodicSync" in registration)) return false;
  const { periodicSync } = registration;
  if (!isPeriodicSync(periodicSync)) return false;
  try {
    await periodicSync.register(WARM_TAG, { minInterval: INTERVAL_MS });
    return true;
  } catch {
    // Not granted: then graphs are kept warm while the app is open.
    return false;
  }
}
