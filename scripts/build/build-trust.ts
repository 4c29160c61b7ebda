import { join } from "node:path";
import { build } from "esbuild";

/** Builds the script and the style of the page /trust into `folder`/trust. The worker keeps neither: the app has no use for them. */
export async function buildTrust(folder: string): Promise<void> {
  await build({
    entryPoints: ["pwa/trust/trust.ts", "pwa/trust/trust.css"],
    outdir: join(folder, "trust"),
    bundle: true,
    minify: true,
    format: "iife",
    // Older ones than the app's: who cannot run the app is to learn why, not to wait for nothing.
    target: ["es2020", "safari14"],
    legalComments: "none",
    logLevel: "warning",
  });
}
