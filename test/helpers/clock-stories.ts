// Devices whose clocks and gateways go as they do in the field, as the entries that the log would have of them.

import fc from "fast-check";
import { DraftClocks } from "../../server/ingest/draft-clocks.ts";
import type { ReadingEntry } from "../../shared/entries/entry.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { observe } from "../../shared/fleet/observe-readings.ts";

export const T0 = Date.UTC(2026, 10, 24);
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** A reading as it arrives: what its device's clock said, and when it was truly measured. All unix ms. */
export interface Arrival {
  readonly ts: number;
  readonly measured: number;
  readonly arrives: number;
}

interface Stretch {
  readonly count: number;
  /** Measured each this many ms. */
  readonly every: number;
  /** Arrive each this many ms. */
  readonly apart: number;
  /** What the clock is off by, ms; below zero behind. */
  readonly off: number;
  /** How long the first is on its way, ms. */
  readonly late: number;
  /** Whether the clock goes. */
  readonly goes: boolean;
}

/** Readings in the order of their arrival, from `start` on. */
export function stretch(start: number, given: Partial<Stretch> & { count: number }): Arrival[] {
  const { count, every, apart, off, late, goes } = {
    every: 10 * SECOND,
    apart: given.every ?? 10 * SECOND,
    off: 0,
    late: 0,
    goes: true,
    ...given,
  };
  return Array.from({ length: count }, (_, index) => {
    const arrives = start + index * apart;
    const measured = start - late + index * every;
    return { arrives, measured, ts: (goes ? measured : start - late) + off };
  });
}

/** The entries of arrivals, dated as ingest dates them, each by the state that the ones before it made. Values count from 1. */
export function toEntries(arrivals: readonly Arrival[]): ReadingEntry[] {
  const states = new Map<string, DeviceState>();
  return arrivals.map(({ ts, arrives }, index) => {
    const draft = {
      kind: "reading",
      device: "d",
      measuredAt: null,
      deviceTime: Math.floor(ts / SECOND),
      battery: 90,
      sensors: [{ type: "CO", val: index + 1 }],
    } as const;
    const { measuredAt } = new DraftClocks((device) => states.get(device), arrives).date(draft);
    const entry = { ...draft, seq: index + 1, at: arrives, measuredAt: measuredAt ?? arrives };
    states.set("d", observe(states.get("d"), entry));
    return entry;
  });
}

const lasting = fc.record({
  count: fc.integer({ min: 1, max: 12 }),
  every: fc.constantFrom(SECOND, 10 * SECOND, MINUTE, 10 * MINUTE),
});

const ordinary: fc.Arbitrary<Part> = lasting;
const behind = fc.record({ a: lasting, off: fc.integer({ min: 1, max: 30 }) }).map(({ a, off }) => ({
  ...a,
  off: -off * 10 * MINUTE,
}));
const lagging = fc.record({ a: lasting, late: fc.integer({ min: 1, max: 30 }) }).map(({ a, late }) => ({
  ...a,
  late: late * 10 * MINUTE,
}));
const backlog = fc
  .record({ a: lasting, speed: fc.constantFrom(3, 10, 1_000), late: fc.integer({ min: 1, max: 100 }) })
  .map(({ a, speed, late }) => ({ ...a, apart: Math.ceil(a.every / speed), late: late * 10 * MINUTE }));

type Part = Partial<Stretch> & { readonly count: number };

/** Stretches one after the other, with a pause between them. */
function storyOf(part: fc.Arbitrary<Part>) {
  const pause = fc.integer({ min: 0, max: 90 });
  return fc.array(fc.record({ pause, part }), { minLength: 1, maxLength: 6 }).map((parts) => {
    let start = T0;
    return parts.flatMap(({ pause: minutes, part: given }) => {
      start += minutes * MINUTE + SECOND;
      const arrivals = stretch(start, given);
      start = arrivals.at(-1)?.arrives ?? start;
      return arrivals;
    });
  });
}

/** Right clocks, clocks behind, lagging gateways and backlogs by turns. */
export const anyStory = storyOf(fc.oneof(ordinary, behind, lagging, backlog));

/** As `anyStory`, but what the readings say of their time is true. */
export const rightClockStory = storyOf(fc.oneof(ordinary, lagging, backlog));
