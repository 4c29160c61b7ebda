// The one entrance of all npm scripts, in plain JavaScript because nothing is installed yet on a fresh clone:
// installs what the lock file names when it is missing, then bundles scripts/<name>.ts and runs it in this process.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm sets INIT_CWD to where the user stands; relative paths in arguments mean that folder, not this one.
process.chdir(root);

function install() {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const marker = join("node_modules", ".davy-lock");
  if (existsSync(marker) && readFileSync(marker, "utf8") === lock) return;
  console.log("Installing the packages that package-lock.json names (once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  writeFileSync(marker, lock);
}

async function bundle(name) {
  const { build } = await import("esbuild");
  const outfile = join("dist", "scripts", `${name}.js`);
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join("scripts", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return pathToFileURL(outfile).href;
}

install();
const [name = "", ...args] = process.argv.slice(2);
if (!existsSync(join("scripts", `${name}.ts`))) {
  console.error(`There is no script "${name}". See "scripts" in package.json.`);
  process.exit(1);
}
process.argv = [process.argv[0], join(root, "scripts", `${name}.ts`), ...args];
await import(await bundle(name));
