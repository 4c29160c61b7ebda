// What the reference model remembers of a sensor.

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
  last: number;
  value: number | null;
  run: { readonly from: number; count: number; most: number } | undefined;
  unsure: boolean;
  isSilent: boolean;
  retired: boolean;
  drill: number | undefined;
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
    ...{ limits: [35, 70], level: 0, last: Number.NEGATIVE_INFINITY, value: null, run: undefined },
    ...{ unsure: false, isSilent: false, retired: false, drill: undefined, shelf: undefined },
    ...{ rearm: undefined, heard: 0, raises: [], chatterUntil: 0, alarm: undefined, late: undefined },
  };
}
