import type { UplinkOutcome } from "../../entrances/entrances.ts";

/** Counts what became of the lines of a body. */
export class LineTally {
  taken = 0;
  dropped = 0;
  /** Why the first line was dropped. */
  reason: string | undefined;
  /** After how many seconds the same may be sent again, where that would help. */
  retryAfterS: number | undefined;

  drop(reason: string, retryAfterS?: number): void {
    this.dropped += 1;
    this.reason ??= reason;
    if (retryAfterS !== undefined) this.retryAfterS = Math.max(this.retryAfterS ?? 0, retryAfterS);
  }

  add(outcomes: readonly UplinkOutcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.status === "refused") this.drop(outcome.reason);
      if (outcome.status !== "taken") continue;
      const refused = outcome.readings.find(({ status }) => status === "rejected");
      if (refused?.status === "rejected") this.drop(refused.reason, refused.retry_after_s);
      else this.taken += 1;
    }
  }
}
