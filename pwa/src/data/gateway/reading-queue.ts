// Readings that wait to be passed on, on this phone's disk as well. Each has a name by which the server knows a repetition, so that one
// whose answer was lost is stored once.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { BatchAnswer } from "../../../../shared/wire/api.ts";
import type { PassingTrouble } from "../base/gateway.ts";

/** Most that wait; beyond it the oldest is given up, which is counted: what is measured now comes first. */
export const MAX_WAITING = 5_000;
/** Readings of a post. */
const BATCH = 100;
/** Between two tries, ms; doubled up to the longest. */
const FIRST_RETRY_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = 30 * SECOND_MS;
/** How long the server has for its answer, ms. */
const TIMEOUT_MS = 15 * SECOND_MS;
const DIGITS = 13;

type Reading = Readonly<Record<string, unknown>>;

/** Where readings are kept over a reload. */
export interface ReadingShelf {
  all(): Promise<readonly unknown[] | undefined>;
  put(notes: ReadonlyMap<string, unknown>): Promise<boolean>;
  drop(name: string): Promise<void>;
}

export interface QueueParts {
  readonly post: (body: string, key: string, signal: AbortSignal) => Promise<Response>;
  readonly shelf: ReadingShelf;
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Server time, unix ms. */
  readonly now: () => number;
  readonly newUid: () => string;
  readonly key: () => string;
  readonly onChange: () => void;
}

interface Waiting {
  readonly name: string;
  readonly reading: Reading;
}

function parseWaiting(note: unknown): Waiting | undefined {
  const { name, reading } = (note ?? {}) as Partial<Waiting>;
  return typeof name === "string" && typeof reading === "object" && reading !== null
    ? { name, reading }
    : undefined;
}

/** The readings of this phone, passed on in their order. */
export class ReadingQueue {
  readonly #parts: QueueParts;
  #waiting: Waiting[] = [];
  #isSending = false;
  #isStopped = false;
  #retryMs = FIRST_RETRY_MS;
  #cancelRetry: (() => void) | undefined;
  #count = 0;
  dropped = 0;
  passedOn = 0;
  refused = 0;
  refusal: string | undefined;
  trouble: PassingTrouble | undefined;
  isKept = true;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes in what earlier visits left, then sends. */
  async restore(): Promise<void> {
    const kept = ((await this.#parts.shelf.all()) ?? []).flatMap((note) => parseWaiting(note) ?? []);
    const known = new Set(this.#waiting.map(({ name }) => name));
    this.#waiting = [...kept.filter(({ name }) => !known.has(name)), ...this.#waiting];
    this.#giveUpOldest();
    this.#parts.onChange();
    this.trySoon();
  }

  /** Takes a reading, with the moment of its arrival where it has none, and begins to send. */
  add(reading: Reading): void {
    const { now, newUid, shelf, onChange } = this.#parts;
    const at = now();
    this.#count += 1;
    const name = `${String(Math.round(at)).padStart(DIGITS, "0")}-${String(this.#count).padStart(6, "0")}`;
    const own = { ...(reading["ts"] === undefined ? { ts: at / SECOND_MS } : {}), ...reading };
    const waiting = { name, reading: "uid" in own ? own : { ...own, uid: newUid() } };
    this.#waiting.push(waiting);
    this.#giveUpOldest();
    void shelf.put(new Map([[name, waiting]])).then((isKept) => {
      this.isKept = isKept;
      // It was passed on while it was written.
      if (!this.#waiting.includes(waiting)) void shelf.drop(name);
      onChange();
    });
    onChange();
    if (!this.#cancelRetry) void this.#sendAll();
  }

  /** There may be a network again, or another key. */
  trySoon(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    void this.#sendAll();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
  }

  #giveUpOldest(): void {
    while (this.#waiting.length > MAX_WAITING) {
      const oldest = this.#waiting.shift();
      if (oldest) void this.#parts.shelf.drop(oldest.name);
      this.dropped += 1;
    }
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending || this.#isStopped) return;
    this.#isSending = true;
    try {
      while (this.#waiting.length > 0 && (await this.#sendSome())) this.#retryMs = FIRST_RETRY_MS;
    } finally {
      this.#isSending = false;
    }
    if (this.#waiting.length > 0 && !this.#isStopped) this.#retryLater();
    this.#parts.onChange();
  }

  /** Sends the oldest; answers whether to go on. */
  async #sendSome(): Promise<boolean> {
    const some = this.#waiting.slice(0, BATCH);
    const { post, key, onChange } = this.#parts;
    try {
      const body = JSON.stringify(some.map(({ reading }) => reading));
      const response = await post(body, key(), AbortSignal.timeout(TIMEOUT_MS));
      if (this.#isStopped) return false;
      const answer = (await response.json().catch(() => ({}))) as Partial<BatchAnswer> & {
        readonly error?: string;
      };
      if (!answer.results) {
        this.trouble = troubleOf(response.status, answer.error);
        return false;
      }
      this.trouble = undefined;
      this.#settle(some, answer.results);
      onChange();
      return !this.#isStopped;
    } catch {
      this.trouble = { kind: "network" };
      return false;
    }
  }

  #settle(some: readonly Waiting[], results: BatchAnswer["results"]): void {
    const later = new Set<Waiting>();
    for (const result of results) {
      const own = some[result.index];
      if (result.status !== "rejected") this.passedOn += 1;
      else if (result.retry_after_s !== undefined && own) later.add(own);
      else {
        this.refused += 1;
        this.refusal = result.reason;
      }
    }
    const done = some.filter((one) => !later.has(one));
    this.#waiting = this.#waiting.filter((one) => !done.includes(one));
    for (const { name } of done) void this.#parts.shelf.drop(name);
    if (later.size > 0)
      this.trouble = { kind: "said", reason: "The server takes no more devices for a while." };
  }

  #retryLater(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = this.#parts.after(this.#retryMs, () => this.trySoon());
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
  }
}

function troubleOf(status: number, error: string | undefined): PassingTrouble {
  if (status === 401 || status === 403) return { kind: "key" };
  return { kind: "said", reason: error ?? `HTTP ${status}` };
}
