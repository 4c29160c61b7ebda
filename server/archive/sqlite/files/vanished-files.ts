// Files that were deleted under the running archive. Those that are open are whole in memory.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { CATALOGUE_NAME, SPARE_NAME } from "./catalogue.ts";
import type { FileInfo } from "./file-info.ts";

function namesIn(folder: string): ReadonlySet<string> {
  return new Set(existsSync(folder) ? readdirSync(folder) : []);
}

/** Those of the listed files that were written and are not there any more. */
export function vanishedFiles(folder: string, listed: readonly FileInfo[]): FileInfo[] {
  const kinds = new Map<string, ReadonlySet<string>>();
  return listed.filter(({ path, savedSeq }) => {
    if (savedSeq === 0) return false;
    const kind = dirname(path);
    const names = kinds.get(kind) ?? namesIn(join(folder, kind));
    kinds.set(kind, names);
    return !names.has(path.slice(kind.length + 1));
  });
}

/** Which copies of the catalogue are not there. */
export function vanishedCatalogues(folder: string): string[] {
  return [CATALOGUE_NAME, SPARE_NAME].filter((name) => !existsSync(join(folder, name)));
}
