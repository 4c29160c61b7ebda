// The settings of all devices as a table, and a table as changes: a row a sensor. An empty cell leaves what is, "-" removes it. Pure.

import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { BOUNDS, type DeviceSettingsPatch, type Limits } from "../../../shared/rules/settings.ts";
import { trimmed } from "./copy-settings.ts";
import { csvCell, parseCsv } from "./csv.ts";
import { settable } from "./settings-draft.ts";

const COLUMNS = [
  "device",
  "name",
  "place",
  "seconds",
  "sensor",
  "label",
  "unit",
  "zero",
  "gain",
  "A2 low",
  "A1 low",
  "A1",
  "A2",
] as const;
type Column = (typeof COLUMNS)[number];

const BOUND_COLUMNS = { lowA2: "A2 low", lowA1: "A1 low", a1: "A1", a2: "A2" } as const;
const REMOVES = "-";
/** Rows beyond this are not read: no site has so many sensors. */
const MOST_ROWS = 20_000;

/** What is wrong with a table: the row, counting the head as the first, and the column. */
export interface TableProblem {
  readonly row: number;
  readonly column: string;
  readonly kind: "device" | "sensor" | "number" | "order" | "columns";
  readonly text: string;
}

/** What a table changes. */
export interface TableChanges {
  readonly changes: readonly { readonly state: DeviceState; readonly patch: DeviceSettingsPatch }[];
  readonly problems: readonly TableProblem[];
}

/** How spreadsheets of the reader's language write. */
interface CsvForm {
  readonly separator: "," | ";";
  readonly decimal: "." | ",";
}

/** The settings of devices as a table. */
export function devicesCsv(states: readonly DeviceState[], { separator, decimal }: CsvForm): string {
  const number = (value: number | undefined) =>
    value === undefined ? "" : String(value).replace(".", decimal);
  const rows = states.flatMap(({ device, settings, sensors }) => {
    const { name = "", place = "", expectedIntervalMs } = settings;
    const seconds = number(expectedIntervalMs === undefined ? undefined : expectedIntervalMs / SECOND_MS);
    const keys = settable(sensors).map(({ key }) => key);
    return (keys.length > 0 ? keys : [""]).map((key, index) => {
      const own = settings.sensors?.[key];
      const first = index === 0 ? [name, place] : ["", ""];
      const limits = BOUNDS.map((bound) => number(own?.limits?.[bound]));
      const texts = [device, ...first].map(csvCell);
      const sensor = [key, own?.label ?? "", own?.unit ?? ""].map(csvCell);
      return [
        ...texts,
        index === 0 ? seconds : "",
        ...sensor,
        number(own?.zero),
        number(own?.gain),
        ...limits,
      ];
    });
  });
  return `${[COLUMNS.map(csvCell), ...rows].map((row) => row.join(separator)).join("\r\n")}\r\n`;
}

type SensorPatch = NonNullable<NonNullable<DeviceSettingsPatch["sensors"]>[string]>;

/** Reads the cells of one row. */
class RowReader {
  readonly problems: TableProblem[] = [];
  readonly #cells: ReadonlyMap<string, string>;
  readonly #row: number;
  readonly #decimal: string;

  constructor(cells: ReadonlyMap<string, string>, row: number, decimal: string) {
    this.#cells = cells;
    this.#row = row;
    this.#decimal = decimal;
  }

