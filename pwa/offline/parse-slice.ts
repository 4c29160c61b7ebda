// A slice as the server answers it (JSON), checked once and turned into columns.

import type { HistoryColumns, SensorColumns } from "../../shared/history/columns.ts";
import type { SliceName } from "../../shared/history/slice.ts";
import type { SensorIdentity } from "../../shared/rules/reading.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The server's answer is no slice, or none of what was asked for. */
export class SliceFormatError extends Error {}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null) throw new SliceFormatError(`${what} is no object.`);
  return value as Fields;
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SliceFormatError(`${what} is no list.`);
  return value;
}

function numberOf(value: unknown): number {
  if (value === null) return Number.NaN;
  if (typeof value !== "number")
    throw new SliceFormatError("A slice holds something that is neither number nor null.");
  return value;
}

function columnOf(value: unknown, rows: number): Float64Array {
  const list = listOf(value, "A column");
  if (list.length !== rows) throw new SliceFormatError("The columns of a slice differ in length.");
  return Float64Array.from(list, numberOf);
}

function sensorOf(value: unknown): SensorIdentity {
  const { key, type, unit } = fieldsOf(value, "A sensor");
  if (typeof key !== "string" || typeof type !== "string")
    throw new SliceFormatError("A sensor has no key or type.");
  return typeof unit === "string" ? { key, type, unit } : { key, type };
}

function sensorColumns(
  slice: Fields,
  index: number,
  rows: number,
): Omit<SensorColumns, keyof SensorIdentity> {
  const column = (field: string) => columnOf(listOf(slice[field], field)[index], rows);
  if (slice["resolution"] === "raw") return { values: column("values") };
  return { values: column("mean"), min: column("min"), max: column("max"), count: column("count") };
}

/** The columns of a slice's JSON; `known` is left empty. Throws a SliceFormatError when it is not the slice `ref`. */
export function parseSlice(json: unknown, ref: SliceName): { columns: HistoryColumns; complete: boolean } {
  const slice = fieldsOf(json, "The answer");
  const isAsked =
    slice["device"] === ref.device && slice["resolution"] === ref.resolution && slice["slice"] === ref.slice;
  if (!isAsked) throw new SliceFormatError("The answer is of another slice.");
  const t = Float64Array.from(listOf(slice["t"], "t"), numberOf);
  const sensors = listOf(slice["sensors"], "sensors").map((sensor, index) => ({
    ...sensorOf(sensor),
    ...sensorColumns(slice, index, t.length),
  }));
  return {
    columns: {
      device: ref.device,
      resolution: ref.resolution,
      t,
      battery: Float32Array.from(columnOf(slice["battery"], t.length)),
      sensors,
      known: [],
    },
    complete: slice["complete"] === true,
  };
}
