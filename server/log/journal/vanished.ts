// Files of the journal that were deleted, replaced or cut under the running server. What was in them is in the archive's memory.

import { MINUTE_MS } from "../../../shared/ground/time.ts";

/** Health stays red for so long, although all of it may be safe again: somebody should look, ms. */
const RED_MS = MINUTE_MS;
/** Those that are told of; all of them are in the server's log. */
const MAX_LISTED = 20;

/** Remembers what vanished, until the next start. */
export class Vanished {
  /** All of it in words. */
  readonly sentences: string[] = [];
  /** Until the archive has all up to here, only its memory has. */
  #seq = 0;
  #safeSeq = 0;
  #redUntil = 0;

  /** Takes note of files that are gone, when `seq` was the last entry. */
  add(paths: readonly string[], { seq, now }: { seq: number; now: number }): void {
    const at = new Date(now).toISOString();
    for (const path of paths)
      this.sentences.push(`${path} was deleted, replaced or cut while the server ran, found at ${at}`);
    this.sentences.splice(0, this.sentences.length - MAX_LISTED);
    this.#seq = seq;
    this.#redUntil = now + RED_MS;
  }

  /** The archive has everything up to here. */
  setSafe(seq: number): void {
    this.#safeSeq = Math.max(this.#safeSeq, seq);
  }

  /** What is to be made safe elsewhere at once, in words. */
  get unsafe(): readonly string[] {
    return this.#safeSeq < this.#seq ? this.sentences : [];
  }

  /** What health must be red for, in words. */
  failing(now: number): string | undefined {
    if (this.unsafe.length === 0 && now >= this.#redUntil) return undefined;
    return "Files of the journal were deleted while the server ran. It goes on in new ones; find out who does that";
  }
}
