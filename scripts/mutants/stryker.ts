// Runs StrykerJS over a few files. Its results are kept in a file for each folder, which the next run goes on from.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const STRYKER = "test/tools/node_modules/@stryker-mutator/core/bin/stryker.js";
const OUT = "test/output/mutants";

/** Where the results of a folder are, of all its files. */
export function resultsOf(folder: string): string {
  return `${OUT}/${folder}.incremental.json`;
}

export function isInstalled(): boolean {
  return existsSync(STRYKER);
}

function optionsFor(folder: string, files: readonly string[]) {
  return {
    mutate: files,
    testRunner: "vitest",
    vitest: { configFile: "test/mutants.config.ts" },
    plugins: ["@stryker-mutator/vitest-runner"],
    // Stryker 9 cannot read the configuration of TypeScript 7, so it is told of one that is not there.
    tsconfigFile: `${OUT}/none.json`,
    concurrency: availableParallelism(),
    // Not built files: tests start the archive's thread from them, which has no mutants in it.
    ignorePatterns: ["/data", "/test/output", "/pwa/screenshots"],
    incremental: true,
    incrementalFile: resultsOf(folder),
    reporters: ["progress-append-only"],
    // A busy machine must not pass for a loop: those are ended sooner, by how often they pass the mutant. Longer than a test has.
    timeoutMS: 30_000,
    timeoutFactor: 4,
    warnings: { slow: false },
    tempDirName: `${OUT}/tmp`,
    disableTypeChecks: true,
  };
}

/** Tries all mutants of files that are not known yet. False where it could not, or `timeoutMs` were over. */
export function tryFiles(
  files: readonly string[],
  { folder, tests, timeoutMs }: { folder: string; tests: readonly string[]; timeoutMs: number },
): boolean {
  mkdirSync(OUT, { recursive: true });
  const options = `${OUT}/${folder}.json`;
  writeFileSync(options, `${JSON.stringify(optionsFor(folder, files), null, 2)}\n`);
  const { status } = spawnSync(process.execPath, [STRYKER, "run", options], {
    stdio: "inherit",
    timeout: timeoutMs,
    env: { ...process.env, DAVY_MUTANT_TESTS: tests.join(",") },
  });
  return status === 0;
}
