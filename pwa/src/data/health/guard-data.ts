// What the page's guard needs of the outside. It stands on nothing of the app, which may be what has stopped.

import { nameInBase } from "../../../../shared/ground/base-path.ts";
import { clientErrorOf, type ErrorPlace, WORKER_ERROR_CHANNEL } from "../../../offline/client-error.ts";
import { BASE_PATH, inBase } from "../../ground/base-path.ts";
import { createPageTimers } from "../base/page-timers.ts";
import { reloadFresh } from "../install/reload-fresh.ts";
import { ErrorReports } from "./error-reports.ts";
import { isServerHealthy } from "./is-server-healthy.ts";

export interface GuardData {
  readonly report: (thrown: unknown, place: Omit<ErrorPlace, "build">) => void;
  /** Tells of what throws in the worker, which reports it by itself; answers what ends that. */
  readonly followWorker: (listener: () => void) => () => void;
  readonly isServerHealthy: () => Promise<boolean>;
  readonly reload: () => void;
}

/** Undefined where the browser forbids any storage. */
function storageOf(window: Window): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    // Reports then wait no longer than the page lives.
    return undefined;
  }
}

function followWorker(listener: () => void): () => void {
  const channel = new BroadcastChannel(nameInBase(BASE_PATH, WORKER_ERROR_CHANNEL));
  channel.addEventListener("message", listener);
  return () => channel.close();
}

/** The guard's own ways to the server, for a page of this build. */
export function createGuardData(window: Window, build: string): GuardData {
  const send = (path: string, init: RequestInit) => window.fetch(inBase(path), init);
  const { every } = createPageTimers(window);
  const reports = new ErrorReports({ send, storage: storageOf(window), every });
  reports.start();
  return {
    report: (thrown, place) => reports.report(clientErrorOf(thrown, { ...place, build })),
    followWorker,
    isServerHealthy: () => isServerHealthy(send),
    reload: () => void reloadFresh(window),
  };
}
