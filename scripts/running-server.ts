// Lets a script talk to the server of a data folder: the running one, or one that is started for as long as it takes.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readConfig } from "../server/config.ts";
import { readLock } from "../server/data-folder/lock.ts";
import type { startDavy as StartDavy } from "../server/davy.ts";
import { buildAll } from "./build/build-all.ts";

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error };

async function startServer(folder: string) {
  const build = await buildAll({ report: console.log });
  const { startDavy } = (await import(pathToFileURL(resolve("dist/server/davy.js")).href)) as {
    startDavy: typeof StartDavy;
  };
  return startDavy({
    config: readConfig({ ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder }),
    report: silent,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random,
    pid: process.pid,
    build,
    version: "",
    appFolder: resolve("dist/pwa"),
    workerUrl: pathToFileURL(resolve("dist/server/archive-worker.js")),
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
