// The bodies of all requests together. What is not yet whole takes memory that nobody can use, and its sender may never end it.

import { SECOND_MS } from "../../../shared/ground/time.ts";

/** A body up to this size is small, bytes: all of a device's posts are. */
const SMALL_BYTES = 16 * 1024;
/** What small bodies may hold together while they are not whole… */
const SMALL_SHARE_BYTES = 16 * 1024 * 1024;
/** …and large ones, until their request is answered: this, or two of the largest that may be posted. */
const LARGE_SHARE_BYTES = 24 * 1024 * 1024;
/** A body that is not whole must have grown by so much… */
const LEAST_BYTES = 256;
/** …whenever it is looked at, ms. No mobile link that works is slower. */
const LOOK_MS = 15 * SECOND_MS;

/** Why a body is not read any further. */
export type CutReason = "crowded" | "slow";

/** A body that grows. `cut` ends it; it is told why. */
export interface OpenBody {
  readonly cut: (reason: CutReason) => void;
}

/** Memory for bodies of one size. When it is used up, the body that is at it for longest gives way. */
class Share {
  readonly #most: number;
  readonly #open: Set<Holder>;
  #held = 0;

  constructor(most: number, open: Set<Holder>) {
    this.#most = most;
    this.#open = open;
  }

  add(bytes: number): void {
    this.#held += bytes;
    for (const holder of this.#open) {
      if (this.#held <= this.#most) return;
      if (holder.share === this) holder.body.cut("crowded");
    }
  }

  free(bytes: number): void {
    this.#held -= bytes;
  }
}

interface Holder {
  readonly body: OpenBody;
  share: Share;
  bytes: number;
  bytesAtLook: number;
  isSeen: boolean;
}

/** What a body that is being read says to all bodies. Each method may be called after `release`, without effect. */
export interface BodyLease {
  grow(bytes: number): void;
  /** It is whole. Answers whether it still counts, as a large one does until `release`; a small one is done with at once. */
  end(): boolean;
  release(): void;
}

/** Watches over all bodies. `stop` ends its timer. */
export class Bodies {
  readonly #open = new Set<Holder>();
  readonly #small = new Share(SMALL_SHARE_BYTES, this.#open);
  readonly #large: Share;
  #timer: NodeJS.Timeout | undefined;
  #lookedAt = 0;

  constructor({ largestBytes = 0 } = {}) {
    this.#large = new Share(Math.max(LARGE_SHARE_BYTES, 2 * largestBytes), this.#open);
  }

  /** Begins to look after slow ones. */
  start(): void {
    this.#lookedAt = performance.now();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Takes note of a body that begins. */
  begin(body: OpenBody): BodyLease {
    const holder: Holder = { body, share: this.#small, bytes: 0, bytesAtLook: 0, isSeen: false };
    this.#open.add(holder);
    return {
      grow: (bytes) => this.#grow(holder, bytes),
      end: () => {
        const isLarge = holder.share === this.#large;
        if (isLarge) this.#open.delete(holder);
        else this.#release(holder);
        return isLarge;
      },
      release: () => this.#release(holder),
    };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #release(holder: Holder): void {
    this.#open.delete(holder);
    holder.share.free(holder.bytes);
    holder.bytes = 0;
  }

  #grow(holder: Holder, bytes: number): void {
    if (!this.#open.has(holder)) return;
    const before = holder.bytes;
    holder.bytes = before + bytes;
    if (holder.share === this.#large || holder.bytes <= SMALL_BYTES) {
      holder.share.add(bytes);
      return;
    }
    this.#small.free(before);
    holder.share = this.#large;
    this.#large.add(holder.bytes);
  }

  #look(): void {
    const now = performance.now();
    // A process that was stopped has not read what came meanwhile: nobody was slow for that.
    const isInTime = now - this.#lookedAt < 2 * LOOK_MS;
    this.#lookedAt = now;
    for (const holder of [...this.#open]) {
      if (isInTime && holder.isSeen && holder.bytes - holder.bytesAtLook < LEAST_BYTES)
        holder.body.cut("slow");
      holder.isSeen = true;
      holder.bytesAtLook = holder.bytes;
    }
  }
}
