// Columns as one piece of bytes: what lies in IndexedDB and what the worker hands to the page. A header in JSON names the
// columns; their bytes follow in its order.

import type { HistoryColumns, SensorColumns } from "../../shared/history/columns.ts";
import { type PackedColumn, type Packing, packColumn, unpackColumn } from "./pack-column.ts";

/** Raised when the form changes; bytes of another version are not read but fetched anew. */
const VERSION = 1;

interface Head {
  readonly version: typeof VERSION;
  readonly rows: number;
  readonly columns: Omit<HistoryColumns, "t" | "battery" | "sensors">;
  readonly sensors: readonly { readonly identity: object; readonly fields: readonly string[] }[];
  readonly packings: readonly (Packing & { readonly length: number })[];
}

const FIELDS = ["values", "min", "max", "count"] as const;

/** The columns as bytes. */
export function encodeColumns({ t, battery, sensors, ...columns }: HistoryColumns): Uint8Array<ArrayBuffer> {
  const packed: PackedColumn[] = [packColumn(t), packColumn(new Float64Array(battery))];
  const described = sensors.map((sensor) => {
    const fields = FIELDS.filter((field) => sensor[field] !== undefined);
    for (const field of fields) packed.push(packColumn(sensor[field] ?? new Float64Array()));
    const { key, type, unit } = sensor;
    return { identity: unit === undefined ? { key, type } : { key, type, unit }, fields };
  });
  const packings = packed.map(({ type, base, scale, bytes }) => ({
    type,
    base,
    scale,
    length: bytes.length,
  }));
  const head: Head = { version: VERSION, rows: t.length, columns, sensors: described, packings };
  return layOut(new TextEncoder().encode(JSON.stringify(head)), packed);
}

function layOut(head: Uint8Array, packed: readonly PackedColumn[]): Uint8Array<ArrayBuffer> {
  const total = packed.reduce((sum, { bytes }) => sum + bytes.length, 4 + head.length);
  const all = new Uint8Array(total);
  new DataView(all.buffer).setUint32(0, head.length);
  all.set(head, 4);
  let offset = 4 + head.length;
  for (const { bytes } of packed) {
    all.set(bytes, offset);
    offset += bytes.length;
  }
  return all;
}

function parseHead(bytes: Uint8Array): { head: Head; start: number } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const isOurs =
    typeof parsed === "object" && parsed !== null && "version" in parsed && parsed.version === VERSION;
  if (!isOurs) throw new RangeError("These columns are of another version.");
  const head = parsed as Head;
  const start = 4 + length;
  const end = head.packings.reduce((offset, packing) => offset + packing.length, start);
  if (end !== bytes.length) throw new RangeError("These columns are not whole.");
  return { head, start };
}

/** The inverse of `encodeColumns`. Throws when the bytes are of another version or no columns at all. */
export function decodeColumns(bytes: Uint8Array): HistoryColumns {
  const { head, start } = parseHead(bytes);
  let offset = start;
  const columns = head.packings.map((packing) => {
    offset += packing.length;
    return unpackColumn(packing, bytes.subarray(offset - packing.length, offset));
  });
  const next = () => columns.shift() ?? new Float64Array(head.rows).fill(Number.NaN);
  const t = next();
  const battery = new Float32Array(next());
  const sensors = head.sensors.map(({ identity, fields }) => ({
    ...(identity as SensorColumns),
    ...Object.fromEntries(fields.map((field) => [field, next()])),
  }));
  return { ...head.columns, t, battery, sensors };
}
