/**
 * The keys of drafts that are under way. Two with one key may race: the second waits for what becomes of the first. Its owner
 * bounds it.
 */
export class PendingKeys {
  readonly #pending = new Map<string, Pending>();

  /** How many keys are under way. */
  get size(): number {
    return this.#pending.size;
  }

  /** Takes those keys that nobody else has. */
  claim(keys: readonly string[]): Claim {
    if (keys.length === 0) return NOTHING;
    const claimed = new Set<string>();
    const seqs = new Map<string, Promise<number>>();
    for (const key of keys) {
      let pending = this.#pending.get(key);
      if (!pending) {
        pending = createPending();
        this.#pending.set(key, pending);
        claimed.add(key);
      }
      seqs.set(key, pending.promise);
    }
    return { claimed, seqs };
  }

  /** Tells those who wait where the entries are, and frees the keys. */
  settle(keys: readonly (string | undefined)[], seqs: readonly number[]): void {
    // Thousands of readings may have no key.
    if (this.#pending.size === 0) return;
    for (const [index, key] of keys.entries()) {
      if (key === undefined) continue;
      this.#pending.get(key)?.resolve(seqs[index] ?? 0);
      this.#pending.delete(key);
    }
  }

  /** Tells those who wait that it failed, and frees the keys. */
  fail(keys: readonly (string | undefined)[], error: unknown): void {
    for (const key of keys) {
      if (key === undefined) continue;
      this.#pending.get(key)?.reject(error);
      this.#pending.delete(key);
    }
  }
}

/** The keys that an append has taken, and for all of its keys the seq that each will have; rejects when it could not be stored. */
export interface Claim {
  readonly claimed: Set<string>;
  readonly seqs: ReadonlyMap<string, Promise<number>>;
}

interface Pending {
  readonly promise: Promise<number>;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

const NOTHING: Claim = { claimed: new Set(), seqs: new Map() };

function createPending(): Pending {
  let resolve: (seq: number) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<number>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // Most keys have nobody waiting; their failure is told to the one who posted.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
