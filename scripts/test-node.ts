// `npm run test:node -- 24 [words of file names]`: the tests of server, shared rules and scripts on another version of Node, whose binary
// comes from the npm registry (for Linux on x64).

import { execFileSync, spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { stop } from "esbuild";
import { buildAll } from "./build/build-all.ts";
import { bringNode, NODE_VERSIONS, SHIPPED } from "./node-binary.ts";

const TESTS = ["test/server", "test/shared"];
const USAGE = `npm run test:node -- ${Object.keys(NODE_VERSIONS).join("|")} [words of file names]`;

const [line = "", ...words] = process.argv.slice(2);
const version = Object.hasOwn(NODE_VERSIONS, line) ? NODE_VERSIONS[line] : undefined;
if (version === undefined) {
  console.error(USAGE);
  process.exit(1);
}

await buildAll({ report: console.log });
await stop();
const node = join(bringNode(version, SHIPPED.amd64), "bin/node");
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
