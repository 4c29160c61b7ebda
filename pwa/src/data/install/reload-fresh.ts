import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { SKIP_WAITING } from "../../../offline/worker-messages.ts";

/** A worker that does not take over within this time does not keep the page from its reload, ms. */
const TAKEOVER_MS = 2 * SECOND_MS;

/**
 * Loads the page anew, with the newest build that waits: a build whose pages stop at once could not be left otherwise,
 * since its update notice is never reached.
 */
export async function reloadFresh(window: Window): Promise<void> {
  const workers = "serviceWorker" in window.navigator ? window.navigator.serviceWorker : undefined;
  const registration = await workers?.getRegistration().catch(() => undefined);
  if (workers && registration?.waiting) {
    registration.waiting.postMessage(SKIP_WAITING);
    await new Promise((resolve) => {
      workers.addEventListener("controllerchange", resolve, { once: true });
      window.setTimeout(resolve, TAKEOVER_MS);
    });
  }
  window.location.reload();
}
