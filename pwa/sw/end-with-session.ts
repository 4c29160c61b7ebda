// The worker fetches while no page is open: it, too, may be the first to hear that this browser's session was revoked.

import { nameInBase } from "../../shared/ground/base-path.ts";
import type { BoundedStore } from "../offline/bounded-store.ts";
import { parseSessionWord, SESSION_CHANNEL, wipe } from "../offline/wipe.ts";

type WorkerFetch = (path: string, init: RequestInit) => Promise<Response>;

export interface SessionEndParts {
  readonly fetch: WorkerFetch;
  readonly store: Pick<BoundedStore, "end">;
  /** Where on its origin the server is that the worker came from. */
  readonly base: string;
}

async function isRevoked(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  // A proxy's page says nothing about our session.
  const answer: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof answer === "object" && answer !== null && "code" in answer && answer.code === "revoked";
}

/**
 * Passes requests on. Takes everything away from the browser, and tells its pages, when the server answers that the session
 * was revoked; lets go of the store for good when a page takes everything away.
 */
export function endWithSession(worker: ServiceWorkerGlobalScope, parts: SessionEndParts): WorkerFetch {
  const { fetch, store, base } = parts;
  const channel = new BroadcastChannel(nameInBase(base, SESSION_CHANNEL));
  channel.addEventListener("message", ({ data }) => {
    const word = parseSessionWord(data);
    if (word === "signed-out" || word === "revoked") void store.end();
  });
  const takeAway = async () => {
    channel.postMessage("revoked");
    await store.end();
    await wipe({
      databases: worker.indexedDB,
      caches: worker.caches,
      unregister: () => worker.registration.unregister(),
      base,
      origin: worker.location.origin,
    });
  };
  return async (path, init) => {
    const response = await fetch(path, init);
    if (await isRevoked(response)) await takeAway();
    return response;
  };
}
