// What keeps readings and history, in memory and on this browser's disk, put together over the ground. It is loaded beside the
// first picture, not before it (`kept-soon.ts`).

import { nameInBase } from "../../../shared/ground/base-path.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { SliceName } from "../../../shared/history/slice.ts";
import type { HeardReading } from "../../../shared/present/present-reading.ts";
import type { SensorsSettings } from "../../../shared/rules/settings.ts";
import type { FleetNote } from "../../offline/fleet-note.ts";
import { SliceLibrary } from "../../offline/slice-library.ts";
import { CHANGED_CHANNEL, parseSliceRef, STORE_BACK } from "../../offline/slice-ref.ts";
import { SliceStore } from "../../offline/slice-store.ts";
import { TailStore } from "../../offline/tail-store.ts";
import { BASE_PATH } from "../ground/base-path.ts";
import type { IdMemory } from "./history/id-memory.ts";
import { SliceDoubts } from "./history/slice-doubts.ts";
import { SliceHistory } from "./history/slice-history.ts";
import { createSliceReader } from "./history/slice-reader.ts";
import { registerWarming } from "./install/background-warming.ts";
import { InstallHint } from "./install/install-hint.ts";
import { workersOf } from "./install/workers.ts";
import { OfflineKeeper } from "./offline/offline-keeper.ts";
import { type HeardStretch, PageDisk } from "./offline/page-disk.ts";
import { TailWriter } from "./offline/tail-writer.ts";
import type { Ground } from "./page-ground.ts";
import { networkOf } from "./page-life.ts";
import { LiveTail } from "./stream/live-tail.ts";

/** Live readings and the fleet are brought to disk this often, ms, and when the page goes out of sight. */
const FLUSH_MS = 10 * SECOND_MS;

/** What the keeping parts ask of the page. */
export interface KeptNeeds {
  readonly session: HeardStretch & { lastId(): string | undefined };
  readonly memory: IdMemory;
  readonly isLive: () => boolean;
  /** What is set of a device's sensors. */
  readonly settingsOf: (device: string) => SensorsSettings | undefined;
  /** The fleet and the site as of a server time. */
  readonly fleetNote: (serverTime: number) => FleetNote | undefined;
  /** Begins with the fleet as an earlier visit knew it. */
  readonly adopt: (note: FleetNote) => void;
}

/** Keeps what the page hears. `start` begins with what is kept already. */
export class PageKept {
  readonly history: SliceHistory;
  readonly offline: OfflineKeeper;
  readonly store: SliceStore;
  readonly hint: InstallHint;
  readonly #ground: Ground;
  readonly #needs: KeptNeeds;
  readonly #tail = new LiveTail();
  readonly #writer: TailWriter;
  readonly #disk: PageDisk;
  readonly #doubts: SliceDoubts;
  readonly #changes = new BroadcastChannel(nameInBase(BASE_PATH, CHANGED_CHANNEL));
  #endFlushing = () => {};
  /** Resolves when the fleet as an earlier visit knew it is there, or there is none. */
  fleetRead: Promise<void> = Promise.resolve();

  constructor(ground: Ground, needs: KeptNeeds) {
    this.#ground = ground;
    this.#needs = needs;
    const { timers, notify } = ground;
    const now = () => Date.now();
    this.store = new SliceStore({
      now,
      base: BASE_PATH,
      after: timers.after,
      onState: () => notify.offline.changed(),
      onBack: () => this.#storeIsBack(),
    });
    const tails = new TailStore(this.store, now);
    const library = new SliceLibrary({
      store: this.store,
      tails,
      settingsOf: async (device) => needs.settingsOf(device),
      fetch: ground.fetch,
      now,
      after: timers.after,
      onChanged: (ref) => this.history.changed(ref),
    });
    this.#writer = new TailWriter(tails);
    this.#disk = this.#createDisk(tails);
    this.#doubts = this.#createDoubts();
    this.history = this.#createHistory(library);
    this.offline = this.#createKeeper(library);
    const hasLooked = () => this.offline.hasLooked();
    this.hint = new InstallHint({ store: this.store, now, hasLooked, onChange: () => notify.app.changed() });
  }

