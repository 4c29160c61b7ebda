// The catalogue out of the files that it is a list of: the way back when both of its copies are lost.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type DeviceState, observeAll } from "../../shared/fleet.ts";
import type { Catalogue, OpenOptions } from "./catalogue.ts";
import { type DataFile, type FileKind, newFileInfo, openDataFile } from "./data-file.ts";
import { edgeReadings } from "./raw-readings.ts";

const KINDS: readonly FileKind[] = ["readings", "minutes", "hours", "keys"];

/** Names of the files of a kind, the oldest period first. */
function namesOf(folder: string, kind: FileKind): string[] {
  const directory = join(folder, kind);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith(".sqlite"))
    .sort();
}

/**
 * Fills an empty catalogue from every file, opened once. Its fleet is true for no seq: all that the log has must be taken in
 * again.
 */
export function rebuildCatalogue(catalogue: Catalogue, options: OpenOptions): Catalogue {
  const fleet = new Map<string, DeviceState>();
  for (const kind of KINDS) {
    for (const name of namesOf(options.folder, kind)) {
      try {
        takeIn(catalogue, fleet, openListed(kind, name, options));
      } catch (error) {
        options.onProblem(error instanceof Error ? error.message : String(error));
      }
    }
  }
  catalogue.fleet = { seq: 0, devices: [...fleet.values()] };
  return catalogue;
}

function openListed(kind: FileKind, name: string, { SQL, folder, now }: OpenOptions): DataFile {
  const day = name.slice(0, kind === "hours" ? 7 : 10);
  return openDataFile(SQL, folder, { info: newFileInfo(kind, day, `${kind}/${name}`), now });
}

function takeIn(catalogue: Catalogue, fleet: Map<string, DeviceState>, file: DataFile): void {
  const { info } = file;
  if (info.kind === "readings") {
    countReadings(file, catalogue.devices);
    findImports(file, catalogue.imports);
    observeEdges(file, fleet);
  }
  info.bytes = file.bytes;
  catalogue.highestSeq = Math.max(catalogue.highestSeq, file.appliedSeq);
  file.close();
  catalogue.files.set(info.path, info);
}

function countReadings(file: DataFile, devices: Map<string, number>): void {
  const perDevice = file.rows(
    "SELECT name, count(*) FROM readings JOIN devices ON devices.id = device GROUP BY name",
  );
  for (const [name, count] of perDevice)
    devices.set(String(name), (devices.get(String(name)) ?? 0) + Number(count));
}

function findImports(file: DataFile, imports: Map<string, number>): void {
  const perSource = file.rows(
    `SELECT json_extract(more, '$.source.name') AS source, max(json_extract(more, '$.source.row'))
     FROM readings WHERE source IS NOT NULL GROUP BY source`,
  );
  for (const [source, row] of perSource)
    imports.set(String(source), Math.max(imports.get(String(source)) ?? 0, Number(row)));
}

function observeEdges(file: DataFile, fleet: Map<string, DeviceState>): void {
  for (const entry of edgeReadings(file))
    fleet.set(entry.device, observeAll(fleet.get(entry.device), [entry]));
}
