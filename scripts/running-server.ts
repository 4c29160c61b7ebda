// Lets a script talk to the server of a data folder: the running one, or one that is started for as long as it takes.

import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readConfig } from "../server/config.ts";
import { readLock } from "../server/data-folder/lock.ts";
import { readShellKey } from "../server/data-folder/shell-key.ts";
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

/** One plain port on this machine, whatever the server itself is set to. */
const FOR_THIS_SCRIPT = {
  PORT: "0",
  HOST: "127.0.0.1",
  DAVY_HTTPS_PORT: undefined,
  DAVY_TLS_CERT: undefined,
  DAVY_TLS_KEY: undefined,
};

async function startServer(folder: string) {
  const built = await findBuilt();
  const { startDavy } = await import("../server/davy.ts");
  return startDavy({
    config: readConfig({ ...process.env, ...FOR_THIS_SCRIPT, DAVY_DATA: folder }),
    report: silent,
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random,
    pid: process.pid,
    version: "",
    ...built,
  });
}

/** A server that is asked: its address, and what says that this command may. */
export interface Asked {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

function headersWith(key: string | undefined): Asked["headers"] {
  return key ? { authorization: `Bearer ${key}` } : {};
}

/**
 * Calls `work` with the given server, the one that runs on the folder, or one started for it. A server that was named by its address is
 * asked with the key in `DAVY_KEY`, the others with the one that they lay into their folder.
 */
export async function withServer(
  { url, folder }: { url: string | undefined; folder: string },
  work: (server: Asked) => Promise<void>,
): Promise<void> {
  if (url !== undefined) return work({ url, headers: headersWith(process.env["DAVY_KEY"]) });
  const askAt = async (at: string) => work({ url: at, headers: headersWith(await readShellKey(folder)) });
  const running = (await readLock(folder))?.url;
  if (running) return askAt(running);
  const davy = await startServer(folder);
  try {
    await askAt(davy.url);
  } finally {
    await davy.close();
  }
}
