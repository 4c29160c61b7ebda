// The worker has no screen: what throws in it goes to the server's log and to every page, which then says that it stopped.

import { inBasePath, nameInBase } from "../../shared/base-path.ts";
import { clientErrorOf, postClientError, WORKER_ERROR_CHANNEL } from "../offline/client-error.ts";

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

/** Tells whatever throws in the worker from here on. */
export function tellErrors(worker: ServiceWorkerGlobalScope, { build, base }: WorkerOrigin): ErrorTeller {
  const pages = new BroadcastChannel(nameInBase(base, WORKER_ERROR_CHANNEL));
  let told = 0;
  const tell = (thrown: unknown): void => {
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
