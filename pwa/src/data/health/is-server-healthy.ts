import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { PATHS } from "../../../../shared/wire/api.ts";

const TIMEOUT_MS = 5 * SECOND_MS;

/** Whether the server answers and calls itself able to take readings (`/healthz` is 200). False when in doubt. */
export async function isServerHealthy(
  fetch: (path: string, init: RequestInit) => Promise<Response>,
): Promise<boolean> {
  try {
    const response = await fetch(PATHS.health, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok;
  } catch {
    // Nobody answered: from here that is no healthy server.
    return false;
  }
}
