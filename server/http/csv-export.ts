// History as CSV, a page at a time: however long the range, only one page is in memory, and it is read when the client has
// taken the one before. One row per value (long form), because devices differ in their sensors and change them.

import type { Slice } from "../../shared/api.ts";
import { type ReadingEntry, receivedAtOf } from "../../shared/entry.ts";
import type { DeviceState } from "../../shared/fleet.ts";
import { sensorKeys } from "../../shared/reading.ts";
import { type Resolution, slicesBetween } from "../../shared/slice.ts";
import { DAY_MS, MINUTE_MS } from "../../shared/time.ts";
import type { Archive } from "../archive/archive.ts";
import { type CsvCell, csvText } from "./csv-text.ts";

/** A reading that took longer than this to get here is called late, ms. */
export const LATE_AFTER_MS = MINUTE_MS;

/** So few that posts in between hardly wait: with 4 sensors a page takes this thread about 1 ms, its way from the other one included. */
const PAGE_READINGS = 100;

/** Columns of raw exports. Values are as posted; a screen shows (value − zero) × gain. */
export const RAW_COLUMNS = [
  "device",
  "name",
  "measured_at",
  "received_at",
  "sensor",
  "gas",
  "value",
  "unit",
  "zero",
  "gain",
  "battery",
  "quality",
] as const;

/** Columns of minute and hour exports. */
export const ROLL_UP_COLUMNS = [
  "device",
  "name",
  "start",
  "sensor",
  "gas",
  "count",
  "faults",
  "min",
  "mean",
  "max",
  "unit",
  "zero",
  "gain",
  "battery",
] as const;

/** What to export: devices in this order, readings measured at from ≤ t < to (unix ms). */
export interface CsvRequest {
  readonly devices: readonly DeviceState[];
  readonly from: number;
  readonly to: number;
  readonly resolution: Resolution;
  readonly formatTime: (ms: number) => string;
  readonly now: number;
}

type CsvArchive = Pick<Archive, "range" | "slice">;

/** The export as pieces of text, the header line first. */
export async function* exportCsv(archive: CsvArchive, request: CsvRequest): AsyncGenerator<string> {
  const isRaw = request.resolution === "raw";
  yield csvText([isRaw ? RAW_COLUMNS : ROLL_UP_COLUMNS]);
  for (const device of request.devices) {
    const pages = isRaw ? rawPages(archive, device, request) : rollUpPages(archive, device, request);
    for await (const rows of pages) if (rows.length > 0) yield csvText(rows);
  }
}

type Rows = CsvCell[][];

/** How a sensor's values are to be read: unit, zero and gain as they are set at present. */
function scaleCells({ settings }: DeviceState, key: string, stated: unknown): CsvCell[] {
  const sensor = settings.sensors?.[key];
  const unit = sensor?.unit ?? (typeof stated === "string" ? stated : "ppm");
  return [unit, sensor?.zero ?? 0, sensor?.gain ?? 1];
}

function isLate(entry: ReadingEntry): boolean {
  return receivedAtOf(entry) - entry.measuredAt > LATE_AFTER_MS;
}

/** The rows of one reading; one without sensors still has its battery to tell. */
function rowsOfReading(entry: ReadingEntry, state: DeviceState, formatTime: (ms: number) => string): Rows {
  const inTime = isLate(entry) ? "late" : "live";
  const head = [
    entry.device,
    state.settings.name ?? "",
    formatTime(entry.measuredAt),
    formatTime(receivedAtOf(entry)),
  ];
  if (entry.sensors.length === 0) {
    return [[...head, "", "", null, "", null, null, entry.battery, inTime]];
  }
  const keys = sensorKeys(entry.sensors.map(({ type }) => type));
  return entry.sensors.map(({ type, val, unit }, index) => {
    const key = keys[index] ?? type;
    return [
      ...head,
      key,
      type,
      val,
      ...scaleCells(state, key, unit),
      entry.battery,
      val === null ? "fault" : inTime,
    ];
  });
}

async function* rawPages(archive: CsvArchive, state: DeviceState, request: CsvRequest): AsyncGenerator<Rows> {
  const { from, to, formatTime } = request;
  let last: ReadingEntry | undefined;
  do {
    const after = last && { after: { measuredAt: last.measuredAt, seq: last.seq } };
    const page = await archive.range({ device: state.device, from, to, limit: PAGE_READINGS, ...after });
    yield page.flatMap((entry) => rowsOfReading(entry, state, formatTime));
    last = page.length < PAGE_READINGS ? undefined : page.at(-1);
  } while (last);
}

/** The slices in which a device can have something: a range may begin in 1970 and end in 9999. */
function slicesOf(state: DeviceState, { from, to, resolution, now }: CsvRequest): string[] {
  const last = Math.max(now, state.measuredAt) + DAY_MS;
  return slicesBetween(resolution, Math.max(from, state.firstReadingAt), Math.min(to, last));
}

async function* rollUpPages(
  archive: CsvArchive,
  state: DeviceState,
  request: CsvRequest,
): AsyncGenerator<Rows> {
  for (const slice of slicesOf(state, request)) {
    const { resolution } = request;
    const answer = await archive.slice({ device: state.device, resolution, slice });
    if (answer) yield rowsOfSlice(JSON.parse(Buffer.from(answer.json).toString()), state, request);
  }
}

/** Rows by time, then sensor; a minute or hour in which a sensor said nothing at all has no row. */
function rowsOfSlice(slice: Slice, state: DeviceState, { from, to, formatTime }: CsvRequest): Rows {
  if (slice.resolution === "raw") return [];
  const { sensors, count, faults, min, mean, max, battery } = slice;
  return slice.t.flatMap((start, row) => {
    if (start < from || start >= to) return [];
    const time = formatTime(start);
    return sensors.flatMap(({ key, type, unit }, sensor) => {
      const counts = [count[sensor]?.[row] ?? 0, faults[sensor]?.[row] ?? 0];
      if (counts[0] === 0 && counts[1] === 0) return [];
      const figures = [min, mean, max].map((column) => column[sensor]?.[row] ?? null);
      const scale = scaleCells(state, key, unit);
      const head = [state.device, state.settings.name ?? "", time, key, type];
      return [[...head, ...counts, ...figures, ...scale, battery[row] ?? null]];
    });
  });
}
