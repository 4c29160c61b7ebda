/**
 * The keys of readings that are on their way to the log. Two posts with one key may race: the second waits for what
 * becomes of the first. Bounded by the posts under way; once stored, the archive knows a key.
 */
export class PendingKeys {
  readonly #pending = new Map<string, Pending>();

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

  /** Tells those who wait where the readings are, and frees the keys. */
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

/** The keys that a post has taken, and for all of its keys the seq that each will have; rejects when it could not be stored. */
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
