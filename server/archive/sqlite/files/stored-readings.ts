// Raw readings out of a day's file. snake_case columns end here.

import type { SqlValue } from "sql.js";
import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import { LEARNED_GAPS } from "../../../../shared/fleet/rhythm.ts";
import type { DeviceTime } from "../../../../shared/ground/time.ts";
import type { Json } from "../../../../shared/rules/reading.ts";
import { type OwnMembers, sensorsFrom } from "../layouts/own-members.ts";
import type { DataFile } from "./data-file.ts";
import { isReadable } from "./stored-text.ts";

/** Members that few readings have, kept together as JSON. */
export interface MoreMembers {
  readonly extra?: { readonly [member: string]: Json };
  readonly key?: string;
  readonly source?: { readonly name: string; readonly row: number };
  /** When the log took it, where that is not when it was received. */
  readonly at?: number;
  readonly members?: OwnMembers;
  /** How it was let in. */
  readonly via?: string;
  /** A device's time that its column would not give back as it was. */
  readonly deviceTime?: string;
}

/** Whether a device's time is a text that its column would not give back as it was. */
export function isInMore(time: DeviceTime | undefined): time is string {
  return typeof time === "string" && !isReadable(time);
}

function entryOf(file: DataFile, row: readonly SqlValue[]): ReadingEntry {
  const [seq, device, measuredAt, at, battery, layout, vals, deviceTime, moreText] = row;
  const {
    at: loggedAt,
    members,
    deviceTime: textTime,
    ...more
  } = JSON.parse(String(moreText ?? "{}")) as MoreMembers;
  return {
    seq: Number(seq),
    at: loggedAt ?? Number(at),
    kind: "reading",
    device: file.names.nameOf("devices", Number(device)),
    measuredAt: Number(measuredAt),
    deviceTime:
      textTime ?? (typeof deviceTime === "number" || typeof deviceTime === "string" ? deviceTime : null),
    battery: typeof battery === "number" ? battery : null,
    sensors: sensorsFrom(file.names.nameOf("layouts", Number(layout)), JSON.parse(String(vals)), members),
    ...more,
    ...(loggedAt === undefined ? {} : { receivedAt: Number(at) }),
  };
}

/**
 * A file's readings with a greater seq, received at `receivedFrom` or later, in order of seq. Those after `countsAfter` count
 * as such unless they were imported, which have a time of their own.
 */
export function readingsAfter(
  file: DataFile,
  seq: number,
  page: { limit: number; receivedFrom: number; countsAfter: number },
): ReadingEntry[] {
  const sql = `SELECT * FROM readings WHERE seq > ?
    AND (at >= ? OR (seq > ? AND json_extract(more, '$.at') IS NULL)) ORDER BY seq LIMIT ?`;
  return file
    .rows(sql, [seq, page.receivedFrom, page.countsAfter, page.limit])
    .map((row) => entryOf(file, row));
}

/** The reading of a file that the log took last. */
export function lastReading(file: DataFile): ReadingEntry | undefined {
  const [row] = file.rows("SELECT * FROM readings ORDER BY seq DESC LIMIT 1");
  return row && entryOf(file, row);
}

/** Of each device in a file the first reading and the last ones, as many as its rhythm is learned from, in order of seq. */
export function edgeReadings(file: DataFile): ReadingEntry[] {
  const columns = "seq, device, measured_at, at, battery, layout, vals, device_time, more";
  const sql = `SELECT ${columns} FROM (SELECT *,
      row_number() OVER (PARTITION BY device ORDER BY measured_at, seq) AS oldest,
      row_number() OVER (PARTITION BY device ORDER BY measured_at DESC, seq DESC) AS latest FROM readings)
    WHERE oldest = 1 OR latest <= ? ORDER BY seq`;
  return file.rows(sql, [LEARNED_GAPS + 1]).map((row) => entryOf(file, row));
}

/** What of a device is asked for, in order of `measuredAt` then `seq`. */
export interface RawPage {
  readonly device: string;
  readonly to: number;
  /** The first that may come is after this. */
  readonly after: { readonly measuredAt: number; readonly seq: number };
  readonly limit: number;
}

/** A file's readings of a device in a range. */
export function readRange(file: DataFile, { device, to, after, limit }: RawPage): ReadingEntry[] {
  const id = file.names.findId("devices", device);
  if (id === undefined) return [];
  const sql = `SELECT * FROM readings WHERE device = ? AND measured_at >= ? AND measured_at < ?
    AND (measured_at, seq) > (?, ?) ORDER BY measured_at, seq LIMIT ?`;
  const params = [id, after.measuredAt, to, after.measuredAt, after.seq, limit];
  return file.rows(sql, params).map((row) => entryOf(file, row));
}
