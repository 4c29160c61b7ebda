// What the catalogue knows of a file without opening it.

export type RollUpKind = "minutes" | "hours";
export type FileKind = "readings" | RollUpKind | "keys" | "events";

/** A file as the catalogue lists it. `day` is its UTC day or month; the seqs and times are of what it holds. */
export interface FileInfo {
  /** Within the data folder. */
  readonly path: string;
  readonly kind: FileKind;
  readonly day: string;
  bytes: number;
  rows: number;
  minSeq: number;
  maxSeq: number;
  maxReceivedAt: number;
  /** Server time of the last entry that went into it, unix ms. */
  lastAdditionAt: number;
  /**
   * Raw readings: the first and the last `measuredAt`; 0 where that is not known. Events: the first and the last `at`. Minutes and hours: the stretch of time that
   * the file is for; its end is 0 as long as that is open.
   */
  firstMeasuredAt: number;
  lastMeasuredAt: number;
  /** The entries up to here that belong into it are on the disk; 0 before it was first written. */
  savedSeq: number;
  /** Nothing is in it of devices that were forgotten up to here (purge.ts). */
  purgedSeq: number;
}

/** An entry for a file that does not exist yet. */
export function newFileInfo(kind: FileKind, day: string, path: string): FileInfo {
  const facts = { rows: 0, minSeq: 0, maxSeq: 0, maxReceivedAt: 0, lastAdditionAt: 0 };
  return {
    path,
    kind,
    day,
    bytes: 0,
    ...facts,
    firstMeasuredAt: 0,
    lastMeasuredAt: 0,
    savedSeq: 0,
    purgedSeq: 0,
  };
}

/** What a file itself says of what it holds; the catalogue repeats it. */
export function factsOf(info: FileInfo): object {
  const { rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt, firstMeasuredAt, lastMeasuredAt } = info;
  const facts = { rows, minSeq, maxSeq, maxReceivedAt, lastAdditionAt, firstMeasuredAt, lastMeasuredAt };
  return info.purgedSeq > 0 ? { ...facts, purgedSeq: info.purgedSeq } : facts;
}
