import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { CompletenessAnswer } from "../../../../shared/wire/completeness.ts";
import type { LimitedExposure, SensorExposure } from "../../../../shared/wire/exposure.ts";
import { csvCell } from "../../rules/csv.ts";
import type { CsvForm } from "../graph/export-files.ts";
import type { Report } from "./report-run.ts";

type Cell = string | number | null;

const FIGURE = ["low", "mean", "coverage", "limit"] as const;
const COLUMNS = [
  "device", "wearers", "from", "to", "sensor", "unit", "peak", "peak_at", "lowest", "lowest_at",
  ...FIGURE.map((name) => `stel_${name}`), "stel_at", ...FIGURE.map((name) => `twa_${name}`), "zero", "gain",
  "received", "expected", "longest_gap_s", "battery",
]; // biome-ignore format: one line is the head of the table

function momentCell(at: number | undefined): Cell {
  return at === undefined ? null : new Date(at).toISOString();
}

function figureCells(figure: LimitedExposure | null): Cell[] {
  return FIGURE.map((name) => figure?.[name] ?? null);
}

function sensorCells({ key, shownUnit, peak, lowest, shortTerm, dose, zero, gain }: SensorExposure): Cell[] {
  const extremes = [peak, lowest].flatMap((extreme) => [extreme?.value ?? null, momentCell(extreme?.at)]);
  return [
    key,
    shownUnit,
    ...extremes,
    ...figureCells(shortTerm),
    momentCell(shortTerm?.at),
    ...figureCells(dose),
    zero,
    gain,
  ];
}

function cameCells({ total: { received, expected, longestGap }, battery }: CompletenessAnswer): Cell[] {
  const gap = longestGap ? (longestGap.to - longestGap.from) / SECOND_MS : null;
  return [received, expected, gap, battery?.percent ?? null];
}

/** A report as a table, a row a sensor. Times are UTC; what is unknown is empty. */
export function reportCsv({ devices }: Report, { separator, decimal }: CsvForm): string {
  const rows = devices.flatMap(({ device, exposure: { from, to, stints, sensors }, completeness }) => {
    const wearers = [...new Set(stints.map(({ wearer }) => wearer))].join(" / ");
    const head = [device, wearers, momentCell(from), momentCell(to)];
    return sensors.map((sensor) => [...head, ...sensorCells(sensor), ...cameCells(completeness)]);
  });
  const text = (cell: Cell) =>
    typeof cell === "number" ? String(cell).replace(".", decimal) : csvCell(cell ?? "");
  return [COLUMNS, ...rows].map((row) => `${row.map(text).join(separator)}\r\n`).join("");
}
