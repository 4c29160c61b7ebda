import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import {
  addLook,
  keptDevices,
  LOOKED_NOTE,
  type Looked,
  PINNED_NOTE,
  parseLooked,
  parsePinned,
} from "../../../offline/kept-devices.ts";
import type { SliceLibrary } from "../../../offline/slice-library.ts";
import type { SliceStore } from "../../../offline/slice-store.ts";
import { warm } from "../../../offline/warm.ts";
import type { OfflineSource, OfflineStatus, Subscribe } from "../base/app-data.ts";
import type { Notifier } from "../base/notifier.ts";

/** Warm graphs are freshened this often while the page is live, ms. */
const WARM_MS = 15 * MINUTE_MS;
/** How soon after a look or a connect warming begins, ms, so that what the person opens goes first. */
const SOON_MS = 2 * SECOND_MS;
/** How soon after late readings it begins, ms; a backlog is in by then. */
const CHANGED_MS = 10 * SECOND_MS;

export interface OfflineKeeperParts {
  readonly store: SliceStore;
  readonly library: SliceLibrary;
  readonly notifier: Notifier;
  /** Undefined where the browser does not manage storage (plain HTTP). */
  readonly storage: StorageManager | undefined;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  readonly serverNow: () => number;
  readonly isLive: () => boolean;
  /** Whether the person asked the browser to spare data. */
  readonly saveData: () => boolean;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly onCleared: () => void;
}

/** Keeps graphs ready for when there is no network, and tells how the storage is. */
export class OfflineKeeper implements OfflineSource {
  readonly subscribe: Subscribe;
  readonly #parts: OfflineKeeperParts;
  #looked: Looked = new Map();
  #pinned: ReadonlySet<string> = new Set();
  #usedBytes = 0;
  #isPersisted = false;
  #warming: number | undefined;
  #isPaused = false;
  #hasResumed = false;
  #abort: AbortController | undefined;
  #cancelNext: (() => void) | undefined;
  /** The wait that the next warming was planned with, ms; undefined while none is planned. */
  #nextMs: number | undefined;
  /** Warming was due while it was under way: what that goes through may lack what was looked at since. */
  #isDueAgain = false;
  /** Warming for what late readings have changed is on its way. */
  #hasChanged = false;

  constructor(parts: OfflineKeeperParts) {
    this.#parts = parts;
    this.subscribe = parts.notifier.subscribe;
  }

  async start(): Promise<void> {
    const { store, storage } = this.#parts;
    const looked = parseLooked(await store.note(LOOKED_NOTE));
    this.#looked = new Map([...looked, ...this.#looked]);
    this.#pinned = new Set([...parsePinned(await store.note(PINNED_NOTE)), ...this.#pinned]);
    this.#isPersisted = (await storage?.persisted().catch(() => false)) ?? false;
    await this.measure();
  }

  stop(): void {
    this.#cancelNext?.();
    this.#nextMs = undefined;
    this.#isDueAgain = false;
    this.#abort?.abort();
  }

  status(): OfflineStatus {
    const { store } = this.#parts;
    const trouble = this.#trouble();
    return {
      mode: trouble === undefined ? "stored" : "memory-only",
      ...(trouble !== undefined && { trouble }),
      usedBytes: this.#usedBytes,
      boundBytes: store.boundBytes,
      persisted: this.#isPersisted,
      ...(this.#warming !== undefined && { warming: this.#warming }),
      paused: this.#isPaused || this.#isSparing(),
    };
  }

  pause(): void {
    this.#isPaused = true;
    this.#hasResumed = false;
    this.stop();
    this.#parts.notifier.changed();
  }

  resume(): void {
    this.#isPaused = false;
    this.#hasResumed = true;
    this.warmSoon();
    this.#parts.notifier.changed();
  }

  pinned(): ReadonlySet<string> {
    return this.#pinned;
  }

  setPinned(device: string, { pinned }: { pinned: boolean }): void {
    const others = [...this.#pinned].filter((name) => name !== device);
    this.#pinned = new Set(pinned ? [...others, device] : others);
    void this.#parts.store.setNote(PINNED_NOTE, [...this.#pinned]);
    if (pinned) this.warmSoon();
    this.#parts.notifier.changed();
  }

  looked(device: string): void {
    const before = this.#looked.get(device);
    const now = this.#parts.now();
    if (before !== undefined && now - before < MINUTE_MS && now >= before) return;
    this.#looked = addLook(this.#looked, device, now);
    void this.#parts.store.setNote(LOOKED_NOTE, Object.fromEntries(this.#looked));
    if (before !== undefined) return;
    this.warmSoon();
    this.#parts.notifier.changed();
  }

  /** Whether somebody has looked at a device on this phone. */
  hasLooked(): boolean {
    return this.#looked.size > 0;
  }

  async clear(): Promise<void> {
    this.#abort?.abort();
    await this.#parts.store.clear();
    this.#parts.onCleared();
    await this.measure();
  }

  /** Asks the browser not to give the storage up; it answers by its own rules. */
  async persist(): Promise<void> {
    this.#isPersisted = (await this.#parts.storage?.persist().catch(() => false)) ?? false;
    this.#parts.notifier.changed();
  }

  /** Looks how much is used. */
  async measure(): Promise<void> {
    this.#usedBytes = await this.#parts.store.used();
    this.#parts.notifier.changed();
  }

  /**
   * Begins to warm in a moment, and again from time to time while the page is live. What was planned with a shorter wait
   * stands: whoever looks in for a moment has their graphs before they go where there is no network.
   */
  warmSoon(delayMs: number = SOON_MS): void {
    if (this.#nextMs !== undefined && this.#nextMs < delayMs) return;
    this.#cancelNext?.();
    this.#nextMs = delayMs;
    this.#cancelNext = this.#parts.after(delayMs, () => {
      this.#nextMs = undefined;
      void this.#warm();
    });
  }

  /** Late readings have changed slices, of which some may be kept warm. */
  changed(): void {
    if (this.#hasChanged) return;
    this.#hasChanged = true;
    if (this.#warming === undefined) this.warmSoon(CHANGED_MS);
  }

  async #warm(): Promise<void> {
    const { isLive, library, serverNow } = this.#parts;
    if (this.#isPaused || this.#isSparing() || !isLive()) return;
    if (this.#warming !== undefined) {
      this.#isDueAgain = true;
      return;
    }
    this.#abort = new AbortController();
    this.#hasChanged = false;
    const { signal } = this.#abort;
    const onProgress = (done: number) => {
      this.#warming = done;
      this.#parts.notifier.changed();
    };
    onProgress(0);
    const devices = keptDevices(this.#looked, this.#pinned);
    await warm({ library, devices, pinned: this.#pinned, now: serverNow(), signal, onProgress });
    this.#warming = undefined;
    await this.measure();
    this.#planNext(signal);
  }

  #planNext({ aborted }: AbortSignal): void {
    const isDueAgain = this.#isDueAgain;
    this.#isDueAgain = false;
    if (isDueAgain) this.warmSoon();
    else if (!aborted) this.warmSoon(this.#hasChanged ? CHANGED_MS : WARM_MS);
  }

  #isSparing(): boolean {
    return this.#parts.saveData() && !this.#hasResumed;
  }

  #trouble(): OfflineStatus["trouble"] {
    const { state } = this.#parts.store;
    if (state === "open") return undefined;
    return state === "failed" ? "refused" : state;
  }
}
