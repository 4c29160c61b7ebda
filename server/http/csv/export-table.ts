// History as rows, a page at a time: however long the range, only one page is in memory, and it is read when the client has
// taken the one before.

import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { type Period, type Resolution, slicePeriod, slicesBetween } from "../../../shared/history/slice.ts";
import type { Archive } from "../../archive/archive.ts";
import {
  type ExportPart,
  figuresOfSlice,
  RAW_COLUMNS,
  ROLL_UP_COLUMNS,
  type Rows,
  readingAsRollUp,
  rollUpAsReadings,
  rowOfRollUp,
  rowsOfReading,
} from "./export-rows.ts";

/** So few that posts in between hardly wait: with 4 sensors a page takes this thread about 1 ms, its way from the other one included. */
const PAGE_READINGS = 100;

/** What to export: devices in this order, readings measured at from ≤ t < to (unix ms). */
export interface ExportRequest {
  readonly devices: readonly DeviceState[];
  readonly from: number;
  readonly to: number;
  readonly resolution: Resolution;
  readonly now: number;
}

/** What an export asks the archive. */
export type ExportArchive = Pick<Archive, "range" | "slice" | "stretches">;

/** The names of an export's columns. */
export function columnsOf({ resolution }: Pick<ExportRequest, "resolution">): readonly string[] {
  return resolution === "raw" ? RAW_COLUMNS : ROLL_UP_COLUMNS;
}

/**
 * The rows of an export, some at a time, none of them empty. Where the resolution that was asked for was deleted or lost, the rows are
 * those of another one, and say so.
 */
export async function* exportRows(archive: ExportArchive, request: ExportRequest): AsyncGenerator<Rows> {
  for (const device of request.devices)
    for await (const rows of pagesOf(archive, device, request)) if (rows.length > 0) yield rows;
}

async function* pagesOf(
  archive: ExportArchive,
  state: DeviceState,
  request: ExportRequest,
): AsyncGenerator<Rows> {
  for (const period of periodsOf(state, request)) {
    const { resolution } = request;
    for (const stretch of await archive.stretches({ device: state.device, resolution, ...period })) {
      const part = { ...request, ...stretch, wanted: resolution };
      yield* stretch.resolution === "raw"
        ? rawPages(archive, state, part)
        : rollUpPages(archive, state, part);
    }
  }
}

/** The periods in which a device can have something, so short that the archive has other turns between them. */
function periodsOf(state: DeviceState, { from, to, resolution, now }: ExportRequest): Period[] {
  const unit = resolution === "hour" ? "hour" : "minute";
  const last = Math.max(now, state.measuredAt) + DAY_MS;
  const slices = slicesBetween(unit, Math.max(from, state.firstReadingAt), Math.min(to, last));
  return slices.flatMap((slice) => {
    const period = slicePeriod(unit, slice);
    return period ? [{ from: Math.max(period.from, from), to: Math.min(period.to, to) }] : [];
  });
}

async function* rawPages(archive: ExportArchive, state: DeviceState, part: ExportPart): AsyncGenerator<Rows> {
  const { from, to, wanted } = part;
  const rowsOf = wanted === "raw" ? rowsOfReading : readingAsRollUp;
  let last: ReadingEntry | undefined;
  do {
    const after = last && { after: { measuredAt: last.measuredAt, seq: last.seq } };
    const page = await archive.range({ device: state.device, from, to, limit: PAGE_READINGS, ...after });
    yield page.flatMap((entry) => rowsOf(entry, state));
    last = page.length < PAGE_READINGS ? undefined : page.at(-1);
  } while (last);
}

async function* rollUpPages(
  archive: ExportArchive,
  state: DeviceState,
  part: ExportPart,
): AsyncGenerator<Rows> {
  const { resolution, wanted, from, to } = part;
  for (const slice of slicesBetween(resolution, from, to)) {
    const answer = await archive.slice({ device: state.device, resolution, slice });
    if (!answer) continue;
    const figures = figuresOfSlice(JSON.parse(Buffer.from(answer.json).toString()), part);
    yield figures.flatMap((row) => (wanted === "raw" ? rollUpAsReadings : rowOfRollUp)(row, state));
  }
}
