// The slices of a range as one, with no more of them than a reduced history needs.

import { cutRows } from "../../../../shared/history/columns.ts";
import { byIdentity, concatenate, joinSensors } from "../../../../shared/history/join-sensors.ts";
import { firstIndexAt } from "../../../../shared/history/reduce.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { RangeColumns, Run, SliceColumns } from "../../columns.ts";
import { mostHeard } from "./most-heard.ts";

/** Columns of rows of one length. */
export interface Piece {
  readonly columns: SliceColumns;
  readonly unitMs: number;
}

/** Pieces put one after the other; a sensor that a piece lacks has no numbers there. */
export function joinPieces(pieces: readonly Piece[]): RangeColumns {
  const parts = pieces.map(({ columns }) => columns);
  const rows = new Map<string, number>();
  for (const part of parts)
    for (const identity of byIdentity(part).keys())
      rows.set(identity, (rows.get(identity) ?? 0) + part.t.length);
  const most = mostHeard(rows);
  const isBanded = parts.some(({ sensors }) => sensors.some(({ min }) => min));
  const fields = isBanded ? (["min", "max"] as const) : (["values"] as const);
  return {
    t: concatenate(parts.map(({ t }) => t)),
    sensors: joinSensors(parts, fields, (identity) => most?.has(identity) !== false),
    runs: runsOf(pieces),
    isCut: most !== undefined || parts.some(({ isCut }) => isCut),
  };
}

function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  let first = 0;
  for (const { columns, unitMs } of pieces) {
    const end = first + columns.t.length;
    const last = runs.at(-1);
    if (last?.unitMs === unitMs) runs[runs.length - 1] = { ...last, end };
    else if (end > first) runs.push({ first, end, unitMs });
    first = end;
  }
  return runs;
}

/** The rows of a piece that reach into a period. Shares memory with what was given. */
export function cutPiece({ columns, unitMs }: Piece, { from, to }: Period): Piece {
  // A minute or an hour that began before the period reaches into it.
  const [first, end] = [firstIndexAt(columns.t, from - unitMs + 1), firstIndexAt(columns.t, to)];
  return { columns: { ...columns, ...cutRows(columns, first, end) }, unitMs };
}
