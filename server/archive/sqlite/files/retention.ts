import { rmSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import { slicePeriod } from "../../../../shared/history/slice.ts";
import type { StoreOptions } from "../protocol.ts";
import type { FileInfo } from "./data-file.ts";

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

/** No server's clock is from before then, unix ms; one that nobody set is. */
const FIRST_PLAUSIBLE_AT = Date.UTC(2024, 0, 1);
/** At most so many days (or months) of a kind go in one run: whatever goes wrong with a clock is seen before all is gone. */
const MAX_PERIODS = 2;

/**
 * When a file was added to last, unix ms. Order is `seq`: where the clock was ahead it says less than the files of later
 * entries, where it was never set it says nothing, and the next file's time counts.
 */
function additionOf(info: FileInfo, infos: readonly FileInfo[], now: number): number {
  const later = infos
    .filter(({ kind, minSeq }) => kind === "readings" && info.maxSeq > 0 && minSeq > info.maxSeq)
    .map(({ lastAdditionAt }) => lastAdditionAt)
    .filter((at) => at >= FIRST_PLAUSIBLE_AT);
  const own = info.lastAdditionAt >= FIRST_PLAUSIBLE_AT || info.maxSeq === 0 ? [info.lastAdditionAt] : [];
  const times = [...own, ...later];
  return times.length > 0 ? Math.min(...times) : now;
}

/**
 * From when a file's retention counts, unix ms: from the end of its period, or from its last addition when that was later,
 * so that an imported recording of last year is kept as long as what is measured today. A period that ends long after its
 * last addition is one of a clock that was ahead.
 */
function ageFrom(info: FileInfo, addedAt: number): number {
  const period = slicePeriod(info.kind === "hours" ? "hour" : "minute", info.day);
  if (!period) return addedAt;
  const isOfWrongClock = addedAt >= FIRST_PLAUSIBLE_AT && period.from > addedAt + DAY_MS;
  return isOfWrongClock ? addedAt : Math.max(period.to, addedAt);
}

/** The oldest few periods of each kind. */
function fewPeriods(files: readonly ExpiredFile[]): ExpiredFile[] {
  const periods = new Map<string, Set<string>>();
  return [...files]
    .sort((a, b) => isOlder(a.info, b.info))
    .filter(({ info: { kind, day } }) => {
      const chosen = periods.get(kind) ?? new Set();
      periods.set(kind, chosen);
      if (chosen.size < MAX_PERIODS) chosen.add(day);
      return chosen.has(day);
    });
}

/** At which time, if that is certain, and how much else (journal, what was refused) counts against the size bound. */
export interface RetentionRequest {
  readonly now: number | undefined;
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

/** The files that are past their retention, and beyond the size bound the oldest raw readings; the oldest of them at a time. */
export function expiredFiles(
  infos: readonly FileInfo[],
  options: StoreOptions,
  { now, bytesElsewhere }: RetentionRequest,
): Expired {
  const isOld = (info: FileInfo) =>
    now !== undefined && now - ageFrom(info, additionOf(info, infos, now)) > retentionOf(info, options);
  const old = infos.filter(isOld);
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
  return { files: fewPeriods(files), excessBytes: Math.max(0, bytes - options.maxDataBytes) };
}

/** Deletes files; one that is not there is as good as deleted. */
export function removeFiles(folder: string, files: readonly ExpiredFile[]): void {
  for (const { info } of files) rmSync(join(folder, info.path), { force: true });
}
