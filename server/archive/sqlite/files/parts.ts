// A period's readings, minutes or hours may be in several files, its parts. Which of them takes something new.

import { type FileInfo, newFileInfo, type RollUpKind } from "./file-info.ts";
import type { FileList } from "./file-list.ts";

/** The part that a moment's figures belong into; the later one where a crash has left two that might take them. */
export function partFor<Part extends Pick<FileInfo, "firstMeasuredAt" | "lastMeasuredAt">>(
  parts: readonly Part[],
  ms: number,
): Part | undefined {
  return parts.findLast(
    ({ firstMeasuredAt, lastMeasuredAt }) =>
      ms >= firstMeasuredAt && (lastMeasuredAt === 0 || ms <= lastMeasuredAt),
  );
}

/** What takes the place of a file that is gone: nothing is in it, and it is for the same. */
export function anew({ kind, day, path, firstMeasuredAt, lastMeasuredAt }: FileInfo): FileInfo {
  const info = newFileInfo(kind, day, path);
  return kind === "readings" || kind === "events" ? info : { ...info, firstMeasuredAt, lastMeasuredAt };
}

interface EntryPlace {
  readonly kind: "readings" | "events";
  readonly day: string;
  readonly seq: number;
  /** From this size on a further part begins. */
  readonly partBytes: number;
}

/**
 * The file of raw readings or events that takes an entry, and the seq from which on another one does. That is the last part of
 * the day or month; for an entry that comes again because a part was lost, it is one before the parts that begin later.
 */
export function partOfEntry(
  files: FileList,
  { kind, day, seq, partBytes }: EntryPlace,
): { readonly info: FileInfo; readonly untilSeq: number } {
  const parts = files.of(kind, day);
  const later = parts.find(({ minSeq }) => minSeq > seq);
  const before = later ? parts[parts.indexOf(later) - 1] : parts.at(-1);
  const path = (later && files.pathBefore(later)) ?? files.nextPath(kind, day);
  const goesOn = before && before.bytes < partBytes;
  const info = goesOn ? before : newFileInfo(kind, day, path);
  return { info, untilSeq: later?.minSeq ?? Number.POSITIVE_INFINITY };
}

/** The file of minutes or hours that takes a moment's figures. */
export function partOfMoment(
  files: FileList,
  { kind, day, ms }: { readonly kind: RollUpKind; readonly day: string; readonly ms: number },
): FileInfo {
  const parts = files.of(kind, day);
  const known = partFor(parts, ms);
  if (known) return known;
  const ends = parts.map(({ lastMeasuredAt }) => lastMeasuredAt).filter((end) => end > 0 && end < ms);
  const later = parts.find(({ firstMeasuredAt }) => firstMeasuredAt > ms);
  const path = (later && files.pathBefore(later)) ?? files.nextPath(kind, day);
  return {
    ...newFileInfo(kind, day, path),
    firstMeasuredAt: ends.length > 0 ? Math.max(...ends) + 1 : 0,
    lastMeasuredAt: later ? later.firstMeasuredAt - 1 : 0,
  };
}
