// `npm run mutants -- <folder or file> …`: changes the code in small ways, one at a time, and looks whether a test notices. A mutant
// that no test kills is a rule that nobody holds. Needs the programs of test/tools (`npm ci --prefix test/tools`).

import { readdirSync, readFileSync, statSync } from "node:fs";
import { transformSync } from "esbuild";
import { buildAll } from "./build/build-all.ts";
import { FOLDERS } from "./mutants/folders.ts";
import { mutantsOf, shareKilled, textOf } from "./mutants/results.ts";
import { isInstalled, tryFiles } from "./mutants/stryker.ts";

/** Share of mutants that must be killed, percent. */
const LEAST_KILLED = 85;
/** Longest that a folder may take, ms. The files that were tried by then are remembered for the next run. */
const FOLDER_MS = 25 * 60_000;
/** About as much is tried at once, bytes: what is begun anew for each file takes longer than the mutants of a small one. */
const AT_ONCE_BYTES = 16_000;
const USAGE = `npm run mutants -- ${Object.keys(FOLDERS).join("|")} …, or files of these`;

/** Whether there is anything in a file but types. */
function hasCode(file: string): boolean {
  return transformSync(readFileSync(file, "utf8"), { loader: "ts" }).code.trim() !== "";
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${path}/${file}`)
    .filter(hasCode)
    .sort();
}

/** The files that the arguments name, by folder; undefined where they name something else, or nothing. */
function wanted(names: readonly string[]): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, readonly string[]>();
  let count = 0;
  for (const [folder, { mutate }] of Object.entries(FOLDERS)) {
    const files = mutate.flatMap(filesIn);
    const named = names.filter((name) => name === folder || files.includes(name));
    count += named.length;
    if (named.length > 0) found.set(folder, named.includes(folder) ? files : named);
  }
  return count > 0 && count === names.length ? found : undefined;
}

/** The files in groups that are tried at once. */
function groupsOf(files: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let room = 0;
  for (const file of files) {
    const { size } = statSync(file);
    if (groups.length === 0 || size > room) {
      groups.push([]);
      room = AT_ONCE_BYTES;
    }
    groups.at(-1)?.push(file);
    room -= size;
  }
  return groups;
}

/** Whether enough mutants of a folder were killed, in time. */
function mutate(folder: string, files: readonly string[]): boolean {
  const tests = FOLDERS[folder]?.tests ?? [];
  const end = Date.now() + FOLDER_MS;
  let isWhole = true;
  const groups = groupsOf(files);
  for (const [place, group] of groups.entries()) {
    const named = group.join(", ");
    console.log(`\n${folder}, ${place + 1} of ${groups.length}: ${named}`);
    // Also what cannot be tried is passed over, as where a test fails without any mutant: the others may tell.
    const timeoutMs = Math.max(1, end - Date.now());
    if (tryFiles(group, { folder, tests, timeoutMs })) continue;
    console.error(
      `Not tried to their end: ${named}. What is said above is why, or the ${FOLDER_MS / 60_000} minutes of a folder.`,
    );
    isWhole = false;
  }
  const mutants = mutantsOf(folder);
  console.log(`\n${textOf(mutants)}`);
  return isWhole && shareKilled(mutants) >= LEAST_KILLED;
}

const folders = wanted(process.argv.slice(2));
if (!folders) {
  console.error(USAGE);
  process.exit(1);
}
if (!isInstalled()) {
  console.error("Stryker is not installed: npm ci --prefix test/tools");
  process.exit(1);
}
// The tests of a folder may start the archive's thread.
await buildAll({ report: console.log });
const isKilled = [...folders].map(([folder, files]) => mutate(folder, files));
if (!isKilled.every(Boolean)) process.exitCode = 1;
