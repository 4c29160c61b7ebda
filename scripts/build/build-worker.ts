import { join } from "node:path";
import { build } from "esbuild";

/** What the worker keeps for an offline start beside the code: the document, the mark. */
const SHELL = ["index.html", "manifest.webmanifest", "icons/*.svg"];

/**
 * Bundles pwa/sw/sw.ts into `outFolder`/pwa/sw.js with the list of the files that it keeps: those of `parts`, the names of files in
 * assets/ (the chart's too, opened or not), and what is beside them. Answers the bytes of the shell. Throws on any warning: Workbox leaves a file out that it finds too large, and says so only in one.
 */
export async function buildWorker(
  outFolder: string,
  buildId: string,
  parts: readonly string[],
): Promise<number> {
  const folder = join(outFolder, "pwa");
  const swSrc = join(outFolder, "worker", "sw.js");
  await build({
    entryPoints: ["pwa/sw/sw.ts"],
    outfile: swSrc,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "safari16.4"],
    define: { "process.env.NODE_ENV": '"production"', __BUILD__: JSON.stringify(buildId) },
    legalComments: "none",
    logLevel: "warning",
  });
  // Loaded here, because it takes a second that a start of what is built already should not wait.
  const { injectManifest } = await import("workbox-build");
  const { count, size, warnings } = await injectManifest({
    swSrc,
    swDest: join(folder, "sw.js"),
    globDirectory: folder,
    globPatterns: [...SHELL, ...parts.map((name) => `assets/${name}`)],
    // Names in assets/ carry a hash of their content.
    dontCacheBustURLsMatching: /^assets\//,
  });
  if (warnings.length > 0) throw new Error(`The service worker lacks files:\n${warnings.join("\n")}`);
  if (count === 0) throw new Error("The service worker would keep no file.");
  return size;
}
