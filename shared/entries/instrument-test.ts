// Bump tests and calibrations: what was done to an instrument, and whether it passed.

import type { EventEntry } from "./entry.ts";

/** A bump test shows that a sensor responds; a calibration sets it right. */
export const TEST_KINDS = ["bump", "calibration"] as const;
export type TestKind = (typeof TEST_KINDS)[number];

/** A test that was recorded. Whoever calibrates has shown that the sensor responds: a passed calibration is a bump test too. */
export interface InstrumentTestEntry extends EventEntry {
  readonly kind: "test";
  readonly device: string;
  readonly what: TestKind;
  readonly passed: boolean;
  /** When it was done, unix ms; never later than `at`. */
  readonly testedAt: number;
  readonly note?: string;
}