  start(): void {
    this.#changes.addEventListener("message", ({ data }) => {
      const ref = parseSliceRef(data);
      if (ref) this.history.changed(ref);
      if (data === STORE_BACK) this.history.missed();
    });
    this.#endFlushing = this.#ground.timers.every(FLUSH_MS, () => this.#flushAndConfirm());
    void this.#restore();
  }

  /** Writes what is new, then ends everything. */
  stop(): void {
    this.flush();
    this.#endFlushing();
    this.#doubts.stop();
    this.offline.stop();
    this.#changes.close();
    void this.#disk.idle().then(() => this.store.close());
  }

  /** Ends everything at once, and writes nothing any more: what is kept is about to be taken away. */
  async end(): Promise<void> {
    this.#endFlushing();
    this.#doubts.stop();
    this.offline.stop();
    this.#changes.close();
    await this.store.end();
  }

  /** A reading of the stream. */
  add({ entry }: HeardReading): void {
    const reading = { t: entry.measuredAt, battery: entry.battery, sensors: entry.sensors };
    this.#doubts.heard(entry.device, entry);
    this.#tail.add(entry.device, reading);
    if (this.#writer.add(entry.device, reading)) this.flush();
  }

  /** A stream began, and said what late readings had changed; null when it could not know. */
  begun(changed: readonly SliceName[] | null): void {
    this.#doubts.begun(changed);
  }

  /** What is set of a device's sensors was changed. */
  judge(before: SensorsSettings | undefined, now: SensorsSettings | undefined): void {
    this.#doubts.judge(before, now);
  }

  /** Devices are gone, and what is kept of them goes. */
  letGo(isGone: (device: string) => boolean): void {
    this.#tail.forget(isGone);
    this.#writer.forget(isGone);
    this.history.letGo(isGone);
    // A store that does not work never rejects.
    void this.#disk.letGo(isGone);
  }

  /** The app runs installed: then it may ask the browser to keep what it stores, and to wake its worker. */
  installed(): void {
    void this.offline.persist();
    void registerWarming(workersOf(this.#ground.window));
  }

  /** Brings what is new to disk. */
  flush(): void {
    this.#disk.flush();
  }

  /** The page goes out of sight, is left, or is back, as `PageDisk` has it. */
  hide(): void {
    this.#disk.hide();
  }

  leave(): void {
    this.#disk.leave();
  }

  comeBack(): void {
    this.#disk.comeBack();
  }

  #createDisk(tails: TailStore): PageDisk {
    const { session, fleetNote } = this.#needs;
    const page = Math.random().toString(36).slice(2);
    return new PageDisk({ store: this.store, tails, writer: this.#writer, session, fleetNote, page });
  }

  #createDoubts(): SliceDoubts {
    return new SliceDoubts({
      store: this.store,
      after: this.#ground.timers.after,
      memory: this.#needs.memory,
      onDoubted: (slices) => {
        if (slices) for (const ref of slices) this.history.changed(ref);
        else this.history.missed();
        this.offline.changed();
      },
    });
  }

  #createHistory(library: SliceLibrary): SliceHistory {
    const { window, quiet, fetch, notify } = this.#ground;
    const { isLive, session, settingsOf } = this.#needs;
    const hasWorker = () => !quiet.isQuiet && Boolean(workersOf(window)?.controller);
    return new SliceHistory({
      read: createSliceReader({ fetch, hasWorker, library }),
      tail: this.#tail,
      notifier: notify.history,
      now: () => performance.now(),
      isLive,
      settingsOf,
      streamed: () => session.streamed(),
    });
  }

  #createKeeper(library: SliceLibrary): OfflineKeeper {
    const { window, timers, notify, clock } = this.#ground;
    return new OfflineKeeper({
      store: this.store,
      library,
      notifier: notify.offline,
      storage: window.navigator.storage,
      now: () => Date.now(),
      serverNow: () => clock.now(),
      isLive: this.#needs.isLive,
      saveData: () => networkOf(window.navigator)?.saveData === true,
      after: timers.after,
      onCleared: () => this.history.forget(),
    });
  }

  #flushAndConfirm(): void {
    this.flush();
    const id = this.#needs.session.lastId();
    if (id !== undefined) this.#doubts.confirm(id);
  }

  #storeIsBack(): void {
    this.history.missed();
    void this.#restore();
  }

  /** Begins with what is kept; once more when a store that hung answers again. */
  async #restore(): Promise<void> {
    const { fleet, readings } = this.#disk.restore(this.#needs.adopt);
    this.fleetRead = fleet;
    await fleet;
    if (await readings) this.history.missed();
    if (this.store.state === "hung") return;
    await this.offline.start();
    await this.hint.start();
  }
}
