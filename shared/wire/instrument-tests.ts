// Bump tests and calibrations: when they are due, and what was recorded. Times are unix ms.

import type { TestKind } from "../entries/instrument-test.ts";

export const TESTS_PATH = "/api/v1/tests";

/** A test as it was recorded. */
export interface TestRecord {
  readonly passed: boolean;
  readonly testedAt: number;
  /** Who recorded it: a name, or the kind of whoever has none. */
  readonly by: string;
  readonly note: string | null;
}

/** How a device stands with one kind of test. */
export interface TestStanding {
  /** How often it is to be done, days: as the device has it, else the site; null where nobody asks for it. */
  readonly everyDays: number | null;
  readonly last: TestRecord | null;
  /** When it is due; null where nobody asks for it. A test that failed is due again at once. */
  readonly dueAt: number | null;
  readonly isOverdue: boolean;
}

/** The tests of one device. */
export interface DeviceTests {
  readonly device: string;
  readonly tests: { readonly [Kind in TestKind]: TestStanding };
  /** Since when an `over` waits for a bump test or a calibration, which alone ends it; null for none. */
  readonly overSince: number | null;
}

/** The answer of `GET /api/v1/tests?device=`: those that are due first, then by when they will be. */
export interface TestsAnswer {
  readonly devices: readonly DeviceTests[];
}

/** Stream event `test`: something was recorded of a device; ask again. */
export interface TestEvent {
  readonly seq: number;
  readonly device: string;
}
