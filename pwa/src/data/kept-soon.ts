// The way to what keeps readings and history. Its code comes beside the first picture; what it must hear of waits here until
// then, and where the code cannot be fetched, whoever asks is told so.

import { DEFAULT_BOUND_BYTES } from "../../offline/store-bound.ts";
import type { HistorySource, OfflineSource, OfflineStatus } from "./base/app-data.ts";
import { CodeMissing } from "./base/code-missing.ts";
import type { Notifier } from "./base/notifier.ts";
import type { PageKept } from "./page-kept.ts";

/** What waits at most, most of it readings; beyond it all of it is given up. */
const MAX_WAITING = 5_000;

const NONE: ReadonlySet<string> = new Set();

/** What is asked of it. */
export type Kept = Pick<
  PageKept,
  | (
      | "start"
      | "stop"
      | "end"
      | "add"
      | "begun"
      | "judge"
      | "letGo"
      | "installed"
      | "flush"
      | "hide"
      | "leave"
      | "comeBack"
    )
  | ("history" | "offline" | "store" | "hint" | "fleetRead")
>;

type Work = (kept: Kept) => void;

export interface KeptSoonParts {
  /** Fetches the code and makes of it what keeps. */
  readonly load: () => Promise<Kept>;
  readonly notify: { readonly [Name in "history" | "offline"]: Notifier };
  /** What waited was given up: nobody keeps what was heard up to now. */
  readonly onGivenUp: () => void;
}

/** Stands in for `PageKept` until it is there, then passes on. */
export class KeptSoon {
  readonly history: HistorySource;
  readonly offline: OfflineSource;
  readonly #parts: KeptSoonParts;
  #kept: Kept | undefined;
  #loading: Promise<Kept> | undefined;
  #waiting: Work[] = [];
  #isMissing = false;
  #hasLeft = false;
  #isStopped = false;
  #hasEnded = false;

  constructor(parts: KeptSoonParts) {
    this.#parts = parts;
    const { notify } = parts;
    this.history = {
      subscribe: notify.history.subscribe,
      load: async (query, options) => (await this.get()).history.load(query, options),
    };
    this.offline = {
      subscribe: notify.offline.subscribe,
      status: () => this.#kept?.offline.status() ?? this.#noStatus(),
      pause: () => this.#do((kept) => kept.offline.pause()),
      resume: () => this.#do((kept) => kept.offline.resume()),
      pinned: () => this.#kept?.offline.pinned() ?? NONE,
      setPinned: (device, wish) => this.#do((kept) => kept.offline.setPinned(device, wish)),
      looked: (device) => this.#do((kept) => kept.offline.looked(device)),
      clear: async () => (await this.get()).offline.clear(),
    };
  }

  /** Loads what keeps, once. Rejects with `CodeMissing`; asking again then tries again. */
  get(): Promise<Kept> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** As `get`, where nobody waits for it. */
  begin(): void {
    // Told by the status; a link that comes back tries again, and so does whoever asks for history.
    void this.get().catch(() => undefined);
  }

  add: PageKept["add"] = (reading) => this.#do((kept) => kept.add(reading));

  begun: PageKept["begun"] = (changed) => this.#do((kept) => kept.begun(changed));

  judge: PageKept["judge"] = (...settings) => this.#do((kept) => kept.judge(...settings));

  letGo: PageKept["letGo"] = (isGone) => this.#do((kept) => kept.letGo(isGone));

  /** The stream could not bring what was missed. */
  missed(): void {
    this.#kept?.history.missed();
  }

  flush(): void {
    this.#kept?.flush();
  }

  warmSoon(): void {
    this.#do((kept) => kept.offline.warmSoon());
  }

  hide(): void {
    this.#kept?.hide();
  }

  leave(): void {
    this.#hasLeft = true;
    this.#kept?.leave();
  }

  comeBack(): void {
    this.#hasLeft = false;
    this.#kept?.comeBack();
  }

  /** Whether it is the moment to speak of installing. */
  isHintDue(): boolean {
    return this.#kept?.hint.isDue ?? false;
  }

  putHintOff(): void {
    this.#do((kept) => kept.hint.putOff());
  }

  installed(): void {
    this.#do((kept) => kept.installed());
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
    this.#kept?.stop();
  }

  /** Lets go of what is kept for good, also of what comes up only now: it is about to be taken away. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#waiting = [];
    await this.#kept?.end();
  }

  /** At once, or in its turn when what keeps is there. */
  #do(work: Work): void {
    if (this.#hasEnded) return;
    if (this.#kept) work(this.#kept);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(work);
    else this.#giveUp();
  }

  #giveUp(): void {
    // Nobody knows what the given up ones had changed.
    this.#waiting = [(kept) => kept.begun(null)];
    this.#parts.onGivenUp();
  }

  async #load(): Promise<Kept> {
    const kept = await this.#parts.load().catch((cause: unknown) => {
      this.#loading = undefined;
      this.#tell({ isMissing: true });
      throw new CodeMissing(cause);
    });
    if (this.#hasEnded) {
      await kept.end();
      return kept;
    }
    if (this.#isStopped) {
      kept.stop();
      return kept;
    }
    this.#kept = kept;
    if (this.#hasLeft) kept.leave();
    kept.start();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const work of waiting) work(kept);
    // A phone that looks in for a moment and goes down the shaft has the fleet.
    kept.flush();
    if (this.#isMissing) this.#parts.notify.history.changed();
    this.#tell({ isMissing: false });
    return kept;
  }

  #tell({ isMissing }: { isMissing: boolean }): void {
    this.#isMissing = isMissing;
    this.#parts.notify.offline.changed();
  }

  #noStatus(): OfflineStatus {
    return {
      mode: this.#isMissing ? "memory-only" : "stored",
      ...(this.#isMissing && { trouble: "unloaded" as const }),
      usedBytes: 0,
      boundBytes: DEFAULT_BOUND_BYTES,
      persisted: false,
      paused: false,
    };
  }
}
