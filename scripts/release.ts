// `npm run release [-- --deb] [--out folder]`: makes `davy-<version>.tar.gz`, a server that runs with Node alone: `node davy/main.js`. With
// `--deb` also the Debian package, which needs dpkg-deb.

import { rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { stop } from "esbuild";
import { buildAll } from "./build/build-all.ts";
import { readVersion } from "./build/version.ts";
import { parseFlags } from "./parse-flags.ts";
import { bundleRelease } from "./release/bundle.ts";
import { makeDeb } from "./release/deb.ts";
import { packFolder } from "./release/pack.ts";

const USAGE = `npm run release [-- --deb] [--out dist/release]
Makes davy-<version>.tar.gz in that folder, and with --deb davy_<version>_all.deb.`;
/** Largest that a release may be, packed, bytes. */
const MAX_BYTES = 3_000_000;

const { values } = parseFlags(
  {
    options: { deb: { type: "boolean" }, out: { type: "string" }, help: { type: "boolean" } },
  },
  USAGE,
);
const out = values.out === undefined ? "dist/release" : resolve(process.env["INIT_CWD"] ?? ".", values.out);
const version = readVersion();
const build = await buildAll({ report: console.log });
const folder = join(out, "davy");
rmSync(folder, { recursive: true, force: true });
await bundleRelease(folder, { version, build });
await stop();
const archive = join(out, `davy-${version}.tar.gz`);
await packFolder(folder, archive);
const { size } = statSync(archive);
console.log(`${archive}: ${(size / 1_000_000).toFixed(2)} MB. Unpack it, then: node davy/main.js`);
if (size > MAX_BYTES) {
  console.error(`That is beyond the ${MAX_BYTES / 1_000_000} MB that a release may have.`);
  process.exitCode = 1;
}
if (values.deb) console.log(makeDeb({ folder, out, version }));
