// The files of the shell. A page that was opened just before an update goes on asking for parts of the build before, which the
// server has no more: they are kept until the next update, by when no page of theirs is open.

import { PrecacheController, PrecacheRoute } from "workbox-precaching";
import type { PrecacheEntry } from "workbox-precaching/_types.js";
import { registerRoute } from "workbox-routing";
import { inBasePath, withoutBasePath } from "../../shared/ground/base-path.ts";
import { forgetEarlier } from "../offline/earlier-parts.ts";

/** Where parts of the app are, whose names carry a hash of their content: one name is one content, of whatever build. */
const PARTS = "/assets/";
/** The entry of the cache that names the parts which were earlier builds' at the last update. Nobody asks the server for it. */
const EARLIER = "/assets/earlier-builds";

/** What only the server's own views need is kept from when somebody opens one; as a part that this build does not list, it outlives one update. */
async function fetchToKeep(
  request: Request,
  { cache, event }: { readonly cache: Cache; readonly event: ExtendableEvent },
): Promise<Response> {
  const response = await fetch(request);
  // A full disk costs no view.
  if (response.ok) event.waitUntil(cache.put(request, response.clone()).catch(() => undefined));
  return response;
}

export interface ShellParts {
  readonly entries: (PrecacheEntry | string)[];
  /** Where on its origin the server is. */
  readonly base: string;
}

/** Keeps the files of this build that are needed without a network, those that were opened, and those of the build before, and answers with them. `documentOf` answers with one of them. */
export function keepShell(worker: ServiceWorkerGlobalScope, { entries, base }: ShellParts) {
  const shell = new PrecacheController();
  const addressOf = (path: string) => new URL(inBasePath(base, path), worker.location.origin).href;
  const open = () => worker.caches.open(shell.strategy.cacheName);
  const forget = async () => {
    const current = new Set(shell.getURLsToCacheKeys().values());
    await forgetEarlier(await open(), { current, parts: addressOf(PARTS), note: addressOf(EARLIER) });
  };
  shell.addToCacheList(entries);
  worker.addEventListener("install", (event) => void shell.install(event));
  worker.addEventListener("activate", (event) => event.waitUntil(forget()));
  registerRoute(new PrecacheRoute(shell, { cleanURLs: false }));
  registerRoute(
    ({ sameOrigin, url }) => sameOrigin && (withoutBasePath(base, url.pathname) ?? "").startsWith(PARTS),
    async ({ request, event }) => {
      const cache = await open();
      return (await cache.match(request)) ?? fetchToKeep(request, { cache, event });
    },
  );
  return { documentOf: (path: string) => shell.createHandlerBoundToURL(path) };
}
