// `npm run mutants -- <folder> …`: changes the code of a folder in small ways, one at a time, and looks whether a test notices. A mutant
// that no test kills is a rule that nobody holds. Needs the programs of test/tools (`npm ci --prefix test/tools`).

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** What is mutated, and the tests that must notice: those that run the code in their own process. */
interface Folder {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

const SHARED_TESTS = "test/shared/**/*.test.ts";
const FOLDERS: Readonly<Record<string, Folder>> = {
  rules: { mutate: ["shared/rules/**/*.ts"], tests: [SHARED_TESTS] },
  fleet: {
    mutate: ["shared/fleet/**/*.ts", "server/state/**/*.ts"],
    tests: [SHARED_TESTS, "test/server/state/**/*.test.ts"],
  },
  history: {
    mutate: ["shared/history/**/*.ts"],
    tests: [SHARED_TESTS, "test/pwa/charts/**/*.test.ts", "test/pwa/offline/**/*.test.ts"],
  },
  log: { mutate: ["server/log/**/*.ts"], tests: ["test/server/log/**/*.test.ts"] },
  archive: { mutate: ["server/archive/sqlite/write/**/*.ts"], tests: ["test/server/archive/**/*.test.ts"] },
  live: { mutate: ["server/live/**/*.ts"], tests: ["test/server/live/**/*.test.ts"] },
};

/** Share of mutants that must be killed, percent. */
const LEAST_KILLED = 85;
/** Longest that a folder may take, ms. What was tried by then is remembered for the next run. */
const FOLDER_MS = 25 * 60_000;
const STRYKER = "test/tools/node_modules/@stryker-mutator/core/bin/stryker.js";
const OUT = "test/output/mutants";
const USAGE = `npm run mutants -- ${Object.keys(FOLDERS).join("|")} …`;

function writeOptions(name: string, { mutate }: Folder): string {
  const file = `${OUT}/${name}.json`;
  const options = {
    mutate,
    testRunner: "vitest",
    vitest: { configFile: "test/mutants.config.ts" },
    plugins: ["@stryker-mutator/vitest-runner"],
    // Stryker 9 cannot read the configuration of TypeScript 7, so it is told of one that is not there.
    tsconfigFile: `${OUT}/none.json`,
    concurrency: availableParallelism(),
    ignorePatterns: ["dist", "data", "test/output", "pwa/screenshots"],
    incremental: true,
    incrementalFile: `${OUT}/${name}.incremental.json`,
    reporters: ["clear-text", "json"],
    clearTextReporter: { allowColor: false, reportTests: false },
    jsonReporter: { fileName: `${OUT}/${name}.report.json` },
    thresholds: { high: 95, low: LEAST_KILLED, break: LEAST_KILLED },
    tempDirName: `${OUT}/tmp`,
    disableTypeChecks: true,
  };
  writeFileSync(file, `${JSON.stringify(options, null, 2)}\n`);
  return file;
}

/** Whether enough mutants of a folder were killed, in time. */
function mutate(name: string, folder: Folder): boolean {
  console.log(`\n${name}: ${folder.mutate.join(", ")}`);
  const { status } = spawnSync(process.execPath, [STRYKER, "run", writeOptions(name, folder)], {
    stdio: "inherit",
    timeout: FOLDER_MS,
    env: { ...process.env, DAVY_MUTANT_TESTS: folder.tests.join(",") },
  });
  if (status === null) console.error(`${name} took longer than ${FOLDER_MS / 60_000} minutes.`);
  return status === 0;
}

const wanted = process.argv.slice(2).map((name) => ({ name, folder: FOLDERS[name] }));
if (wanted.length === 0 || wanted.some(({ folder }) => !folder)) {
  console.error(USAGE);
  process.exit(1);
}
if (!existsSync(STRYKER)) {
  console.error("Stryker is not installed: npm ci --prefix test/tools");
  process.exit(1);
}
mkdirSync(OUT, { recursive: true });
const isKilled = wanted.map(({ name, folder }) => folder !== undefined && mutate(name, folder));
if (!isKilled.every(Boolean)) process.exitCode = 1;
