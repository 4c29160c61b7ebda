// What a chart is asked to show: plain values, from which the option is computed.

import type { Period } from "../../../shared/history/slice.ts";
import type { SensorRange } from "../../../shared/rules/sensor-range.ts";
import type { Limits } from "../../../shared/rules/settings.ts";

/**
 * One sensor's history as it was posted, in its own unit; NaN where there is no number, and one NaN row wherever the device
 * was silent. Raw readings give the same array three times; at coarse resolutions the three differ and `banded` is true.
 * `spanOf` says how long the row is that begins at a moment, ms: 0 for a reading; absent where all are readings.
 */
export interface LineColumns {
  readonly t: Float64Array;
  readonly low: Float64Array;
  readonly mean: Float64Array;
  readonly high: Float64Array;
  readonly banded: boolean;
  readonly spanOf?: (t: number) => number;
  /** How far apart two rows may be that are joined, ms; absent where all are. */
  readonly joinMs?: number;
}

/** One line of a chart. */
export interface ChartLine {
  readonly id: string;
  readonly name: string;
  /** The unit that `toShown` leads to. */
  readonly unit: string;
  /** Digits after the point, where no limit asks for more. */
  readonly decimals: number;
  /** The line's own limits, by which its peaks are marked. */
  readonly limits: Limits;
  /** Numbers beyond it are no measurements: they are drawn, but have no say in the size of the picture. */
  readonly range: SensorRange;
  readonly columns: LineColumns;
  /** A posted value as shown: zero, gain and unit applied. Linear. */
  readonly toShown: (raw: number) => number;
  /** Which colour of the palette, counting from 0. */
  readonly colour: number;
}

/** A stretch in which there was an alarm: it runs through all lanes, and is named above the first. */
export interface ChartBand extends Period {
  readonly level: "a1" | "a2" | "fault";
  readonly name: string;
}

/** How a chart writes numbers and times, and its few words. */
export interface ChartWords {
  readonly number: (value: number, decimals: number) => string;
  /** A tick of the time axis; `stepMs` is the distance between ticks. */
  readonly tick: (ms: number, stepMs: number) => string;
  /** A moment of a window, as short as it can be told there. */
  readonly at: (ms: number, window: Period) => string;
  /** Local time minus UTC at a moment, ms, for ticks at whole local hours and days. */
  readonly offsetAt: (ms: number) => number;
  /** What a limit is called in the margin: `A2 10,000`. */
  readonly limit: (level: "a1" | "a2", figure: string) => string;
  readonly noNumber: string;
  readonly unknown: string;
  readonly silent: string;
  readonly unconfirmed: string;
}

/** Lines of one gas and one unit, upon an axis of their own. */
export interface ChartStrip {
  readonly name: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  /** The limits that hold for every line; they are drawn. */
  readonly limits: Limits;
}

/** A chart's whole content: strips from the upper to the lower, upon one time axis. */
export interface ChartPicture {
  readonly window: Period;
  /** The window moves with the present: redrawn at most once a second. */
  readonly live: boolean;
  readonly strips: readonly ChartStrip[];
  /** Whether the value axes hold all limits, or only those that are near to what was measured. */
  readonly fit: "limits" | "values";
  readonly bands: readonly ChartBand[];
  /** Stretches of which we do not know what happened: not loaded, or later than the last word of a lost link. */
  readonly unknown: readonly Period[];
  /** Stretches in which the device that is looked at is known to have sent nothing; absent for none. */
  readonly silent?: readonly Period[];
  /** Stretches that are drawn as they were kept, and may lack readings that came later; none of them is unknown. */
  readonly unconfirmed: readonly Period[];
  readonly words: ChartWords;
  /** Its history is on its way: there are lanes, and nothing in them yet. */
  readonly isComing?: boolean;
}

/** All lines of a picture. */
export function linesOf({ strips }: Pick<ChartPicture, "strips">): readonly ChartLine[] {
  const [only] = strips;
  return strips.length === 1 && only ? only.lines : strips.flatMap(({ lines }) => lines);
}

/** How many colours of lines a theme has. */
export const PALETTE_SIZE = 8;

/** The dashes of lines in px, solid first, then what differs most: lines differ by more than their colour. */
export const DASHES: readonly (false | readonly number[])[] = [false, [7, 4], [2, 3], [11, 3, 2, 3]];

/** The dash of a line: where colours begin anew, dashes go on with another one. */
export function dashOf(colour: number, colours: number): false | readonly number[] {
  return DASHES[(colour + Math.floor(colour / colours)) % DASHES.length] ?? false;
}

/** The colours of a theme that a chart needs. */
export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  readonly a1: string;
  readonly onA1: string;
  readonly a1Tint: string;
  readonly a1Edge: string;
  readonly a1Ink: string;
  readonly a2: string;
  readonly onA2: string;
  readonly a2Tint: string;
  readonly a2Edge: string;
  readonly a2Ink: string;
  readonly faultTint: string;
  readonly faultInk: string;
  readonly stale: string;
  readonly series: readonly string[];
  readonly font: string;
}
