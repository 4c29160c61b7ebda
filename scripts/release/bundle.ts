// The folder of a release: server and commands bundled with their packages, the app, and what a reader needs.

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { licencesOf } from "./licences.ts";

/** Packages that are CommonJS ask for these; a module has them not by itself. */
const BANNER = `import { createRequire as davyRequire } from "node:module";
import { dirname as davyDirname } from "node:path";
import { fileURLToPath as davyPath } from "node:url";
const require = davyRequire(import.meta.url);
const __filename = davyPath(import.meta.url);
const __dirname = davyDirname(__filename);`;

const ENTRIES = {
  main: "server/main.ts",
  start: "scripts/serve.ts",
  davy: "scripts/davy.ts",
  "archive-worker": "server/archive/sqlite/worker.ts",
};

/** In place of packages that one of ours asks for, and that nothing of ours uses. */
const LEFT_OUT = "./scripts/release/left-out.ts";

/** Written for a reader of the folder, in the order of doing. */
const READ_ME = `# Davy VERSION

Gas readings from the field on every screen that needs them. This folder is the whole server; it needs Node 20.19 or later and nothing
else: no packages, no network, nothing to compile.

    node davy/main.js                          serves on http://127.0.0.1:8000 and keeps its data in ./data
    node davy/main.js --host 0.0.0.0           can be reached from other machines
    node davy/davy.js doctor                   says what is in order and what is not
    node davy/davy.js help                     lists the commands

To upgrade: stop the server, put the new folder in the place of this one, start it on the same data folder. CHANGELOG.md says what
changed. MANUAL.md says how a site is set up, what the settings are, and all else; it was written for a checkout: where it says
"npm run <command> --", say "node davy/davy.js <command>". LICENCES.txt has the licences of what is bundled. Davy is no certified
detection equipment: the instrument's own alarm has priority.
`;

interface Identity {
  readonly version: string;
  readonly build: string;
}

/** One character beyond Latin-1 makes V8 keep a whole file at two bytes a character, so that each is written by its number. */
function writeInAscii(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".js"))) {
    const code = readFileSync(join(folder, name), "utf8");
    const byNumber = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    writeFileSync(join(folder, name), code.replaceAll(/[\u0080-\uffff]/g, byNumber));
  }
}

/** What people call. Whatever they name is loaded only once it is known that this Node can. */
function writeEntrances(folder: string): void {
  const entering = (file: string) =>
    `import { enter } from "./entrance.js";\nenter(() => import("./server/${file}"));\n`;
  cpSync("scripts/entrance.mjs", join(folder, "entrance.js"));
  writeFileSync(join(folder, "main.js"), entering("start.js"));
  writeFileSync(join(folder, "davy.js"), `#!/usr/bin/env node\n${entering("davy.js")}`, { mode: 0o755 });
}

/** Makes the folder out of the sources and of `dist/pwa`. */
export async function bundleRelease(folder: string, { version, build: id }: Identity): Promise<void> {
  const server = join(folder, "server");
  mkdirSync(server, { recursive: true });
  await build({
    entryPoints: ENTRIES,
    outdir: server,
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: BANNER },
    // A release builds nothing; what would is never asked for.
    external: ["*/build-all.ts"],
    alias: {
      // Two packages bring two versions of one table.
      "mime-db": "./node_modules/mime-db",
      // A copy of what Node has.
      "readable-stream": "node:stream",
      socks: LEFT_OUT,
      ws: LEFT_OUT,
      "worker-timers": LEFT_OUT,
    },
    define: {
      __BUILD__: JSON.stringify(id),
      __VERSION__: JSON.stringify(version),
      __RELEASE__: "true",
    },
    legalComments: "none",
    logLevel: "warning",
  });
  writeInAscii(server);
  cpSync("node_modules/sql.js/dist/sql-wasm.wasm", join(server, "sql-wasm.wasm"));
  cpSync("dist/pwa", join(folder, "pwa"), { recursive: true });
  for (const file of ["LICENSE", "CHANGELOG.md"]) cpSync(file, join(folder, file));
  writeFileSync(
    join(folder, "package.json"),
    `${JSON.stringify({ name: "davy", version, type: "module" })}\n`,
  );
  writeFileSync(join(folder, "VERSION"), `${version} ${id}\n`);
  writeFileSync(join(folder, "README.md"), READ_ME.replace("VERSION", version));
  cpSync("README.md", join(folder, "MANUAL.md"));
  writeFileSync(join(folder, "LICENCES.txt"), licencesOf("."));
  writeEntrances(folder);
}
