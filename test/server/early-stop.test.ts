// The built server, told to stop before it is up.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const MAIN = resolve(import.meta.dirname, "../../dist/server/main.js");
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("early-stop");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each(["SIGTERM", "SIGINT"] as const)(
  "a start that is told to stop by %s ends in order",
  async (signal) => {
    const env = { ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "silent" };
    const child = spawn(process.execPath, [MAIN], { env, stdio: "ignore" });
    const exited = once(child, "exit");
    await expect
      .poll(() => existsSync(join(folder, "davy.lock")), { interval: 1, timeout: 60_000 })
      .toBe(true);
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    expect(await readdir(folder)).not.toContain("davy.lock");
  },
);
