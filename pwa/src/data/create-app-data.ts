// Puts the page's data together over one window: stream, clock, fleet, history, storage, updates.

import { nameInBase } from "../../../shared/ground/base-path.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { FleetNote } from "../../offline/fleet-note.ts";
import { SliceLibrary } from "../../offline/slice-library.ts";
import { CHANGED_CHANNEL, parseSliceRef, STORE_BACK } from "../../offline/slice-ref.ts";
import { BASE_PATH, inBase } from "../ground/base-path.ts";
import type { AppData, AppSource } from "./base/app-data.ts";
import type { SliceDoubts } from "./history/slice-doubts.ts";
import { SliceHistory } from "./history/slice-history.ts";
import { createSliceReader } from "./history/slice-reader.ts";
import { PageInstall } from "./install/page-install.ts";
import { workersOf } from "./install/workers.ts";
import type { OfflineKeeper } from "./offline/offline-keeper.ts";
import { PageDisk } from "./offline/page-disk.ts";
import { TailWriter } from "./offline/tail-writer.ts";
import { type Ground, layGround } from "./page-ground.ts";
import { createDoubts, createKeeper } from "./page-keeping.ts";
import { PagePresence } from "./page-presence.ts";
import { createServerVerbs, type ServerVerbs } from "./server-verbs.ts";
import { PageSite } from "./settings/page-site.ts";
import { saveSite } from "./settings/save-settings.ts";
import { Link } from "./stream/link.ts";
import { LiveSession } from "./stream/live-session.ts";
import { LiveTail } from "./stream/live-tail.ts";
import { PageFleet } from "./stream/page-fleet.ts";
import { parseSiteAnswer } from "./stream/parse-events.ts";
import { streamUrl } from "./stream/stream-url.ts";

/** Live readings and the fleet are brought to disk this often, ms, and when the page goes out of sight. */
const FLUSH_MS = 10 * SECOND_MS;

export interface AppDataOptions {
  readonly window: Window;
  readonly version: string;
  readonly build: string;
}

/** Begins to fetch, stream and store. `stop` ends all of it. */
export function createAppData({ window, version, build }: AppDataOptions): AppData {
  const ground = layGround(window);
  const page = new PageData(ground, { version, build });
  const { fleet, site, history, offline, app } = page;
  return { fleet, site, history, offline, app, ...createServerVerbs(ground.fetch), stop: () => page.stop() };
}

class PageData implements Omit<AppData, keyof ServerVerbs> {
  readonly fleet: PageFleet;
  readonly site: PageSite;
  readonly history: SliceHistory;
  readonly offline: OfflineKeeper;
  readonly app: AppSource;
  readonly #ground: Ground;
  readonly #install: PageInstall;
  readonly #link: Link;
  readonly #session: LiveSession;
  readonly #writer: TailWriter;
  readonly #disk: PageDisk;
  readonly #doubts: SliceDoubts;
  readonly #changes = new BroadcastChannel(nameInBase(BASE_PATH, CHANGED_CHANNEL));
  readonly #endings: (() => void)[] = [];

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
    this.#doubts = createDoubts(ground, () => this);
    this.#link = this.#createLink();
    this.site = new PageSite((patch, options) => saveSite(ground.fetch, patch, options));
    this.fleet = new PageFleet({
      clock,
      notifier: notify.fleet,
      onReading: notify.readings.subscribe,
      link: () => this.#link.state,
      heardAt: () => this.#session.heardAt(),
    });
    this.#session = new LiveSession({
      clock,
      fleet: this.fleet.live,
      tail,
      writer: this.#writer,
      onReading: (reading) => {
        this.#doubts.heard(reading.entry.device, reading.entry);
        notify.readings.tell(reading);
      },
      onSite: (site) => {
        this.site.adopt(site);
        this.#disk.flush();
      },
      onFleet: () => notify.fleet.changed(),
      // At once: a phone that looks in for a moment and goes down the shaft has it.
      onSnapshot: () => this.#disk.flush(),
      onGone: (isGone) => {
        this.history.letGo(isGone);
        // A store that does not work never rejects.
        void this.#disk.letGo(isGone);
      },
      onGap: () => this.history.missed(),
      onFull: () => this.#disk.flush(),
      onHello: (hello) => {
        this.#doubts.begun(hello.changed);
        this.#install.updates.serverRuns(hello.build);
      },
    });
    this.#disk = this.#createDisk();
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
    this.offline = createKeeper(ground, {
      library,
      isLive: () => this.#link.state === "live",
      onCleared: () => this.history.forget(),
    });
    this.#install = new PageInstall(ground, { version, build, offline: this.offline });
    this.app = this.#install.source;
    this.#start();
  }

  stop(): void {
    this.#disk.flush();
    this.#link.stop();
    this.#doubts.stop();
    this.offline.stop();
    this.#install.stop();
    this.#changes.close();
    this.#ground.quiet.stop();
    for (const end of this.#endings) end();
    this.site.stop();
    for (const notifier of Object.values(this.#ground.notify)) notifier.stop();
    void this.#disk.idle().then(() => this.#ground.store.close());
  }

  #start(): void {
    const { window, timers, clock, notify } = this.#ground;
    this.#endings.push(
      new PagePresence({
        window,
        timers,
        clock,
        link: this.#link,
        disk: this.#disk,
        onWake: () => notify.fleet.changed(),
      }).start(),
      timers.every(FLUSH_MS, () => this.#flush()),
    );
    this.#changes.addEventListener("message", ({ data }) => {
      const ref = parseSliceRef(data);
      if (ref) this.history.changed(ref);
      if (data === STORE_BACK) this.history.missed();
    });
    this.#install.start();
    this.#link.start();
    this.#ground.onStoreBack(() => {
      this.history.missed();
      void this.#restore();
    });
    void this.#restore();
  }

  #createLink(): Link {
    return new Link({
      ...this.#ground.timers,
      openStream: (lastId) => new EventSource(inBase(streamUrl(lastId, this.#doubts.confirmedId()))),
      now: () => performance.now(),
      random: () => Math.random(),
      onState: () => this.#onLink(),
      onEvent: (name, data, id) => this.#session.hear(name, data, id),
    });
  }

  #createDisk(): PageDisk {
    const { store, tails } = this.#ground;
    return new PageDisk({
      store,
      tails,
      writer: this.#writer,
      session: this.#session,
      fleetNote: (serverTime) => ({ ...this.fleet.note(serverTime), site: this.site.noted() }),
      page: Math.random().toString(36).slice(2),
    });
  }

  #onLink(): void {
    this.#ground.notify.fleet.changed();
    if (this.#link.state === "live") {
      this.#install.updates.check();
      this.offline.warmSoon();
    } else this.#disk.flush();
  }

  #flush(): void {
    this.#disk.flush();
    const id = this.#session.lastId();
    if (id !== undefined) this.#doubts.confirm(id);
  }

  /** Begins with what is kept; once more when a store that hung answers again. */
  async #restore(): Promise<void> {
    if (await this.#disk.restore((note) => this.#adopt(note))) this.history.missed();
    if (this.#ground.store.state === "hung") return;
    await this.offline.start();
    await this.#install.hint.start();
  }

  #adopt(note: FleetNote): void {
    const site = parseSiteAnswer(note.site);
    if (site) this.site.restore(site);
    this.fleet.adopt(note);
  }
}
