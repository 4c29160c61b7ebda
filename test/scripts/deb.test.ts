// The Debian package on a machine: installed, upgraded from a folder of 0.1.0, removed, purged. It changes the machine that it runs on, so it
// runs where .ci/run says so, as root, and where no Davy is installed.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeDeb } from "../../scripts/release/deb.ts";
import { runScript } from "../helpers/run-script.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DATA = "/var/lib/davy";
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const OUT = mkdtempSync(join(tmpdir(), "davy-deb-"));
/** With Node, as most install it, and without. */
const DEB = join(OUT, `davy_${version}_amd64.deb`);
const SMALL_DEB = join(OUT, `davy_${version}_all.deb`);

function has(command: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

const mayChange =
  process.env["DAVY_INSTALL"] === "true" &&
  process.getuid?.() === 0 &&
  process.arch === "x64" &&
  ["dpkg-deb", "adduser", "runuser"].every(has) &&
  !existsSync(DATA) &&
  !existsSync("/usr/lib/davy");

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stdout}${stderr}`);
  return stdout + stderr;
}

/** What dpkg installs need not survive a power cut. */
const install = (deb: string) => run("dpkg", "--force-unsafe-io", "-i", deb);

const RUNUSER = "/usr/sbin/runuser";
let server: ChildProcess | undefined;

beforeAll(async () => {
  if (!mayChange) return;
  const script = runScript("release", ["--deb", "--without-node", "--out", OUT]);
  expect(await script.ended(), script.output()).toBe(0);
  makeDeb({ folder: join(OUT, "davy"), out: OUT, version, nodeFor: "amd64", pressure: 0 });
}, 600_000);
afterAll(() => {
  rmSync(OUT, { recursive: true, force: true });
  if (!mayChange) return;
  server?.kill("SIGKILL");
  spawnSync("dpkg", ["--purge", "davy"]);
  spawnSync("deluser", ["davy"]);
  rmSync(DATA, { recursive: true, force: true });
});

/** Starts the server as the unit does: its user, its folder, its command; `path` is where that finds a Node. */
async function startAsService(path = "/nowhere"): Promise<string> {
  const unit = readFileSync("/usr/lib/systemd/system/davy.service", "utf8");
  const command = /^ExecStart=(.+)$/m.exec(unit)?.[1]?.split(" ") ?? [];
  const env = { PATH: path, DAVY_DATA: DATA, PORT: "0", NODE_ENV: "production" };
  const child = spawn(RUNUSER, ["-u", "davy", "--preserve-environment", "--", ...command], { env, cwd: "/" });
  server = child;
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /serves on (\S+)/.exec(printed)?.[1];
    if (url) return url;
  }
  throw new Error(`The server ended without an address: ${printed}`);
}

async function stop(): Promise<void> {
  server?.kill("SIGTERM");
  if (server?.exitCode === null) await once(server, "exit");
  server = undefined;
}

it.runIf(mayChange)("takes over the folder of 0.1.0, and serves it as the service's user", async () => {
  mkdirSync(DATA, { recursive: true });
  run("tar", "xf", join(ROOT, "test/fixtures/data-0.1.0.tar"), "-C", DATA, "--strip-components=1");
  expect(install(DEB)).toContain("davy doctor");
  const url = await startAsService();
  const { devices } = (await (await fetch(`${url}/api/v1/devices`)).json()) as { devices: object[] };
  expect(devices.length).toBeGreaterThan(0);
  const body = '{"id":"new one","sensors":[{"type":"CO","val":12}]}';
  expect((await fetch(`${url}/receive-json`, { method: "POST", body })).status).toBe(200);
  const found = run("davy", "doctor");
  // The folder is older than a day, so that nothing in it says that this late time is right; all else is well.
  expect(found).toMatch(
    /ok {3}lock .*\n.*health +degraded: The clock is \d+ days beyond .* "davy clock confirm"\.$/m,
  );
  // There is no other on the service's path: the package brings it, and what it is licensed under.
  expect(found).toContain("v24.21.0, /usr/lib/davy/node/node");
  expect(readFileSync("/usr/lib/davy/node/LICENSE", "utf8")).toContain("Node.js is licensed for use");
  await stop();
  const uid = Number(run("id", "-u", "davy"));
  expect(statSync(join(DATA, "davy.sqlite")).uid).toBe(uid);
});

it.runIf(mayChange)("gives way to the package without Node, which takes the machine's", async () => {
  install(SMALL_DEB);
  expect(existsSync("/usr/lib/davy/node")).toBe(false);
  const url = await startAsService(join(process.execPath, ".."));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await stop();
  await expect(startAsService("/nowhere")).rejects.toThrow("ended without an address");
  expect(statSync(SMALL_DEB).size).toBeLessThan(3_000_000);
});

it.runIf(mayChange)("keeps settings and data through an upgrade and a removal", () => {
  expect(install(DEB)).toContain("davy doctor");
  run("dpkg", "-r", "davy");
  expect(existsSync("/etc/default/davy")).toBe(true);
  expect(existsSync(join(DATA, "davy.sqlite"))).toBe(true);
});

it.runIf(mayChange)("says when it is purged that the data stays, and leaves it", () => {
  install(SMALL_DEB);
  expect(run("dpkg", "--purge", "davy")).toContain("the data stays in /var/lib/davy");
  expect(existsSync(join(DATA, "davy.sqlite"))).toBe(true);
  expect(existsSync("/etc/default/davy")).toBe(false);
  expect(existsSync("/usr/lib/davy")).toBe(false);
});

it.runIf(mayChange)("says which Node is missing where there is none", () => {
  const preinst = join(ROOT, "scripts/release/debian/preinst");
  const said = spawnSync("/bin/sh", [preinst, "install"], { env: { PATH: "/nowhere" }, encoding: "utf8" });
  expect(said.status).toBe(0);
  expect(said.stderr).toContain("needs Node.js 20.19 or later, and there is no node");
});

it.runIf(mayChange && has("systemd-analyze"))("has units that systemd accepts", () => {
  install(SMALL_DEB);
  const units = ["davy.service", "davy-backup.service", "davy-backup.timer"];
  const { status, stderr } = spawnSync(
    "systemd-analyze",
    ["verify", ...units.map((unit) => `/usr/lib/systemd/system/${unit}`)],
    {
      encoding: "utf8",
    },
  );
  expect(stderr.split("\n").filter((line) => line.includes("davy"))).toEqual([]);
  expect(status).toBe(0);
});
