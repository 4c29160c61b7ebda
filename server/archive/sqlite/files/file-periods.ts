// Of which time a kind's files are: hours and events have one a UTC month, all others one a UTC day.

import { type Period, sliceOf, slicePeriod } from "../../../../shared/history/slice.ts";
import type { FileKind } from "./file-info.ts";

function isMonthly(kind: FileKind): boolean {
  return kind === "hours" || kind === "events";
}

/** The stretch of time that a file is for; undefined where its name is none of a day or month. */
export function filePeriod({ kind, day }: { kind: FileKind; day: string }): Period | undefined {
  return slicePeriod(isMonthly(kind) ? "hour" : "minute", day);
}

/** The day or month that the file of a moment is named by. */
export function fileDayAt(kind: FileKind, ms: number): string {
  return sliceOf(isMonthly(kind) ? "hour" : "minute", ms);
}

/** The day or month of a path of a kind: `readings/2026-11-23.2.sqlite`. */
export function dayOfPath(kind: FileKind, path: string): string {
  return path.slice(kind.length + 1).slice(0, isMonthly(kind) ? "2026-11".length : "2026-11-23".length);
}
