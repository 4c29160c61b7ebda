import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["server", "pwa", "shared", "scripts/build"];
const SINGLE_FILES = ["package.json", "package-lock.json", "scripts/build.ts"];

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A short hash over everything that the build reads: the same sources give the same build id. */
export function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of [...SINGLE_FILES, ...SOURCES.flatMap(filesOf)])
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
