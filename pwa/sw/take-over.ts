// A newer worker takes over when a page says so. Pages load themselves anew by that, but for one that cannot: its code was on its
// way in that moment, and never came.

import { SECOND_MS } from "../../shared/ground/time.ts";
import { SKIP_WAITING, WHICH_BUILD } from "../offline/worker-messages.ts";

/** By this time after a takeover every page has asked the new worker for its build, ms; a slow phone takes half of it. */
const LEFT_BEHIND_MS = 10 * SECOND_MS;

export interface TakeOverParts {
  readonly build: string;
  readonly wait: (ms: number) => Promise<void>;
  /** Whether an address is one of the app's. */
  readonly isView: (url: URL) => boolean;
}

/** Takes over at a page's word, tells pages which build the worker is of, and loads those anew that have not asked by then. */
export function takeOver(worker: ServiceWorkerGlobalScope, { build, wait, isView }: TakeOverParts): void {
  const seen = new Set<string>();
  let isTold = false;
  const hasBegun = new Promise<void>((resolve) => worker.addEventListener("activate", () => resolve()));
  const loadOthers = async () => {
    await hasBegun;
    await wait(LEFT_BEHIND_MS);
    const clients = await worker.clients.matchAll({ type: "window" });
    const left = clients.filter(({ id, url }) => !seen.has(id) && isView(new URL(url)));
    for (const client of left) await client.navigate(client.url).catch(() => null);
  };
  worker.addEventListener("message", ({ data, source, ports }) => {
    if (data !== WHICH_BUILD) return;
    if (isTold && source && "id" in source) seen.add(source.id);
    ports[0]?.postMessage(build);
  });
  worker.addEventListener("message", (event) => {
    if (event.data !== SKIP_WAITING) return;
    event.waitUntil(worker.skipWaiting());
    if (!isTold) event.waitUntil(loadOthers());
    isTold = true;
  });
}
