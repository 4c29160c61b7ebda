// What a report of a shift is made of. pwa/src/data/report implements it.

import type { Period } from "../../../../shared/history/slice.ts";
import type { HistorySeries } from "../../../../shared/wire/api.ts";
import type { CompletenessAnswer } from "../../../../shared/wire/completeness.ts";
import type { ExposureAnswer, Stint } from "../../../../shared/wire/exposure.ts";

/** Only the server can tell. Each rejects with a sentence for the user, and when `signal` ends it. */
export interface ReportVerbs {
  exposure(device: string, period: Period, signal: AbortSignal): Promise<ExposureAnswer>;
  /** How much of what was to come has come. */
  completeness(device: string, period: Period, signal: AbortSignal): Promise<CompletenessAnswer>;
  /** Who carried which device. */
  stints(period: Period, signal: AbortSignal): Promise<readonly Stint[]>;
  /** The curves of a device, every peak kept. */
  curves(device: string, period: Period, signal: AbortSignal): Promise<readonly HistorySeries[]>;
}
