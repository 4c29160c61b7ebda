import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { readVersion } from "./version.ts";

const ENTRIES = {
  main: "server/main.ts",
  start: "scripts/serve.ts",
  davy: "server/davy.ts",
  "archive-worker": "server/archive/sqlite/worker.ts",
};

/** The entries whose sources are there, so that the app can be built on its own. */
function presentEntries(): Record<string, string> {
  return Object.fromEntries(Object.entries(ENTRIES).filter(([, source]) => existsSync(source)));
}

/** Bundles server/main.ts, its start by npm and the archive worker into `outFolder`; packages stay in node_modules. */
export async function buildServer(
  outFolder: string,
  buildId: string,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await build({
    entryPoints: presentEntries(),
    outdir: join(outFolder, "server"),
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    define: { __BUILD__: JSON.stringify(buildId), __VERSION__: JSON.stringify(readVersion()) },
    logLevel: "warning",
    plugins: [...plugins],
  });
}
