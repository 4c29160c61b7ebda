// What a device's sensors say of exposure over a range: short-term (STEL) and over the shift (TWA). Times are unix ms.

import type { Exposure, ExposureAt } from "../rules/exposure/exposure.ts";
import type { SensorIdentity } from "../rules/reading.ts";

export const EXPOSURE_PATH = "/api/v1/exposure";
export const WEARERS_PATH = "/api/v1/wearers";

/** The longest range that is counted: a double shift, ms. */
export const MAX_EXPOSURE_MS = 24 * 3_600_000;

/** How the figures are made; said beside each of them. */
export const EXPOSURE_METHODS = {
  shortTerm: "mean of 15 one-minute means, moving by the minute",
  dose: "sum of one-minute means of the shift / 480",
} as const;

/** A figure beside its limit. `reached` is null where there is no limit. */
export interface LimitedExposure extends Exposure {
  readonly limit: number | null;
  readonly reached: boolean | null;
}

/** The exposure that one sensor tells of. Figures are in `unit`, with zero and gain as they were when it was measured. */
export interface SensorExposure extends SensorIdentity {
  /** In which figures and limits are: that of the sensor at the end of the range. */
  readonly shownUnit: string;
  /** Where the limits come from; null without any. */
  readonly source: { readonly text: string; readonly checked: boolean } | null;
  /** The worst quarter of an hour that ended within the range, and when; null where nothing is known at all. */
  readonly shortTerm: (LimitedExposure & Pick<ExposureAt, "at">) | null;
  readonly dose: LimitedExposure;
  /** The highest single value, and when it was measured; null without any. */
  readonly peak: { readonly value: number; readonly at: number } | null;
  /** The lowest one. */
  readonly lowest: { readonly value: number; readonly at: number } | null;
  /** Stretches of whole minutes of which nothing is known, the longest first, at most 20. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** As they were at the end of the range. */
  readonly zero: number;
  readonly gain: number;
}

/** A stretch in which one person carried a device, whole minutes but for its ends in the range. */
export interface Stint {
  readonly wearer: string;
  readonly device: string;
  readonly from: number;
  readonly to: number;
}

/** The answer of `GET /api/v1/exposure`. */
export interface ExposureAnswer {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  readonly methods: typeof EXPOSURE_METHODS;
  /** Some of it is made from minutes or hours, whose readings were deleted: negative values were not left out there. */
  readonly rolledUp: boolean;
  /** Who carried it, one after the other. */
  readonly stints: readonly Stint[];
  readonly sensors: readonly SensorExposure[];
}

/** The answer of `GET /api/v1/wearers`: of all devices, by time. */
export interface WearersAnswer {
  readonly from: number;
  readonly to: number;
  readonly stints: readonly Stint[];
}
