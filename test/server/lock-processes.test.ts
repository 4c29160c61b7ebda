// The lock between servers in processes of their own: one that ended without being asked for, and ones that cannot see each other.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type ServerProcess, startServerProcess } from "../helpers/server-process.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** A process that becomes another one and never asks how the server that it started has ended. */
const UNREAPED = ["sh", "-c", '"$@" & exec sleep 600', "sh"];
/** Ids of its own, as in a container. */
const CONTAINED = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

const [command = "", ...probe] = [...CONTAINED, "true"];
const canContain = spawnSync(command, probe).status === 0;

let folder: string;
let servers: ServerProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder("lock-processes");
});
afterEach(async () => {
  for (const server of servers) server.child.kill("SIGKILL");
  servers = [];
  await rm(folder, { recursive: true, force: true });
});

async function start(wrap: readonly string[] = []): Promise<ServerProcess> {
  const server = await startServerProcess(folder, {}, wrap);
  servers.push(server);
  return server;
}

const holder = async () => JSON.parse(await readFile(join(folder, "davy.lock"), "utf8")) as { pid: number };

it.skipIf(process.platform !== "linux")("starts beside a zombie that had the folder", async () => {
  await start(UNREAPED);
  const { pid } = await holder();
  process.kill(pid, "SIGKILL");
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toMatch(/\) Z /);
  const second = await start();
  expect((await holder()).pid).toBe(second.child.pid);
});

it.skipIf(!canContain)(
  "refuses a second server that sees no process of the first, until that one has ended",
  async () => {
    const first = await start(CONTAINED);
    expect((await holder()).pid).toBe(1);
    const refused = [start(CONTAINED), start()].map((second) =>
      expect(second).rejects.toThrow(/ended \(1\)[\s\S]*Another Davy uses/),
    );
    await Promise.all(refused);
    first.child.kill("SIGKILL");
    await once(first.child, "close");
    const third = await start(CONTAINED);
    expect((await fetch(`${third.url}/healthz`)).status).toBe(200);
  },
  // The third one waits until the first one's sign of life is old; before that, three processes have started.
  240_000,
);

it.skipIf(process.platform !== "linux")(
  "lets a server that was stopped for a while acknowledge nothing once another has the folder",
  async () => {
    const first = await start();
    const text = await readFile(join(folder, "davy.lock"), "utf8");
    first.child.kill("SIGSTOP");
    await rm(join(folder, "davy.lock"));
    const second = await start();
    first.child.kill("SIGCONT");
    const body = '{"id":"d","pct":1,"sensors":[{"type":"CO","val":1}]}';
    const post = ({ url }: ServerProcess) => fetch(`${url}/receive-json`, { method: "POST", body });
    expect((await post(first)).status).toBe(503);
    expect((await post(second)).status).toBe(200);
    expect(await first.end("SIGTERM")).toBe(0);
    expect(await readFile(join(folder, "davy.lock"), "utf8")).not.toBe(text);
    expect((await post(second)).status).toBe(200);
  },
);