  reject(column: Column, kind: TableProblem["kind"]): void {
    this.problems.push({ row: this.#row, column, kind, text: this.#cells.get(column) ?? "" });
  }

  /** Undefined: nothing is said; null: what is goes. */
  text(column: Column): string | null | undefined {
    const cell = this.#cells.get(column) ?? "";
    if (cell === "") return undefined;
    return cell === REMOVES ? null : cell;
  }

  number(column: Column): number | null | undefined {
    const text = this.text(column);
    if (text === undefined || text === null) return text;
    const isPlain = new RegExp(`^[+-]?\\d+(\\${this.#decimal}\\d+)?$`).test(text);
    if (isPlain) return Number(text.replace(this.#decimal, "."));
    this.reject(column, "number");
    return undefined;
  }
}

function said<Value>(member: string, value: Value | undefined): { readonly [name: string]: Value } {
  return value === undefined ? {} : { [member]: value };
}

/** Own limits with what a row says of them: an empty cell leaves that bound as it is. */
function limitsOf(reader: RowReader, own: Limits | undefined): Limits | null | undefined {
  const cells = BOUNDS.map((bound) => [bound, reader.number(BOUND_COLUMNS[bound])] as const);
  if (cells.every(([, value]) => value === undefined)) return undefined;
  const limits: { [B in (typeof BOUNDS)[number]]?: number } = { ...own };
  for (const [bound, value] of cells) {
    if (value === null) delete limits[bound];
    else if (value !== undefined) limits[bound] = value;
  }
  const given = BOUNDS.flatMap((bound) => limits[bound] ?? []);
  if (given.some((value, index) => index > 0 && value <= (given[index - 1] ?? 0)))
    reader.reject("A1", "order");
  return given.length === 0 ? null : limits;
}

function patchOf(reader: RowReader, state: DeviceState): DeviceSettingsPatch {
  const seconds = reader.number("seconds");
  const key = reader.text("sensor");
  const isKnown = key === undefined || key === null || state.sensors.some((sensor) => sensor.key === key);
  if (!isKnown) reader.reject("sensor", "sensor");
  const own = key ? state.settings.sensors?.[key] : undefined;
  const sensor: SensorPatch | undefined =
    key && isKnown
      ? {
          ...said("label", reader.text("label")),
          ...said("unit", reader.text("unit")),
          ...said("zero", reader.number("zero")),
          ...said("gain", reader.number("gain")),
          ...said("limits", limitsOf(reader, own?.limits)),
        }
      : undefined;
  return {
    ...said("name", reader.text("name")),
    ...said("place", reader.text("place")),
    ...said("expectedIntervalMs", seconds === undefined || seconds === null ? seconds : seconds * SECOND_MS),
    ...(key && sensor && Object.keys(sensor).length > 0 ? { sensors: { [key]: sensor } } : {}),
  };
}

function joined(a: DeviceSettingsPatch | undefined, b: DeviceSettingsPatch): DeviceSettingsPatch {
  const sensors = { ...a?.sensors, ...b.sensors };
  return { ...a, ...b, ...(Object.keys(sensors).length > 0 ? { sensors } : {}) };
}

/** What a table changes of the devices that there are, and what is wrong with it. */
export function readDevicesCsv(text: string, devices: ReadonlyMap<string, DeviceState>): TableChanges {
  const { separator, rows } = parseCsv(text);
  const [head = [], ...body] = rows;
  const columns = head.map((name) => COLUMNS.find((column) => column.toLowerCase() === name.toLowerCase()));
  if (!columns.includes("device"))
    return {
      changes: [],
      problems: [{ row: 1, column: "device", kind: "columns", text: head.join(separator) }],
    };
  const patches = new Map<string, DeviceSettingsPatch>();
  const problems: TableProblem[] = [];
  for (const [index, cells] of body.slice(0, MOST_ROWS).entries()) {
    const byColumn = new Map(cells.flatMap((cell, place) => [[columns[place] ?? "", cell] as const]));
    const reader = new RowReader(byColumn, index + 2, separator === ";" ? "," : ".");
    const device = byColumn.get("device") ?? "";
    const state = devices.get(device);
    if (state) patches.set(device, joined(patches.get(device), patchOf(reader, state)));
    else reader.reject("device", "device");
    problems.push(...reader.problems);
  }
  const changes = [...patches].flatMap(([device, patch]) => {
    const state = devices.get(device);
    const changed = state && trimmed(patch, state.settings);
    return state && changed ? [{ state, patch: changed }] : [];
  });
  return { changes, problems };
}
