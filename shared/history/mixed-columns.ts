// History of which not all rows are of one length: where readings are gone or were never fetched, minutes or hours stand in.

import { HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { SensorsSettings } from "../rules/settings.ts";
import type { HistoryColumns, SensorColumns } from "./columns.ts";
import { cutColumns, joinColumns, mergeRaw, mergeRollUps } from "./merge-columns.ts";
import { clipPeriods, unitePeriods } from "./periods.ts";
import { rollUp } from "./roll-up.ts";
import type { Period } from "./slice.ts";

/** With a lowest and a highest for every row, so that rows of any length can stand beside each other. */
export function banded(columns: HistoryColumns): HistoryColumns {
  return { ...columns, sensors: columns.sensors.map(bandedSensor) };
}

function bandedSensor(sensor: SensorColumns): SensorColumns {
  const { values, min = values, max = values } = sensor;
  const count = sensor.count ?? values.map((value) => (Number.isNaN(value) ? 0 : 1));
  return { ...sensor, min, max, count };
}

/** Columns with what holds for any of the parts that they are made of. */
function withMarks(columns: HistoryColumns, parts: readonly HistoryColumns[]): HistoryColumns {
  const coarser = parts.flatMap((part) => part.coarser ?? []).sort((a, b) => a.from - b.from);
  const unconfirmed = unitePeriods(parts.flatMap((part) => part.unconfirmed ?? []));
  const { coarser: _, unconfirmed: __, ...plain } = columns;
  return {
    ...plain,
    ...(coarser.length > 0 && { coarser }),
    ...(unconfirmed.length > 0 && { unconfirmed }),
  };
}

/** One history out of parts that follow each other in time without overlap, of whatever rows. */
export function joinMixed(parts: readonly HistoryColumns[]): HistoryColumns {
  const isMixed = parts.some(({ coarser }) => coarser !== undefined);
  return withMarks(joinColumns(isMixed ? parts.map(banded) : parts), parts);
}

/** A history with raw readings in it that came since; nothing is lost and nothing counted twice. `settings`: as for `rollUp`. */
export function mergeReadings(
  columns: HistoryColumns,
  readings: HistoryColumns,
  settings?: SensorsSettings,
): HistoryColumns {
  const { resolution } = columns;
  const merged =
    resolution !== "raw"
      ? mergeRollUps(columns, rollUp(readings, resolution, settings))
      : columns.coarser
        ? mergeRollUps(banded(columns), banded(readings))
        : mergeRaw(columns, readings);
  return withMarks(merged, [columns]);
}

/** A history with rows of a coarser one in the holes of it, as far as the coarser one is known there. */
export function fillHoles(
  columns: HistoryColumns,
  coarse: HistoryColumns,
  holes: readonly Period[],
): HistoryColumns {
  const { resolution } = coarse;
  const filled = holes.flatMap((hole) => clipPeriods(coarse.known, hole));
  if (filled.length === 0 || resolution === "raw") return columns;
  const unconfirmed = filled.flatMap((period) => clipPeriods(coarse.unconfirmed ?? [], period));
  const own = filled.map((period) => ({ ...period, resolution }));
  const coarser = [...own, ...(coarse.coarser ?? [])];
  const stand = { ...coarse, resolution: columns.resolution, known: filled, coarser, unconfirmed };
  const rows = filled.map((period) => rowsWithin(stand, period, resolution));
  const merged = rows.reduce((all, part) => mergeRollUps(all, banded(part)), banded(columns));
  return withMarks({ ...merged, known: unitePeriods([...columns.known, ...filled]) }, [columns, stand]);
}

/** How long a row is, ms. */
const ROW_MS = { minute: MINUTE_MS, hour: HOUR_MS } as const;

/** A row that began before the period reaches into it. */
function rowsWithin(columns: HistoryColumns, { from, to }: Period, resolution: "minute" | "hour") {
  return cutColumns(columns, { from: from - ROW_MS[resolution] + 1, to });
}
