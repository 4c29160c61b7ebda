// What the journal finds on disk when it is opened: whole entries, a torn end, or damage.

import { open, truncate, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Entry } from "../../../shared/entries/entry.ts";
import { isTime } from "../../../shared/entries/unfit-reading.ts";
import { ignoreFull } from "../../disk/ignore.ts";
import type { Report } from "../../report.ts";
import type { EntryBatch } from "../log.ts";
import { parseLine } from "./journal-line.ts";
import { type RawLine, readLines, type Segment } from "./segments.ts";

const LINE_END = Buffer.from("\n");

/** An entry with its line as it stands in the file, its end included. */
interface StoredEntry {
  readonly entry: Entry;
  readonly line: Buffer;
}

/** Where the log's entries end, and what was found damaged on the way there, in words. */
export interface LogEnd {
  readonly lastSeq: number;
  readonly lastAt: number;
  readonly damage: readonly string[];
}

/** What is known before a journal is looked through. */
export interface RecoveryParts {
  readonly now: () => number;
  readonly report: Report;
  /** The archive has entries up to here: numbering never falls below it. */
  readonly leastSeq: number;
  /** The archive needs none of the entries up to here; 0 where that is not known. What is missing beyond it is damage. */
  readonly safeSeq?: number;
  /** …and the newest of them was taken then, unix ms. */
  readonly leastAt: number;
  /** Told of the last entry; answers from when the log goes on, unix ms. Without it: from that entry's time. */
  readonly resumeAt?: (last: { readonly seq: number; readonly at: number }) => number;
}

