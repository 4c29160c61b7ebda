// What a build is known by. Plain JavaScript: a start of what is built already asks for it before anything is bundled.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["server", "pwa", "shared", "scripts/build"];
const SINGLE_FILES = [
  "package.json",
  "package-lock.json",
  "scripts/build.ts",
  "scripts/serve.ts",
  "scripts/parse-flags.ts",
];

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A short hash over everything that the build reads: the same sources give the same build id. */
export function fingerprint() {
  const hash = createHash("sha256");
  for (const file of [...SINGLE_FILES, ...SOURCES.flatMap(filesOf)])
    hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

/** Whether `dist` is a finished build of the sources beside it, or stands where there are none. */
export function isBuilt() {
  if (!existsSync("dist/build-id") || !existsSync("dist/server/start.js")) return false;
  return !existsSync("server") || readFileSync("dist/build-id", "utf8") === fingerprint();
}
