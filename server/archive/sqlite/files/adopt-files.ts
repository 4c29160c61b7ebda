// The catalogue and the files that it is a list of, compared at the start: what is gone is told of, what is not listed is
// taken in. With nothing listed, because both copies of the catalogue are lost, that is the way back.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { observeAll } from "../../../../shared/fleet/observe-readings.ts";
import type { Catalogue, OpenOptions } from "./catalogue.ts";
import type { DataFile } from "./data-file.ts";
import { type FileInfo, type FileKind, newFileInfo } from "./file-info.ts";
import { dayOfPath } from "./file-periods.ts";
import { keepImportedRow } from "./imported-rows.ts";
import { devicesIn, withDevices } from "./kept-state.ts";
import { openDataFile } from "./open-data-file.ts";
import { edgeReadings } from "./stored-readings.ts";
import { textOf } from "./stored-text.ts";
import { TEMPORARY } from "./write-file.ts";

const KINDS: readonly FileKind[] = ["readings", "minutes", "hours", "keys", "events"];

/** Paths of the files of a kind, the oldest period first. What a crash left half-written is removed. */
function pathsOf(folder: string, kind: FileKind): string[] {
  const directory = join(folder, kind);
  const names = existsSync(directory) ? readdirSync(directory) : [];
  for (const name of names) if (name.endsWith(TEMPORARY)) rmSync(join(directory, name));
  return names.filter((name) => name.endsWith(".sqlite")).map((name) => `${kind}/${name}`);
}

/**
 * Makes the catalogue list the files that there are. A file may be there and not listed when an operator put it back, or
 * when the catalogue is lost: it is opened once, and devices that only it knows join the fleet as it saw them last.
 */
export function adoptFiles(catalogue: Catalogue, options: OpenOptions): void {
  const present = new Map(
    KINDS.flatMap((kind) => pathsOf(options.folder, kind).map((path) => [path, kind] as const)),
  );
  for (const info of catalogue.files.values())
    if (!present.has(info.path)) dropMissing(catalogue, info, options);
  const found = new Map<string, DeviceState>();
  for (const [path, kind] of present) {
    if (catalogue.files.get(path)) continue;
    try {
      takeIn(catalogue, found, openUnlisted(kind, path, options));
    } catch (error) {
      options.onProblem(error instanceof Error ? error.message : String(error));
    }
  }
  if (found.size === 0) return;
  const devices = devicesIn(catalogue.state);
  const known = new Set(devices.map(({ device }) => device));
  const joining = [...found.values()].filter(({ device }) => !known.has(device));
  if (joining.length > 0) catalogue.state = withDevices(catalogue.state, [...devices, ...joining]);
}

/** One that was never written is no loss: the log has what belongs into it. */
function dropMissing(catalogue: Catalogue, info: FileInfo, { onProblem, onLoss }: OpenOptions): void {
  catalogue.files.remove(info);
  if (info.savedSeq === 0) return;
  onProblem(`${info.path} is missing${info.rows > 0 ? `, with the ${info.rows} rows that were in it` : ""}`);
  onLoss(info);
}

function openUnlisted(kind: FileKind, path: string, { SQL, folder, now }: OpenOptions): DataFile {
  const day = dayOfPath(kind, path);
  return openDataFile(SQL, folder, { info: newFileInfo(kind, day, path), now });
}

function takeIn(catalogue: Catalogue, fleet: Map<string, DeviceState>, file: DataFile): void {
  const { info } = file;
  if (info.kind === "readings") {
    for (const [name] of file.rows("SELECT CAST(name AS BLOB) FROM devices"))
      catalogue.devices.add(textOf(name));
    findImports(file, catalogue.imports);
    observeEdges(file, fleet);
  }
  catalogue.highestSeq = Math.max(catalogue.highestSeq, file.appliedSeq);
  file.close();
  catalogue.files.add(info);
}

function findImports(file: DataFile, imports: Map<string, number>): void {
  const perSource = file.rows(
    `SELECT CAST(json_extract(more, '$.source.name') AS BLOB) AS source, max(json_extract(more, '$.source.row'))
     FROM readings WHERE source IS NOT NULL GROUP BY source`,
  );
  for (const [source, row] of perSource) keepImportedRow(imports, { name: textOf(source), row: Number(row) });
}

function observeEdges(file: DataFile, fleet: Map<string, DeviceState>): void {
  for (const entry of edgeReadings(file))
    fleet.set(entry.device, observeAll(fleet.get(entry.device), [entry]));
}
