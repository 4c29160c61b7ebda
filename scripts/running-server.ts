// Lets a script talk to the server of a data folder: the running one, or one that is started for as long as it takes.

import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readConfig } from "../server/config.ts";
import { readLock } from "../server/data-folder/lock.ts";
import { isRelease } from "../shared/ground/command-name.ts";

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error };

interface Built {
  readonly build: string;
  readonly appFolder: string;
  readonly workerUrl: URL;
}

/** Where what the server needs is built: beside this file in a release, in `dist` in a checkout. */
async function findBuilt(): Promise<Built> {
  if (isRelease) {
    const workerUrl = new URL("./archive-worker.js", import.meta.url);
    return { build: "", appFolder: fileURLToPath(new URL("../pwa", import.meta.url)), workerUrl };
  }
  const { buildAll } = await import("./build/build-all.ts");
  const build = await buildAll({ report: console.log });
  return {
    build,
    appFolder: resolve("dist/pwa"),
    workerUrl: pathToFileURL(resolve("dist/server/archive-worker.js")),
  };
}

async function startServer(folder: string) {
  const built = await findBuilt();
  const { startDavy } = await import("../server/davy.ts");
  return startDavy({
    config: readConfig({ ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder }),
    report: silent,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random,
    pid: process.pid,
    version: "",
    ...built,
  });
}

/** Calls `work` with the address of the given server, of the one that runs on the folder, or of one started for it. */
export async function withServer(
  { url, folder }: { url: string | undefined; folder: string },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const running = url ?? (await readLock(folder))?.url;
  if (running) return work(running);
  const davy = await startServer(folder);
  try {
    await work(davy.url);
  } finally {
    await davy.close();
  }
}
