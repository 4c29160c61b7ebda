// What the reference model remembers of a sensor.

import type { FollowedClock } from "../../shared/fleet/device-clock.ts";

type State = "U" | "K" | "R" | "L" | "N";

/** One alarm. */
export interface ReferenceEpisode {
  /** The seq that it was raised by. */
  readonly id: number;
  readonly raised: number;
  readonly late: boolean;
  readonly drill: boolean;
  state: State;
  level: number;
  highest: number;
  ask: number;
  back: number;
}

/** One sensor of CO with its alarms. */
export interface ReferenceSensor {
  limits: readonly [a1: number, a2: number];
  level: number;
  readonly clock: FollowedClock;
  last: number;
  value: number | null;
  run: { readonly from: number; count: number; most: number } | undefined;
  unsure: boolean;
  isSilent: boolean;
  retired: boolean;
  drill: { readonly since: number; readonly armedBy: number } | undefined;
  shelf: number | undefined;
  rearm: number | undefined;
  heard: number;
  raises: number[];
  chatterUntil: number;
  alarm: ReferenceEpisode | undefined;
  late: ReferenceEpisode | undefined;
}

/** A sensor of which nothing is known. */
export function newSensor(): ReferenceSensor {
  return {
    clock: { clock: undefined, lastReceivedAt: Number.NEGATIVE_INFINITY },
    ...{ limits: [35, 70], level: 0, last: Number.NEGATIVE_INFINITY, value: null, run: undefined },
    ...{ unsure: false, isSilent: false, retired: false, drill: undefined, shelf: undefined },
    ...{ rearm: undefined, heard: 0, raises: [], chatterUntil: 0, alarm: undefined, late: undefined },
  };
}

/** What a value is by the limits: 0 normal, 1, 2. */
export function targetOf(value: number, { limits: [a1, a2] }: ReferenceSensor): number {
  return value >= a2 ? 2 : value >= a1 ? 1 : 0;
}

/** What a value still holds of the level that the sensor has: it falls only below the dead band. */
export function heldOf(value: number, { level, limits }: ReferenceSensor): number {
  for (let held = level; held > 0; held -= 1) {
    const limit = limits[held - 1] ?? 0;
    if (value > limit - Math.max(limit * 0.05, 1)) return held;
  }
  return 0;
}

/** Whether what was measured at a moment, unix ms, is of a drill. */
export function isOfDrill({ drill }: ReferenceSensor, moment: number): boolean {
  return drill !== undefined && moment >= drill.since;
}
