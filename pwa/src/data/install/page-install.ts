// Installation and updates of this page's app, put together over the ground.

import type { SliceStore } from "../../../offline/slice-store.ts";
import { inBase } from "../../ground/base-path.ts";
import type { AppSource } from "../base/app-data.ts";
import type { Notifier } from "../base/notifier.ts";
import type { PageTimers } from "../base/page-timers.ts";
import type { OfflineKeeper } from "../offline/offline-keeper.ts";
import { AppInstall } from "./app-install.ts";
import { AppUpdates } from "./app-updates.ts";
import { registerWarming } from "./background-warming.ts";
import { InstallHint } from "./install-hint.ts";
import type { TakeoverQuiet } from "./takeover-quiet.ts";
import { workersOf } from "./workers.ts";

const WORKER_URL = "/sw.js";

/** What installing stands on. */
interface InstallGround {
  readonly window: Window;
  readonly timers: PageTimers;
  readonly quiet: TakeoverQuiet;
  readonly notify: { readonly app: Notifier };
  readonly store: SliceStore;
}

interface PageInstallParts {
  readonly version: string;
  readonly build: string;
  readonly offline: Pick<OfflineKeeper, "hasLooked" | "persist">;
}

/** What the browser makes of the app, and which build of it runs. */
export class PageInstall {
  readonly updates: AppUpdates;
  readonly hint: InstallHint;
  readonly source: AppSource;
  readonly #install: AppInstall;

  constructor(
    { window, timers, quiet, notify, store }: InstallGround,
    { version, build, offline }: PageInstallParts,
  ) {
    const onChange = () => notify.app.changed();
    const workers = workersOf(window);
    const updates = new AppUpdates({
      ...timers,
      build,
      workers,
      workerUrl: inBase(WORKER_URL),
      reload: () => window.location.reload(),
      onChange,
      onTakeover: () => quiet.announce(),
    });
    const onInstalled = () => {
      // What an installed app may ask of the browser.
      void offline.persist();
      void registerWarming(workers);
    };
    const install = new AppInstall({ window, onChange, onInstalled });
    const hint = new InstallHint({
      store,
      now: () => Date.now(),
      hasLooked: () => offline.hasLooked(),
      onChange,
    });
    this.updates = updates;
    this.hint = hint;
    this.#install = install;
    this.source = {
      subscribe: notify.app.subscribe,
      version,
      build,
      updateReady: () => updates.ready,
      update: () => updates.update(),
      install: () => install.way(),
      promptInstall: () => install.prompt(),
      suggestsInstall: () => hint.isDue && ["prompt", "ios"].includes(install.way()),
      putInstallOff: () => hint.putOff(),
    };
  }

  start(): void {
    this.#install.start();
    void this.updates.start();
  }

  stop(): void {
    this.updates.stop();
    this.#install.stop();
  }
}
