// Puts the page's data together over one window: stream, clock, fleet, history, storage, updates.

import { PATHS } from "../../../shared/api.ts";
import { SECOND_MS } from "../../../shared/time.ts";
import { FLEET_NOTE, type FleetNote, parseFleetNote } from "../../offline/fleet-note.ts";
import { SliceLibrary } from "../../offline/slice-library.ts";
import { CHANGED_CHANNEL, parseSliceRef } from "../../offline/slice-ref.ts";
import type { AppData, AppSource, FleetSource } from "./app-data.ts";
import { AppInstall } from "./app-install.ts";
import { AppUpdates } from "./app-updates.ts";
import { registerWarming } from "./background-warming.ts";
import { InstallHint } from "./install-hint.ts";
import { isServerHealthy } from "./is-server-healthy.ts";
import { LatestOnly } from "./latest-only.ts";
import { Link } from "./link.ts";
import { LiveFleet } from "./live-fleet.ts";
import { LiveSession } from "./live-session.ts";
import { LiveTail } from "./live-tail.ts";
import { OfflineKeeper } from "./offline-keeper.ts";
import { type Ground, layGround } from "./page-ground.ts";
import { followPageLife, networkOf } from "./page-life.ts";
import { isDeviceState } from "./parse-events.ts";
import { saveSettings } from "./save-settings.ts";
import { SliceHistory } from "./slice-history.ts";
import { createSliceReader } from "./slice-reader.ts";
import { TailWriter } from "./tail-writer.ts";

/** Live readings and the fleet are brought to disk this often, ms, and when the page goes out of sight. */
const FLUSH_MS = 10 * SECOND_MS;
const WORKER_URL = "/sw.js";

export interface AppDataOptions {
  readonly window: Window;
  readonly version: string;
  readonly build: string;
}

/** Begins to fetch, stream and store. `stop` ends all of it. */
export function createAppData({ window, version, build }: AppDataOptions): AppData {
  return new PageData(layGround(window), { version, build });
}

class PageData implements AppData {
  readonly fleet: FleetSource;
  readonly history: SliceHistory;
  readonly offline: OfflineKeeper;
  readonly app: AppSource;
  readonly #ground: Ground;
  readonly #updates: AppUpdates;
  readonly #install: AppInstall;
  readonly #hint: InstallHint;
  readonly #link: Link;
  readonly #devices = new LiveFleet();
  readonly #session: LiveSession;
  readonly #writer: TailWriter;
  readonly #notes = new LatestOnly();
  readonly #changes = new BroadcastChannel(CHANGED_CHANNEL);
  readonly #endings: (() => void)[] = [];
  #wasHidden = false;
  /** When an earlier visit was last live, server time. */
  #restoredLiveAt: number | undefined;
  #siteZone: string | undefined;

