// `npm run release [-- --deb] [--out folder]`: makes `davy-<version>.tar.gz`, a server that runs with Node alone: `node davy/main.js`. With
// `--deb` also the Debian package, which needs dpkg-deb and brings the current LTS of Node; with `--without-node` it brings none.

import { rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { stop } from "esbuild";
import { buildAll } from "./build/build-all.ts";
import { readVersion } from "./build/version.ts";
import { parseFlags } from "./parse-flags.ts";
import { bundleRelease } from "./release/bundle.ts";
import { makeDeb } from "./release/deb.ts";
import { packFolder } from "./release/pack.ts";

const USAGE = `npm run release [-- --deb [--machine amd64 | --machine arm64 | --without-node]] [--out dist/release]
Makes davy-<version>.tar.gz in that folder, and with --deb davy_<version>_<machine>.deb, which brings Node; --without-node makes
davy_<version>_all.deb, 2 MB, which takes the machine's.`;
/** Largest that a release may be, packed, bytes. */
const MAX_BYTES = 3_000_000;

const { values } = parseFlags(
  {
    options: {
      deb: { type: "boolean" },
      machine: { type: "string", default: process.arch === "arm64" ? "arm64" : "amd64" },
      "without-node": { type: "boolean" },
      out: { type: "string" },
      help: { type: "boolean" },
    },
  },
  USAGE,
);
const { machine } = values;
if (machine !== "amd64" && machine !== "arm64") {
  console.error(`There is no Node to ship for "${machine}".\n${USAGE}`);
  process.exit(1);
}
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
if (values.deb)
  console.log(makeDeb({ folder, out, version, nodeFor: values["without-node"] ? undefined : machine }));
