// What was refused, and from whom, as the page `Refused` shows it. Times are unix ms.

/**
 * Why something was refused. `payload`: it is no reading, or an unfit one; `protocol`: it is no HTTP, or broke off; `too_many`: it
 * may be taken later; `no_key`, `wrong_key`, `revoked_key`: who sent it may not post.
 */
export const REFUSED_WHYS = [
  "payload",
  "protocol",
  "too_many",
  "no_key",
  "wrong_key",
  "revoked_key",
] as const;
export type RefusedWhy = (typeof REFUSED_WHYS)[number];

/** What was refused of one sender and device for one reason. */
export interface RefusedAnswer {
  /** The address of the sender; empty where none is known. */
  readonly from: string;
  /** `key`: who sent it may not post; `payload`: what it sent cannot be taken. `code` says more. */
  readonly why: "key" | "payload";
  readonly code: RefusedWhy;
  /** In words, of the last one. */
  readonly reason: string;
  /** What to do about it, in words. */
  readonly todo: string;
  /** The id that it says to be from; empty where it names none, and for those of a sender that names very many. */
  readonly devices: readonly string[];
  /** Where it was posted to last: a path, or the name of a recording. */
  readonly path: string | null;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Whether it would be taken if its address were allowed. */
  readonly canAllow: boolean;
}

/** The answer of `GET /api/v1/refused`: the latest first. */
export interface RefusedListAnswer {
  readonly serverTime: number;
  readonly refused: readonly RefusedAnswer[];
  /** How many were refused beside these whose rows had to give way, or are beyond `limit`. */
  readonly others: number;
}
