// A release as an operator gets it: unpacked into an empty folder, with Node and nothing else.

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { channelPath, NOTICE_PATHS } from "../../shared/wire/notices.ts";
import { HAS_BROKER, startBroker } from "../helpers/broker.ts";
import { startMailServer } from "../helpers/mail-server.ts";
import { cpuMsOf, memoryOf, rested } from "../helpers/process-figures.ts";
import { runScript } from "../helpers/run-script.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

let folder: string;
let archive: string;
let server: ChildProcess | undefined;
/** One that comes to rest while others are looked at, and when it has. */
let resting: ReturnType<typeof startProcess> | undefined;
let atRest: Promise<void> | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "davy-release-"));
  const out = join(folder, "out");
  const script = runScript("release", ["--out", out]);
  expect(await script.ended(), script.output()).toBe(0);
  archive = join(out, `davy-${version}.tar.gz`);
  execFileSync("tar", ["xzf", archive], { cwd: folder });
}, 120_000);
afterEach(async () => {
  if (server?.exitCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  server = undefined;
});
afterAll(() => {
  resting?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Nothing of this checkout and no npm: only where Node is, and what the package's `launch` tells the C library. */
const ENV = { PATH: join(process.execPath, ".."), MALLOC_TRIM_THRESHOLD_: "131072" };

function startProcess(flags: readonly string[]) {
  const args = ["davy/main.js", "--port", "0", ...flags];
  return spawn(process.execPath, args, { cwd: folder, env: ENV });
}

async function urlOf(child: ReturnType<typeof startProcess>): Promise<string> {
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /serves on (\S+)/.exec(printed)?.[1];
    if (url) return url;
  }
  throw new Error(`The server ended without an address: ${printed}`);
}

function start(...flags: string[]): Promise<string> {
  const child = startProcess(flags);
  server = child;
  return urlOf(child);
}

function davy(...args: string[]): string {
  return execFileSync(process.execPath, ["davy/davy.js", ...args], {
    cwd: folder,
    env: ENV,
    encoding: "utf8",
  });
}

it("takes a reading, shows the app, and ends in order", async () => {
  const url = await start();
  const body = '{"pct":90,"id":"handheld 1","sensors":[{"type":"CO","val":1280}]}';
  expect((await fetch(`${url}/receive-json`, { method: "POST", body })).status).toBe(200);
  const page = await (await fetch(`${url}/`)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  expect((await fetch(url + script)).status).toBe(200);
  const health = (await (await fetch(`${url}/healthz`)).json()) as object;
  expect(health).toMatchObject({ status: "ok", version });
  server?.kill("SIGTERM");
  expect(await once(server as ChildProcess, "exit")).toEqual([0, null]);
});

it("has answered after a second's work", async () => {
  resting = startProcess(["--data", "resting"]);
  expect((await fetch(`${await urlOf(resting)}/healthz`)).status).toBe(200);
  const pid = resting.pid ?? 0;
  // The time of its first thread, which all else waits for: that of the clock on the wall is the machine's as well.
  expect(cpuMsOf(pid, pid)).toBeLessThan(1_000);
  atRest = rested(pid);
});
it("tells of alarms by mail and by a broker", async () => {
  const url = await start();
  const mail = await startMailServer();
  const broker = HAS_BROKER ? await startBroker() : undefined;
  const channels = [
    { name: "Mail", kind: "mail", address: `smtp://127.0.0.1:${mail.port}`, from: "davy@example.org" },
    ...(broker ? [{ name: "Broker", kind: "mqtt", address: `mqtt://127.0.0.1:${broker.port}` }] : []),
  ];
  const send = async (path: string, body: object) =>
    (await fetch(url + path, { method: "POST", body: JSON.stringify(body) })).json() as Promise<{
      id: string;
    }>;
  for (const channel of channels) {
    const { id } = await send(NOTICE_PATHS.channels, channel);
    const to = channel.kind === "mail" ? { to: "ada@example.org" } : {};
    expect(await send(`${channelPath(id)}/trials`, to)).toEqual({
      isSent: true,
      answer: expect.stringMatching(/^250 |^taken by the broker$/),
    });
  }
  await mail.stop();
  await broker?.stop();
});

it.each([
  ["server/start.js", "main.js", /This Davy is not whole: Cannot find module .*start\.js.*\nUnpack it anew/],
  [
    "server/sql-wasm.wasm",
    "main.js",
    /^SQLite cannot be loaded \(.*sql-wasm\.wasm.*\): this Davy is not whole\. Install it anew/,
  ],
  [
    "server/archive-worker.js",
    "main.js",
    /^\S+archive-worker\.js is missing: this Davy is not whole\. Install it anew/,
  ],
  ["server/davy.js", "davy.js", /This Davy is not whole: Cannot find module .*davy\.js.*\nUnpack it anew/],
])("says in a sentence that %s was not unpacked", (file, program, sentence) => {
  const [path, away] = [join(folder, "davy", file), join(folder, "away")];
  renameSync(path, away);
  const args = [
    join("davy", program),
    ...(program === "main.js" ? ["--port", "0", "--data", "cut"] : ["help"]),
  ];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { ...ENV, DAVY_LOG: "silent" },
    encoding: "utf8",
  });
  renameSync(away, path);
  expect(status).toBe(1);
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toContain("    at ");
});

it("copies, examines and asks the data with its own command", () => {
  expect(davy("backup", "copy")).toContain("To start a server on them: davy start --data");
  expect(readdirSync(join(folder, "copy"))).toContain("davy.sqlite");
  expect(davy("sql")).toContain("devices");
  expect(davy("sql", "SELECT name FROM devices")).toBe("name\nhandheld 1\n");
  expect(davy("doctor", "--data", "data")).toContain("The last one is 0 days old.");
});

it("says whom the server lets in and what its certificate is for, and makes an admin", async () => {
  await start("--host", "0.0.0.0", "--https-port", "0", "--data", "site");
  const before = davy("doctor", "--data", "site");
  expect(before).toContain("There is no admin yet");
  expect(before).toMatch(/localhost.*valid until .*root "Davy on .*until/);
  expect(davy("admin", "Ann", "--data", "site")).toMatch(/Password: \w{4}-/);
  expect(davy("doctor", "--data", "site")).toContain("People sign in, and gateways need a key.");
});

it("has nothing in its code for which V8 would keep it at two bytes a character", () => {
  const files = readdirSync(join(folder, "davy/server")).filter((name) => name.endsWith(".js"));
  expect(files.length).toBeGreaterThan(5);
  const beyond = files.filter((name) =>
    readFileSync(join(folder, "davy/server", name)).some((byte) => byte > 0x7f),
  );
  expect(beyond).toEqual([]);
});

it("brings what its commands point to: the manual, with all settings", () => {
  expect(davy("start", "--help")).toContain("see the table in MANUAL.md");
  expect(readFileSync(join(folder, "davy/MANUAL.md"), "utf8")).toContain("| `DAVY_NAMES` |");
});

it("names its commands as they are called here, not npm's", () => {
  expect(davy("clock", "--help")).toContain("davy clock confirm");
  const files = readdirSync(join(folder, "davy/server")).filter((name) => name.endsWith(".js"));
  const texts = files.map((name) => readFileSync(join(folder, "davy/server", name), "utf8"));
  // Some packages bring scripts of their own, by other names.
  const ours = /.{20}(npm start|npm run (\$|admin|backup|clock|doctor|import|replay|sql)).{20}/g;
  expect(texts.flatMap((text) => text.match(ours) ?? [])).toEqual([]);
  expect(texts.join("")).toMatch(/\$\{\w+\("replay",/);
});

it("stays within 3 MB and brings the licences of what is bundled", () => {
  expect(statSync(archive).size).toBeLessThan(3_000_000);
  const licences = readFileSync(join(folder, "davy/LICENCES.txt"), "utf8");
  for (const name of ["koa ", "sql.js ", "lit ", "echarts ", "zod "]) expect(licences).toContain(`\n${name}`);
  expect(readdirSync(join(folder, "davy"))).not.toContain("node_modules");
});

// Node 20 alone has 38 MB resident, 50 with a second thread and HTTP, of which 37 are its program's files.
it("rests within 100 MB", async () => {
  await atRest;
  // On a busy machine it comes to rest later, and gives back then what its start took.
  const figures = () => memoryOf(resting?.pid ?? 0);
  // The program of later versions is larger by 12 MB.
  const most = process.version.startsWith("v20.") ? 100 : 120;
  await expect.poll(() => figures().resident, { timeout: 60_000, interval: 1_000 }).toBeLessThan(most);
  expect(figures().own).toBeLessThan(70);
}, 120_000);
