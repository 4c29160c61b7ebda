// The worker has no screen: what throws in it goes to the server's log and to every page, which then says that it stopped.

import { inBasePath, nameInBase } from "../../shared/ground/base-path.ts";
import { clientErrorOf, postClientError, WORKER_ERROR_CHANNEL } from "../offline/client-error.ts";
import { followLeaving } from "../offline/leaving.ts";
import { SESSION_CHANNEL } from "../offline/wipe.ts";

export interface ErrorTeller {
  /** Passes a promise on; what it rejects with is told. */
  watch<T>(work: Promise<T>): Promise<T>;
}

/** Of which build the worker is, and where on its origin the server is that it came from. */
export interface WorkerOrigin {
  readonly build: string;
  readonly base: string;
}

/** Reports of one life of the worker. */
const MAX_TOLD = 5;

/** By name or words: a network that is gone while something is fetched for the store is no fault. */
const OF_THE_NETWORK = /^(bad-precaching-response|no-response|NetworkError|AbortError)$/;
const FETCH_FAILED = /failed to fetch|load failed|networkerror/i;

function isExpected(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return (
    OF_THE_NETWORK.test(thrown.name) || (thrown instanceof TypeError && FETCH_FAILED.test(thrown.message))
  );
}

/**
 * Tells whatever throws in the worker from here on, once it is in use: an installation that fails is tried again, and where all is taken
 * away, as at a sign-out, what is under way fails rightly.
 */
export function tellErrors(worker: ServiceWorkerGlobalScope, { build, base }: WorkerOrigin): ErrorTeller {
  const pages = new BroadcastChannel(nameInBase(base, WORKER_ERROR_CHANNEL));
  const isLeaving = followLeaving(new BroadcastChannel(nameInBase(base, SESSION_CHANNEL)));
  let told = 0;
  const tell = (thrown: unknown): void => {
    if (worker.registration.installing || isLeaving() || isExpected(thrown)) return;
    pages.postMessage(null);
    told += 1;
    if (told > MAX_TOLD) return;
    const error = clientErrorOf(thrown, { build, view: "worker", part: "worker" });
    void postClientError((path, init) => worker.fetch(inBasePath(base, path), init), error);
  };
  worker.addEventListener("error", (event) => tell(event.error ?? event.message));
  worker.addEventListener("unhandledrejection", (event) => tell(event.reason));
  return {
    watch: (work) =>
      work.catch((error: unknown) => {
        tell(error);
        throw error;
      }),
  };
}
