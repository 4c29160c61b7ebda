import { rmSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { FileInfo, FileKind } from "./file-info.ts";
import { filePeriod } from "./file-periods.ts";
import type { StoreOptions } from "./store-options.ts";

/** Keys must be known for 48 h; whole days go once the last of them is that old. */
const KEY_RETENTION_MS = 2 * DAY_MS;

/** Events are few; should somebody flood the server with them, the oldest go from this on, bytes. */
const MAX_EVENTS_BYTES = 1024 * 1024 * 1024;

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
    events: options.eventsRetentionMs,
  };
  return byKind[info.kind];
}

/** Files of these kinds know which entries they have. */
const WITH_SEQS: ReadonlySet<FileKind> = new Set(["readings", "events"]);

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
    .filter(({ kind, minSeq }) => WITH_SEQS.has(kind) && info.maxSeq > 0 && minSeq > info.maxSeq)
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
  const period = filePeriod(info);
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

function reasonText({ info, reason }: ExpiredFile): string {
  if (reason === "age") return "past its retention";
  return info.kind === "events" ? "events take more than 1 GB" : "DAVY_MAX_DATA_MB is reached";
}

/** What is said of a file that went. */
export function deletionText(file: ExpiredFile): string {
  return `Deleted ${file.info.path}: ${reasonText(file)}`;
}

/** What is said of those that went before their time; a sentence for each kind. */
export function earlyTexts(files: readonly ExpiredFile[]): string[] {
  const early = files.filter(({ reason }) => reason === "size");
  return (["readings", "events"] as const).flatMap((kind) => {
    const last = early.findLast(({ info }) => info.kind === kind);
    const what = kind === "events" ? "Events" : "Raw readings";
    return last ? [`${what} up to ${last.info.day} were deleted early: ${reasonText(last)}`] : [];
  });
}

/** The oldest files of a kind that are beyond a bound with all else that counts against it. The latest is in use and stays. */
function oldestBeyond(kind: FileKind, infos: readonly FileInfo[], excessBytes: number): FileInfo[] {
  const own = infos.filter((info) => info.kind === kind).sort(isOlder);
  let excess = excessBytes;
  return own.slice(0, -1).filter(({ bytes }) => {
    const goes = excess > 0;
    if (goes) excess -= bytes;
    return goes;
  });
}

function bytesOf(infos: readonly FileInfo[]): number {
  return infos.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * The files that are past their retention, the oldest raw readings beyond the size bound, and the oldest events beyond theirs; the
 * oldest of them at a time.
 */
export function expiredFiles(
  infos: readonly FileInfo[],
  options: StoreOptions,
  { now, bytesElsewhere }: RetentionRequest,
): Expired {
  const isOld = (info: FileInfo) =>
    now !== undefined && now - ageFrom(info, additionOf(info, infos, now)) > retentionOf(info, options);
  const old = infos.filter(isOld);
  const rest = infos.filter((info) => !old.includes(info));
  const events = rest.filter(({ kind }) => kind === "events");
  const tooMany = oldestBeyond("events", events, bytesOf(events) - MAX_EVENTS_BYTES);
  const bytes = bytesOf(rest) - bytesOf(tooMany) + bytesElsewhere;
  const raw = oldestBeyond("readings", rest, bytes - options.maxDataBytes);
  const tooMuch = [...tooMany, ...raw];
  const files = [
    ...old.map((info) => ({ info, reason: "age" as const })),
    ...tooMuch.map((info) => ({ info, reason: "size" as const })),
  ];
  return { files: fewPeriods(files), excessBytes: Math.max(0, bytes - bytesOf(raw) - options.maxDataBytes) };
}

/** Deletes files; one that is not there is as good as deleted. */
export function removeFiles(folder: string, files: readonly ExpiredFile[]): void {
  for (const { info } of files) rmSync(join(folder, info.path), { force: true });
}
