// What a page that goes out of sight leaves behind: the readings that it has not brought to their places on the disk. They
// are one note, since a page that may be frozen at any moment has time for one write; the next page puts them in place.

import type { HistoryColumns } from "../../shared/history/columns.ts";
import type { Period } from "../../shared/history/slice.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";

/** Notes of this kind begin with it; what follows tells pages apart. */
const PREFIX = "parting/";

/** Readings by device and the stretch in which the stream brought all of them. */
export interface Parting {
  readonly devices: readonly HistoryColumns[];
  readonly period: Period;
}

/** The name of a page's note. */
export function partingName(page: string): string {
  return PREFIX + page;
}

/** The names of all pages' notes. */
export function partingNames(): IDBKeyRange {
  return IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
}

/** The note. */
export function partingNote({ devices, period }: Parting): object {
  return { period: { ...period }, devices: devices.map(encodeColumns) };
}

/** What a note holds; undefined when it cannot be read, as one of another version. */
export function parseParting(note: unknown): Parting | undefined {
  if (typeof note !== "object" || note === null || !("period" in note && "devices" in note)) return undefined;
  const { period, devices } = note;
  if (typeof period !== "object" || period === null || !Array.isArray(devices)) return undefined;
  if (!("from" in period && "to" in period)) return undefined;
  const { from, to } = period;
  if (typeof from !== "number" || typeof to !== "number") return undefined;
  try {
    const columns = devices.filter((body) => body instanceof Uint8Array).map((body) => decodeColumns(body));
    return { devices: columns, period: { from, to } };
  } catch {
    // Of another version: the server has these readings.
    return undefined;
  }
}
