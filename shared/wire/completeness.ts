// How much of what a device was meant to send has come, day by day. Times are unix ms.

import type { Completeness } from "../rules/completeness.ts";

export const COMPLETENESS_PATH = "/api/v1/completeness";

/** The longest range that is counted, ms. */
export const MAX_COMPLETENESS_MS = 31 * 24 * 3_600_000;

/** What came in a day of the site, or in that part of it that was asked for. */
export interface DayCompleteness extends Completeness {
  /** `YYYY-MM-DD`, by the site's clock. */
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/** The answer of `GET /api/v1/completeness`. */
export interface CompletenessAnswer {
  readonly device: string;
  readonly from: number;
  /** What was asked for, but not later than now. */
  readonly to: number;
  /** How often the device reports: as it is set, else as the range shows; null where nobody knows. */
  readonly intervalMs: number | null;
  readonly total: Completeness;
  readonly days: readonly DayCompleteness[];
  /** The last charge within the range, percent, and about how long until it is empty; null where that cannot be told. */
  readonly battery: { readonly percent: number; readonly leftMs: number | null } | null;
}
