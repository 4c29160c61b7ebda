// The one entrance of all npm scripts, in plain JavaScript because nothing is installed yet on a fresh clone: installs what is
// missing, then bundles scripts/<name>.ts and runs it in this process. A start of what is built already needs neither.

import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isBuilt } from "./build/fingerprint.mjs";
import { refuseOldNode } from "./entrance.mjs";
import { ensurePackages } from "./packages.mjs";

/** How often it is looked whether the parent still lives, ms. */
const LOOK_MS = 250;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm sets INIT_CWD to where the user stands; relative paths in arguments mean that folder, not this one.
process.chdir(root);

/** npm tells the shell between itself and this process to end, and that does not pass it on. */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_MS);
  timer.unref();
}

async function bundle(name) {
  const { build, stop } = await import("esbuild");
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
  // Its process would stay for as long as this one.
  await stop();
  return pathToFileURL(outfile).href;
}

refuseOldNode();
const [name = "", ...args] = process.argv.slice(2);
process.argv = [process.argv[0], join(root, "scripts", `${name}.ts`), ...args];
endWithParent();
if (name === "start" && isBuilt()) {
  ensurePackages({ dev: false });
  await import(pathToFileURL(join("dist", "server", "start.js")).href);
} else if (name === "start" && !existsSync("server")) {
  console.error(
    "dist/ is no finished build, and the sources that it is made from are not here. Bring all of dist/ again.",
  );
  process.exit(1);
} else if (existsSync(join("scripts", `${name}.ts`))) {
  ensurePackages({ dev: true });
  await import(await bundle(name));
} else {
  console.error(`There is no script "${name}". See "scripts" in package.json.`);
  process.exit(1);
}
