// `npm start` where everything is there already, and what it leaves alone.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type RunningScript, runScript } from "../helpers/run-script.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** What a start needs but for the packages. */
const BUILT = [
  "dist/build-id",
  "dist/server",
  "dist/pwa",
  "package.json",
  "package-lock.json",
  "scripts/run.mjs",
];
const SCRIPTS = ["scripts/entrance.mjs", "scripts/packages.mjs", "scripts/build/fingerprint.mjs"];
/** Nobody answers there: whatever wants to install something fails. */
const NO_NETWORK = { npm_config_registry: "http://127.0.0.1:9", npm_config_fetch_retries: "0" };

let folder: string;
let root: string;
let running: RunningScript | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-start-built-"));
  root = join(folder, "davy");
  for (const path of [...BUILT, ...SCRIPTS]) cpSync(join(ROOT, path), join(root, path), { recursive: true });
});
afterEach(async () => {
  running?.child.kill("SIGKILL");
  await running?.ended();
  running = undefined;
  await rm(folder, { recursive: true, force: true });
});

interface LockFile {
  readonly packages: Record<
    string,
    { readonly dev?: boolean; readonly optional?: boolean; version?: string }
  >;
}

/** Puts the packages there that `isThere` names, as npm would; answers their paths. */
function putPackages(isThere: (entry: LockFile["packages"][string]) => boolean): string[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "node_modules/.package-lock.json"), "utf8")) as LockFile;
  const packages = Object.entries(lock.packages).filter(([, entry]) => isThere(entry));
  mkdirSync(join(root, "node_modules"));
  const hidden = JSON.stringify({ packages: Object.fromEntries(packages) });
  writeFileSync(join(root, "node_modules/.package-lock.json"), hidden);
  for (const [path] of packages) {
    // Packages within packages come with those.
    if (path.lastIndexOf("node_modules/") > 0) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(root, path));
  }
  return packages.map(([path]) => path);
}

function start(): RunningScript {
  running = runScript("start", ["--port", "0", "--data", join(folder, "data")], { env: NO_NETWORK, root });
  return running;
}

it("starts on a finished build with production packages only, in one process, and leaves the packages as they are", async () => {
  const installed = putPackages((entry) => !entry.dev && !entry.optional);
  const before = readdirSync(join(root, "node_modules"));
  const script = start();
  const [, url = ""] = await script.printed(/serves on (http:\S+)/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const children = spawnSync("ps", ["--ppid", String(script.child.pid), "-o", "pid="]);
  expect(String(children.stdout).trim()).toBe("");
  expect(installed.some((path) => path.endsWith("/esbuild"))).toBe(false);
  script.child.kill("SIGTERM");
  expect(await script.ended()).toBe(0);
  expect(readdirSync(join(root, "node_modules"))).toEqual(before);
  expect(script.output()).not.toContain("Built");
});

it("says what to bring where the build is not whole and there are no sources", async () => {
  await rm(join(root, "dist/build-id"));
  // As in a whole copy of scripts/.
  for (const path of ["scripts/start.ts", "scripts/build"])
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  const script = start();
  expect(await script.ended()).toBe(1);
  expect(script.output()).toMatch(/dist\/ is no finished build.* Bring all of dist\/ again/);
  expect(script.output()).not.toContain("    at ");
});

it("names what is missing from packages that it did not install, and deletes none of them", async () => {
  putPackages((entry) => !entry.dev && entry.version !== undefined && !entry.optional);
  const koa = join(root, "node_modules/koa");
  await rm(koa);
  const before = readdirSync(join(root, "node_modules"));
  const script = start();
  expect(await script.ended()).toBe(1);
  expect(script.output()).toMatch(/node_modules lacks koa, .*run npm ci/);
  expect(readdirSync(join(root, "node_modules"))).toEqual(before);
});

it("keeps what it installed before when npm cannot install what has changed since", async () => {
  putPackages((entry) => !entry.dev);
  await rm(join(root, "node_modules/koa"));
  writeFileSync(join(root, "node_modules/.davy-lock"), "another lock file");
  const before = readdirSync(join(root, "node_modules"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "npm"), "#!/bin/sh\nrm -rf node_modules\nexit 1\n", { mode: 0o755 });
  running = runScript("start", [], { env: { PATH: `${bin}:${process.env["PATH"]}` }, root });
  expect(await running.ended()).toBe(1);
  expect(running.output()).toContain("could not be installed");
  expect(readdirSync(join(root, "node_modules"))).toEqual(before);
});

it("ends in order when the shell that npm started it by ends alone", async () => {
  const data = join(folder, "data");
  // The second command keeps the shell from becoming the first.
  const wrap = ["sh", "-c", '"$@"; true', "sh"];
  const env = { npm_lifecycle_event: "start" };
  running = runScript("start", ["--port", "0", "--data", data], { env, wrap });
  await running.printed(/serves on (http:\S+)/);
  expect(existsSync(join(data, "davy.lock"))).toBe(true);
  running.child.kill("SIGTERM");
  // Its output ends with the last process that has it open.
  await running.ended();
  expect(existsSync(join(data, "davy.lock"))).toBe(false);
});
