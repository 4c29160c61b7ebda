import { rmSync } from "node:fs";
import { join } from "node:path";
import { slicePeriod } from "../../shared/slice.ts";
import { DAY_MS } from "../../shared/time.ts";
import type { FileInfo } from "./data-file.ts";
import type { StoreOptions } from "./protocol.ts";

/** Keys must be known for 48 h; whole days go once the last of them is that old. */
const KEY_RETENTION_MS = 2 * DAY_MS;

/** A file that has to go, and why. */
export interface ExpiredFile {
  readonly info: FileInfo;
  readonly reason: "age" | "size";
}

function retentionOf(info: FileInfo, options: StoreOptions): number {
  const byKind = {
    readings: options.rawRetentionMs,
    minutes: options.minuteRetentionMs,
    hours: options.hourRetentionMs,
    keys: KEY_RETENTION_MS,
  };
  return byKind[info.kind];
}

/**
 * From when a file's retention counts, unix ms: from the end of its period, or from its last addition when that was later,
 * so that an imported recording of last year is kept as long as what is measured today.
 */
function ageFrom(info: FileInfo): number {
  const period = slicePeriod(info.kind === "hours" ? "hour" : "minute", info.day);
  return Math.max(period?.to ?? 0, info.lastAdditionAt);
}

/** At which time, and how much else (journal, what was refused) counts against the size bound. */
export interface RetentionRequest {
  readonly now: number;
  readonly bytesElsewhere: number;
}

/** What has to go, and how much is over the size bound even then, bytes. */
export interface Expired {
  readonly files: readonly ExpiredFile[];
  readonly excessBytes: number;
}

function isOlder(a: FileInfo, b: FileInfo): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.minSeq - b.minSeq;
}

/** What is said of a file that went. */
export function deletionText({ info, reason }: ExpiredFile): string {
  return `Deleted ${info.path}: ${reason === "age" ? "past its retention" : "DAVY_MAX_DATA_MB is reached"}`;
}

/** The files that are past their retention, and beyond the size bound the oldest raw readings. */
export function expiredFiles(
  infos: readonly FileInfo[],
  options: StoreOptions,
  { now, bytesElsewhere }: RetentionRequest,
): Expired {
  const old = infos.filter((info) => now - ageFrom(info) > retentionOf(info, options));
  const rest = infos.filter((info) => !old.includes(info));
  let bytes = rest.reduce((sum, info) => sum + info.bytes, bytesElsewhere);
  const tooMuch: FileInfo[] = [];
  const raw = rest.filter((info) => info.kind === "readings").sort(isOlder);
  // The latest raw file is in use and stays.
  for (const info of raw.slice(0, -1)) {
    if (bytes <= options.maxDataBytes) break;
    tooMuch.push(info);
    bytes -= info.bytes;
  }
  const files = [
    ...old.map((info) => ({ info, reason: "age" as const })),
    ...tooMuch.map((info) => ({ info, reason: "size" as const })),
  ];
  return { files, excessBytes: Math.max(0, bytes - options.maxDataBytes) };
}

/** Deletes files; one that is not there is as good as deleted. */
export function removeFiles(folder: string, files: readonly ExpiredFile[]): void {
  for (const { info } of files) rmSync(join(folder, info.path), { force: true });
}
