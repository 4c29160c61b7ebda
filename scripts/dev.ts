// `npm run dev`: builds, serves, and does both again on every change; open pages reload by themselves, as the app
// offers the new build over its stream.

import { type ChildProcess, spawn } from "node:child_process";
import { watch } from "node:fs";
import { buildAll } from "./build/build-all.ts";

const WATCHED = ["server", "pwa", "shared", "scripts/build"];
/** Editors write a file in several steps; one build serves them all. */
const SETTLE_MS = 150;

let server: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;
let building = Promise.resolve();

function stopServer(): Promise<void> {
  const child = server;
  server = undefined;
  if (!child || child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

async function rebuild(): Promise<void> {
  try {
    await buildAll({ report: console.log });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("The build failed; the running server stays.");
    return;
  }
  await stopServer();
  server = spawn(process.execPath, ["dist/server/main.js"], { stdio: "inherit" });
}

function queue(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    building = building.then(rebuild);
  }, SETTLE_MS);
}

for (const folder of WATCHED) watch(folder, { recursive: true }, queue);
process.once("SIGINT", () => void stopServer().then(() => process.exit(0)));
process.once("SIGTERM", () => void stopServer().then(() => process.exit(0)));
await rebuild();