  constructor(ground: Ground, { version, build }: Pick<AppDataOptions, "version" | "build">) {
    this.#ground = ground;
    const { window, timers, notify, store, tails, clock } = ground;
    const tail = new LiveTail();
    const library = new SliceLibrary({
      store,
      tails,
      fetch: ground.fetch,
      now: () => Date.now(),
      after: timers.after,
      onChanged: (ref) => this.history.changed(ref),
    });
    this.#writer = new TailWriter(tails);
    this.#link = this.#createLink();
    this.#session = new LiveSession({
      clock,
      fleet: this.#devices,
      tail,
      writer: this.#writer,
      onReading: (reading) => notify.readings.tell(reading),
      onFleet: () => notify.fleet.changed(),
      // At once: a phone that looks in for a moment and goes down the shaft has it.
      onSnapshot: () => this.#flush(),
      onGap: () => this.history.missed(),
      onFull: () => this.#flush(),
      onHello: (hello) => {
        this.#siteZone = hello.timeZone;
        notify.fleet.changed();
        this.#updates.serverRuns(hello.build);
      },
    });
    this.history = new SliceHistory({
      read: createSliceReader({
        fetch: ground.fetch,
        hasWorker: () => !ground.quiet.isQuiet && Boolean(workersOf(window)?.controller),
        library,
      }),
      tail,
      notifier: notify.history,
      now: () => performance.now(),
      isLive: () => this.#link.state === "live",
      streamed: () => this.#session.streamed(),
    });
    this.offline = new OfflineKeeper({
      store,
      library,
      notifier: notify.offline,
      storage: window.navigator.storage,
      now: () => Date.now(),
      serverNow: () => clock.now(),
      isLive: () => this.#link.state === "live",
      saveData: () => networkOf(window.navigator)?.saveData === true,
      after: timers.after,
      onCleared: () => this.history.forget(),
    });
    this.#updates = this.#createUpdates(build);
    this.#install = new AppInstall({
      window,
      onChange: () => notify.app.changed(),
      onInstalled: () => this.#keepForGood(),
    });
    this.#hint = new InstallHint({
      store,
      now: () => Date.now(),
      hasLooked: () => this.offline.hasLooked(),
      onChange: () => notify.app.changed(),
    });
    this.fleet = this.#fleetSource();
    this.app = this.#appSource(version, build);
    this.#start();
  }

  async saveSettings(...[device, patch]: Parameters<AppData["saveSettings"]>): Promise<void> {
    await saveSettings(this.#ground.fetch, device, patch);
  }

  isServerHealthy(): Promise<boolean> {
    return isServerHealthy(this.#ground.fetch);
  }

  stop(): void {
    this.#flush();
    this.#link.stop();
    this.offline.stop();
    this.#updates.stop();
    this.#install.stop();
    this.#changes.close();
    this.#ground.quiet.stop();
    for (const end of this.#endings) end();
    for (const notifier of Object.values(this.#ground.notify)) notifier.stop();
    void this.#writer.flush(undefined).then(() => this.#ground.store.close());
  }

  #start(): void {
    const { window, timers } = this.#ground;
    this.#endings.push(
      followPageLife(window, {
        onWake: (state) => this.#wake(state),
        onHide: () => this.#hide(),
      }),
      timers.every(SECOND_MS, () => this.#lookAtClock()),
      timers.every(FLUSH_MS, () => this.#flush()),
    );
    this.#changes.addEventListener("message", ({ data }) => {
      const ref = parseSliceRef(data);
      if (ref) this.history.changed(ref);
    });
    this.#install.start();
    this.#link.start();
    void this.#restore()
      .then(() => this.offline.start())
      .then(() => this.#hint.start());
    void this.#updates.start();
  }

  #createLink(): Link {
    return new Link({
      ...this.#ground.timers,
      openStream: (lastId) => new EventSource(streamUrl(lastId)),
      now: () => performance.now(),
      random: () => Math.random(),
      onState: () => this.#onLink(),
      onEvent: (name, data) => this.#session.hear(name, data),
    });
  }

  #createUpdates(build: string): AppUpdates {
    const { window, timers, quiet, notify } = this.#ground;
    return new AppUpdates({
      ...timers,
      build,
      workers: workersOf(window),
      workerUrl: WORKER_URL,
      reload: () => window.location.reload(),
      onChange: () => notify.app.changed(),
      onTakeover: () => quiet.announce(),
    });
  }

  #fleetSource(): FleetSource {
    const { clock, notify } = this.#ground;
    return {
      subscribe: notify.fleet.subscribe,
      onReading: notify.readings.subscribe,
      devices: () => this.#devices.devices,
      moment: () => ({ serverNow: clock.now(), link: this.#link.state }),
      lastLiveAt: () => this.#session.heardAt() ?? this.#restoredLiveAt,
      loaded: () => this.#devices.loaded,
      siteZone: () => this.#siteZone,
    };
  }

  #appSource(version: string, build: string): AppSource {
    return {
      subscribe: this.#ground.notify.app.subscribe,
      version,
      build,
      updateReady: () => this.#updates.ready,
      update: () => this.#updates.update(),
      install: () => this.#install.way(),
      promptInstall: () => this.#install.prompt(),
      suggestsInstall: () => this.#hint.isDue && ["prompt", "ios"].includes(this.#install.way()),
      putInstallOff: () => this.#hint.putOff(),
    };
  }

  /** What an installed app may ask of the browser. */
  #keepForGood(): void {
    void this.offline.persist();
    void registerWarming(workersOf(this.#ground.window));
  }

  #onLink(): void {
    this.#ground.notify.fleet.changed();
    if (this.#link.state === "live") {
      this.#updates.check();
      this.offline.warmSoon();
    } else this.#flush();
  }

  #wake({ visible }: { visible: boolean }): void {
    const slept = this.#ground.clock.look({ wasHidden: this.#wasHidden });
    if (visible) this.#wasHidden = false;
    this.#link.wake({ slept, visible });
    this.#ground.notify.fleet.changed();
  }

  #hide(): void {
    this.#wasHidden = true;
    this.#link.hide();
    this.#flush();
  }

  #lookAtClock(): void {
    const { clock, window } = this.#ground;
    const visible = window.document.visibilityState === "visible";
    if (clock.look({ wasHidden: this.#wasHidden })) this.#link.wake({ slept: true, visible });
  }

  /** Brings what is new to disk. */
  #flush(): void {
    const serverTime = this.#session.heardAt();
    if (serverTime === undefined) return;
    void this.#writer.flush(this.#session.streamed());
    const { store, clock } = this.#ground;
    const note: FleetNote = {
      serverTime,
      wallOffset: clock.wallOffset(),
      devices: [...this.#devices.devices.values()],
      timeZone: this.#siteZone,
    };
    void this.#notes.run(() => store.setNote(FLEET_NOTE, note));
  }

  /** Shows what the last visit knew until the stream speaks. */
  async #restore(): Promise<void> {
    const note = parseFleetNote(await this.#ground.store.note(FLEET_NOTE));
    if (!note) return;
    this.#ground.clock.estimate(note);
    this.#restoredLiveAt = note.serverTime;
    this.#siteZone = note.timeZone;
    this.#devices.restore(note.devices.filter(isDeviceState));
    this.#ground.notify.fleet.changed();
  }
}

function streamUrl(lastId: string | undefined): string {
  return lastId === undefined ? PATHS.events : `${PATHS.events}?last_event_id=${encodeURIComponent(lastId)}`;
}

/** Undefined on a page over plain HTTP. */
function workersOf(window: Window): ServiceWorkerContainer | undefined {
  return "serviceWorker" in window.navigator ? window.navigator.serviceWorker : undefined;
}
