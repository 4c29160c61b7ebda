import { join } from "node:path";
import { build } from "esbuild";

/** Bundles server/main.ts and the archive worker into `outFolder`; packages stay in node_modules. */
export async function buildServer(outFolder: string, buildId: string): Promise<void> {
  await build({
    entryPoints: {
      main: "server/main.ts",
      davy: "server/davy.ts",
      "archive-worker": "server/archive/worker.ts",
    },
    outdir: join(outFolder, "server"),
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    define: { __BUILD__: JSON.stringify(buildId) },
    logLevel: "warning",
  });
}
