// The way to the alarms. Their code comes beside the first picture; until it is there the list is an old one of which nothing
// is known, and what is heard meanwhile waits for it.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { AlarmActs, AlarmsSource, AlarmsSurety, GivenAnswer } from "../base/alarms.ts";
import { CodeMissing } from "../base/code-missing.ts";
import type { PageAlarms } from "./page-alarms.ts";

/** Code that could not be fetched is tried again after this, ms. */
const RETRY_MS = 15 * SECOND_MS;
/** What waits at most, most of it readings; beyond it all of it is given up, and the list begins with a question to the server. */
const MAX_WAITING = 5_000;
const NONE: readonly never[] = [];
const UNKNOWN: AlarmsSurety = { kind: "old", asOf: undefined, why: "asking" };

export interface AlarmsSoonParts extends Pick<AlarmsSource, "subscribe" | "onStep"> {
  readonly load: () => Promise<PageAlarms>;
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Stands in for `PageAlarms` until it is there, then passes on. */
export class AlarmsSoon implements AlarmsSource {
  readonly subscribe: AlarmsSource["subscribe"];
  readonly onStep: AlarmsSource["onStep"];
  readonly #parts: AlarmsSoonParts;
  #page: PageAlarms | undefined;
  #loading: Promise<PageAlarms> | undefined;
  #cancelRetry: (() => void) | undefined;
  #waiting: ((page: PageAlarms) => void)[] = [];
  #isStopped = false;

  constructor(parts: AlarmsSoonParts) {
    this.#parts = parts;
    this.subscribe = parts.subscribe;
    this.onStep = parts.onStep;
  }

  open = () => this.#page?.open() ?? NONE;
  unanswered = () => this.#page?.unanswered() ?? 0;
  surety = () => this.#page?.surety() ?? UNKNOWN;
  isCut = () => this.#page?.isCut() ?? false;
  answers = (): readonly GivenAnswer[] => this.#page?.answers() ?? NONE;
  /** Resolves when what an earlier visit left is read; rejects while the code is missing. */
  restored = async (): Promise<void> => (await this.#get()).restored;
  acts = async (): Promise<AlarmActs> => (await this.#get()).acts;

  /** Loads them, and goes on trying. */
  begin(): void {
    this.#get().catch(() => {
      if (!this.#isStopped) this.#cancelRetry = this.#parts.after(RETRY_MS, () => this.begin());
    });
  }

  /** Does something with them, at once or before they start. */
  tell(work: (page: PageAlarms) => void): void {
    if (this.#isStopped) return;
    if (this.#page) work(this.#page);
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(work);
    else this.#waiting = [];
  }

  /** The link is gone: what waits is of a stream that broke off, and the list begins with what is kept, or with a question. */
  lost(): void {
    this.#waiting = [];
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting = [];
    this.#cancelRetry?.();
    this.#page?.stop();
  }

  #get(): Promise<PageAlarms> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<PageAlarms> {
    try {
      const page = await this.#parts.load();
      this.#page = page;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const work of waiting) work(page);
      if (!this.#isStopped) page.start();
      return page;
    } catch (cause) {
      this.#loading = undefined;
      throw new CodeMissing(cause);
    }
  }
}
