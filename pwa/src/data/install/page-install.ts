// Installation and updates of this page's app, put together over the ground.

import { inBase } from "../../ground/base-path.ts";
import type { AppSource } from "../base/app-data.ts";
import type { Notifier } from "../base/notifier.ts";
import type { PageTimers } from "../base/page-timers.ts";
import { AppInstall } from "./app-install.ts";
import { AppUpdates } from "./app-updates.ts";
import { followOnce } from "./follow-once.ts";
import { pushSoon } from "./push-soon.ts";
import type { TakeoverQuiet } from "./takeover-quiet.ts";
import { workersOf } from "./workers.ts";

const WORKER_URL = "/sw.js";

/** What installing stands on. */
interface InstallGround {
  readonly window: Window;
  readonly timers: PageTimers;
  readonly quiet: TakeoverQuiet;
  readonly notify: { readonly app: Notifier };
}

interface PageInstallParts {
  readonly version: string;
  readonly build: string;
  /** What knows when to speak of installing, and what an installed app may ask of the browser. */
  readonly kept: { isHintDue(): boolean; putHintOff(): void; installed(): void };
}

/** What the browser makes of the app, and which build of it runs. */
export class PageInstall {
  readonly updates: AppUpdates;
  readonly source: AppSource;
  readonly #install: AppInstall;

  constructor({ window, timers, quiet, notify }: InstallGround, { version, build, kept }: PageInstallParts) {
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
      mayFollow: (other) => followOnce(window.sessionStorage, other),
    });
    const install = new AppInstall({ window, onChange, onInstalled: () => kept.installed() });
    const push = pushSoon({
      workers,
      notification: "Notification" in window ? Notification : undefined,
      hasPush: "PushManager" in window,
      install: () => install.way(),
    });
    this.updates = updates;
    this.#install = install;
    this.source = {
      subscribe: notify.app.subscribe,
      version,
      build,
      updateReady: () => updates.ready,
      update: () => updates.update(),
      install: () => install.way(),
      promptInstall: () => install.prompt(),
      push,
      suggestsInstall: () => kept.isHintDue() && ["prompt", "ios"].includes(install.way()),
      putInstallOff: () => kept.putHintOff(),
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