/** Looks through all segments, the oldest first; mends what a crash left and reports what is damaged or missing. */
export async function recoverSegments(
  segments: readonly Segment[],
  { syncedSeq = 0, ...parts }: RecoveryParts & { readonly syncedSeq?: number },
): Promise<LogEnd> {
  const damage: string[] = [];
  const noteMissing = (from: number, to: number) => {
    if (from === 1 || from > to) return;
    damage.push(`Entries ${from} to ${to} of the journal are missing`);
    parts.report.error({ from, to }, "The journal lacks entries");
  };
  let lastSeq = parts.safeSeq ?? 0;
  let lastAt = parts.leastAt;
  let newest = parts.leastSeq - 1;
  for (const [index, segment] of segments.entries()) {
    noteMissing(lastSeq + 1, segment.firstSeq - 1);
    const endSeq = segments[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY;
    const found = await recoverSegment(segment, endSeq, parts);
    if (found.lastAt > 0 && found.lastSeq > newest) {
      newest = found.lastSeq;
      lastAt = found.lastAt;
    }
    lastSeq = Math.max(lastSeq, found.lastSeq);
    damage.push(...found.damage);
  }
  noteMissing(lastSeq + 1, parts.leastSeq);
  lastSeq = Math.max(lastSeq, parts.leastSeq);
  if (syncedSeq > lastSeq) damage.push(cutOff(lastSeq + 1, syncedSeq, parts));
  const end = { seq: Math.max(lastSeq, syncedSeq), at: lastAt };
  return { lastSeq: end.seq, lastAt: parts.resumeAt?.(end) ?? end.at, damage };
}

/** What is gone from the journal's end was on the disk: no crash does that. */
function cutOff(from: number, to: number, { report }: Pick<RecoveryParts, "report">): string {
  report.error({ from, to }, "The journal was cut: entries at its end that were on the disk are gone");
  return `Entries ${from} to ${to} of the journal are missing: they were on the disk, and its end was cut off since. Check the disk`;
}

/** The entries after `afterSeq` up to `until`, in batches. */
export async function* replaySegments(
  segments: readonly Segment[],
  { afterSeq, until }: { afterSeq: number; until: number },
): AsyncGenerator<EntryBatch> {
  for (const [index, segment] of segments.entries()) {
    const endSeq = segments[index + 1]?.firstSeq ?? Number.POSITIVE_INFINITY;
    if (endSeq <= afterSeq + 1) continue;
    for await (const group of readEntries(segment, endSeq)) {
      const wanted = group.filter(({ entry }) => entry.seq > afterSeq && entry.seq <= until);
      if (wanted.length > 0)
        yield {
          entries: wanted.map(({ entry }) => entry),
          ndjson: Buffer.concat(wanted.map(({ line }) => line)),
        };
    }
  }
}

/** The whole entries of a segment, in groups; damaged lines are left out. `endSeq` is the next segment's first seq. */
async function* readEntries(segment: Segment, endSeq: number): AsyncGenerator<StoredEntry[]> {
  for await (const lines of readLines(segment.path)) {
    const entries: StoredEntry[] = [];
    for (const { bytes, whole } of lines) {
      const entry = whole ? parseLine(bytes) : undefined;
      // From the next segment's first seq on, what stands here was refused: its writer could not cut it off.
      if (entry && entry.seq >= segment.firstSeq && entry.seq < endSeq)
        entries.push({ entry, line: Buffer.concat([bytes, LINE_END]) });
    }
    if (entries.length > 0) yield entries;
  }
}

interface Findings {
  lastSeq: number;
  lastAt: number;
  readonly damaged: RawLine[];
  readonly missing: string[];
  torn: RawLine | undefined;
  /** Offset of a damaged line end behind a whole entry. */
  lostLineEnd: number | undefined;
}

async function inspect(segment: Segment, endSeq: number): Promise<Findings> {
  const found: Findings = {
    lastSeq: segment.firstSeq - 1,
    lastAt: 0,
    damaged: [],
    missing: [],
    torn: undefined,
    lostLineEnd: undefined,
  };
  for await (const lines of readLines(segment.path)) {
    for (const line of lines) take(found, line, endSeq);
  }
  return found;
}

function take(found: Findings, line: RawLine, endSeq: number): void {
  // What follows the last line end is torn, unless it is a whole entry of which the line end alone is damaged.
  const unended = line.whole ? undefined : parseLine(line.bytes.subarray(0, -1));
  const entry = line.whole ? parseLine(line.bytes) : unended;
  if (unended) found.lostLineEnd = line.offset + line.bytes.length - 1;
  else if (!line.whole) found.torn = line;
  // A copy: the line is a view of the read's buffer, and damage may be looked at much later.
  else if (!entry) found.damaged.push({ ...line, bytes: Buffer.from(line.bytes) });
  if (!entry || entry.seq >= endSeq) return;
  if (entry.seq > found.lastSeq + 1) found.missing.push(`${found.lastSeq + 1} to ${entry.seq - 1}`);
  found.lastSeq = Math.max(found.lastSeq, entry.seq);
  // Order is `seq`: where a glitch of the clock was undone, the last entry is not the latest.
  if (entry.seq === found.lastSeq && isTime(entry.at)) found.lastAt = entry.at;
}

/** Copies damaged lines to a dated file and answers in words where they are. On a full disk they stay where they are. */
async function keepAside(segment: Segment, lines: readonly RawLine[], now: number): Promise<string> {
  const day = new Date(now).toISOString().slice(0, 10);
  const path = join(dirname(segment.path), `damaged-${day}-${basename(segment.path)}`);
  try {
    await writeFile(path, Buffer.concat(lines.flatMap((line) => [line.bytes, LINE_END])));
    return `were kept in ${path}`;
  } catch (error) {
    ignoreFull(error);
    return "could not be kept: the disk is full";
  }
}

async function mendLineEnd(path: string, offset: number): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.write("\n", offset);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * Looks through a segment. A torn end (what follows the last line end) is cut off with a warning: it was never
 * acknowledged. Damaged lines are copied to a dated file and reported; the entries round them stay.
 */
async function recoverSegment(
  segment: Segment,
  endSeq: number,
  { now, report }: RecoveryParts,
): Promise<LogEnd> {
  const found = await inspect(segment, endSeq);
  const damage: string[] = [];
  if (found.damaged.length > 0) {
    const outcome = await keepAside(segment, found.damaged, now());
    damage.push(`${found.damaged.length} damaged lines of ${segment.path} ${outcome}`);
    report.error(
      { segment: segment.path, outcome, lines: found.damaged.length },
      "The journal has damaged lines",
    );
  }
  if (found.lostLineEnd !== undefined) {
    damage.push(`The last line end of ${segment.path} was damaged; its entry is whole`);
    report.error({ segment: segment.path }, "The journal's last line end was damaged and is mended");
    await mendLineEnd(segment.path, found.lostLineEnd);
  }
  if (found.missing.length > 0) {
    const missing = found.missing.slice(0, 20).join(", ");
    damage.push(`Entries ${missing} of ${segment.path} are missing`);
    report.error({ segment: segment.path, missing }, "The journal lacks entries");
  }
  if (found.torn) {
    report.warn(
      { segment: segment.path, bytes: found.torn.bytes.length },
      "The journal's torn end, never acknowledged, was cut off",
    );
    await truncate(segment.path, found.torn.offset);
    segment.bytes = found.torn.offset;
  }
  return { lastSeq: found.lastSeq, lastAt: found.lastAt, damage };
}
