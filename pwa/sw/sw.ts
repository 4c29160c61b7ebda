// The service worker: the app's shell and cached history, so that both open where there is no network. What is not routed
// here goes to the server as if there were no worker: the stream, every write, the export, the backup, the metrics.

import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches } from "workbox-precaching";
import type { PrecacheEntry } from "workbox-precaching/_types.js";
import { registerRoute } from "workbox-routing";
import { inBasePath, nameInBase, withoutBasePath } from "../../shared/ground/base-path.ts";
import { VIEW_PATHS } from "../../shared/ground/view-paths.ts";
import { createNotedSettings } from "../offline/noted-settings.ts";
import { SliceLibrary } from "../offline/slice-library.ts";
import { CHANGED_CHANNEL, STORE_BACK } from "../offline/slice-ref.ts";
import { SliceStore } from "../offline/slice-store.ts";
import { TailStore } from "../offline/tail-store.ts";
import { startTimer } from "../offline/timers.ts";
import { endWithSession } from "./end-with-session.ts";
import { keepShell } from "./shell-files.ts";
import { showPushes } from "./show-pushes.ts";
import { answerSlice, isSliceRequest } from "./slice-route.ts";
import { takeOver } from "./take-over.ts";
import { tellErrors } from "./tell-errors.ts";
import { warmInBackground } from "./warm-in-background.ts";

/** The build puts it in. */
declare const __BUILD__: string;
declare const self: ServiceWorkerGlobalScope & {
  /** The build puts the list of the shell's files in. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

/** Where on its origin the server is that this worker came from. */
const base = new URL("./", self.location.href).pathname;
const isView = ({ pathname }: URL) => VIEW_PATHS.test(withoutBasePath(base, pathname) ?? "");
const errors = tellErrors(self, { build: __BUILD__, base });
const now = () => Date.now();
const changes = new BroadcastChannel(nameInBase(base, CHANGED_CHANNEL));
const store = new SliceStore({ now, base, onBack: () => changes.postMessage(STORE_BACK) });
const ask = endWithSession(self, {
  store,
  base,
  fetch: (path, init) => fetch(inBasePath(base, path), init),
});
const library = new SliceLibrary({
  store,
  tails: new TailStore(store, now),
  settingsOf: createNotedSettings({ store, now }),
  fetch: ask,
  now,
  after: startTimer,
  onChanged: (ref) => changes.postMessage(ref),
});

cleanupOutdatedCaches();
const shell = keepShell(self, { entries: self.__WB_MANIFEST, base });
registerRoute(
  ({ request, url }) => request.mode === "navigate" && isView(url),
  shell.documentOf("index.html"),
);
registerRoute(
  (asked) => isSliceRequest(asked, base),
  (asked) => errors.watch(answerSlice(library, asked, base)),
);

// The first worker takes the page that registered it; a later one waits until the page says so.
clientsClaim();
takeOver(self, {
  build: __BUILD__,
  wait: (ms) => new Promise((resolve) => startTimer(ms, resolve)),
  isView,
});
showPushes(self, { base, fetch: ask, watch: errors.watch });
warmInBackground(self, { store, library, now, watch: errors.watch });
