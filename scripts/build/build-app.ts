import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuildResult, build, type Metafile } from "esbuild";
import { buildTrust } from "./build-trust.ts";
import { buildWorker } from "./build-worker.ts";
import { compressAssets } from "./compress-assets.ts";
import { firstParts } from "./first-parts.ts";
import { offlineFiles } from "./offline-files.ts";
import { oneEntry } from "./one-entry.ts";
import { checkSizes, entryFiles, measureSizes, overviewFiles } from "./size-limits.ts";
import { squeeze } from "./squeeze-templates.ts";
import { readVersion } from "./version.ts";

const ENTRY = "pwa/src/main.ts";
/** Not sent: the server reads it. */
const FIRST_PARTS = "first-parts.json";

/** What lazy parts share; the overview's first picture is drawn without any but the first. */
const KITS = [
  { file: "pwa/src/app/view-kit.ts", of: /./ },
  { file: "pwa/src/app/part-kit.ts", of: /^(?!.*(overview-view|overview-tools|german)\.ts$)/ },
  {
    file: "pwa/src/app/page-kit.ts",
    of: /views[/\\]((device|graph|alarms|alarm|log|kiosk|settings|seldom)-views?|report[/\\]report-view|alarms[/\\]alarm-history|overview[/\\](card-places|chosen-devices))\.ts$/,
  },
  {
    file: "pwa/src/app/form-kit.ts",
    of: /views[/\\]((access|notices|report|bluetooth)[/\\][\w-]+|entrance[/\\]entrance-views|settings-view)\.ts$/,
  },
];

/**
 * Chromium compiles all of a file that begins so beside the page's own thread, while the file comes. Else each function is compiled when it is
 * first called, which took a slow phone a quarter of the time until a graph was drawn; other browsers pass over it.
 */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad";

/** Files that are served as they lie in pwa/. */
const STATIC = ["icons", "screenshots", "manifest.webmanifest"];

function copyStatic(folder: string): void {
  const present = new Set(readdirSync("pwa"));
  for (const name of STATIC.filter((candidate) => present.has(candidate))) {
    cpSync(join("pwa", name), join(folder, name), { recursive: true });
  }
}

/** Loads the entry, and beside it, not after it, what it imports at once and what all views share. */
function entryTags(outputs: Metafile["outputs"]): string {
  const [entry = "", ...imported] = entryFiles(outputs);
  const address = (file: string) => `/assets/${basename(file)}`;
  const kit = overviewFiles(outputs).filter((file) => outputs[file]?.entryPoint === undefined);
  const preloads = [...imported, ...kit].map(
    (file) => `<link rel="modulepreload" href="${address(file)}" />`,
  );
  return [`<script type="module" src="${address(entry)}"></script>`, ...preloads].join("\n    ");
}

/** Bundles the page's code into hashed files in a folder, minified. */
export function bundlePage(
  outdir: string,
  buildId: string,
): Promise<BuildResult<{ entryPoints: string[]; metafile: true }>> {
  return build({
    entryPoints: [ENTRY],
    outdir,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: ["es2022", "safari16.4"],
    define: { __BUILD__: JSON.stringify(buildId), __VERSION__: JSON.stringify(readVersion()) },
    legalComments: "none",
    banner: { js: COMPILE_AT_ONCE },
    plugins: [squeeze, oneEntry(ENTRY, KITS, /[/\\]charts[/\\]echarts\.ts$/)],
    metafile: true,
    logLevel: "warning",
  });
}

/**
 * Bundles the page into `outFolder`/pwa: hashed chunks, the document that loads them, what is served as it is, and the
 * worker that keeps what is needed without a network. Throws when the result is too large for a phone. One that is not for sending is neither
 * compressed nor measured, which is most of the work.
 */
export async function buildApp(
  outFolder: string,
  buildId: string,
  { isForSending = true } = {},
): Promise<void> {
  const folder = join(outFolder, "pwa");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await bundlePage(join(folder, "assets"), buildId);
  const entry = entryTags(metafile.outputs);
  const document = readFileSync("pwa/index.html", "utf8").replace("%ENTRY%", entry);
  writeFileSync(join(folder, "index.html"), document);
  writeFileSync(join(folder, FIRST_PARTS), JSON.stringify(firstParts(metafile.outputs)));
  copyStatic(folder);
  await buildTrust(folder);
  const parts = [...offlineFiles(metafile.outputs, ENTRY)].map((file) => basename(file));
  const kept = await buildWorker(outFolder, buildId, parts);
  if (!isForSending) return;
  await compressAssets(join(folder, "assets"));
  checkSizes(measureSizes(metafile, kept));
}
