import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const PACKAGES: Readonly<Record<string, string>> = {
  biome: "@biomejs/biome",
  tsc: "typescript",
  vitest: "vitest",
};

/** The JavaScript file behind a tool's command, so that no shell and no npx is needed. */
function binOf(tool: string): string {
  const manifest = require.resolve(`${PACKAGES[tool] ?? tool}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === "string" ? bin : bin[tool];
  if (!file) throw new Error(`The package of ${tool} names no command of that name.`);
  return join(dirname(manifest), file);
}

/** Runs a tool of node_modules in this terminal; ends this process with the tool's code when it fails. */
export function runTool(tool: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [binOf(tool), ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
