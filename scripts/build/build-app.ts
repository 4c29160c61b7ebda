import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, type Metafile } from "esbuild";

/** Files that are served as they lie in pwa/: icons and the manifest. */
const STATIC = ["icons", "manifest.webmanifest"];

/** The version in package.json. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "0.0.0";
}

function entryOf(metafile: Metafile): string {
  const found = Object.entries(metafile.outputs).find(
    ([, output]) => output.entryPoint === "pwa/src/main.ts",
  );
  if (!found) throw new Error("The bundle has no entry for pwa/src/main.ts.");
  return basename(found[0]);
}

function copyStatic(folder: string): void {
  const present = new Set(readdirSync("pwa"));
  for (const name of STATIC.filter((candidate) => present.has(candidate))) {
    cpSync(join("pwa", name), join(folder, name), { recursive: true });
  }
}

/** Bundles the page into `outFolder`/pwa: hashed chunks, the document that loads them, and what is served as it is. */
export async function buildApp(outFolder: string, buildId: string): Promise<void> {
  const folder = join(outFolder, "pwa");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: ["pwa/src/main.ts"],
    outdir: join(folder, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: ["es2022", "safari16.4"],
    loader: { ".svg": "text" },
    define: { __BUILD__: JSON.stringify(buildId), __VERSION__: JSON.stringify(readVersion()) },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const document = readFileSync("pwa/index.html", "utf8").replaceAll(
    "%ENTRY%",
    `/assets/${entryOf(metafile)}`,
  );
  writeFileSync(join(folder, "index.html"), document);
  copyStatic(folder);
}
