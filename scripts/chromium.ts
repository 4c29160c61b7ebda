// Finds a Chromium for the browser tests, and installs one where that is possible without asking anybody.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The shell first: the same engine without a browser's own windows, each of which costs a second of CPU. */
const COMMANDS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chrome",
];

const WELL_KNOWN = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return COMMANDS.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) =>
    existsSync(file),
  );
}

/** A browser that Playwright downloaded earlier, for whatever project. */
function ofPlaywright(): string | undefined {
  const cache = process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium-"))
    .sort()
    .reverse()
    .flatMap((name) => [
      join(cache, name, "chrome-linux", "chrome"),
      join(cache, name, "chrome-linux64", "chrome"),
    ])
    .find((file) => existsSync(file));
}

/** The path of a Chromium on this machine: `CHROMIUM_PATH`, the system's, or a Playwright one. */
export function findChromium(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
    return given;
  }
  return onPath() ?? WELL_KNOWN.find((file) => existsSync(file)) ?? ofPlaywright();
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

/** Installs a Chromium: by apt on Debian as root, else by Playwright's own download. */
export function installChromium(): string | undefined {
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    console.log("No Chromium found; installing Debian's by apt-get …");
    const install = (name: string) => succeeds("apt-get", ["install", "-y", "-qq", name]);
    // Releases before Debian 12 have no package of the shell.
    if (succeeds("apt-get", ["update", "-qq"]) && !install("chromium-headless-shell")) install("chromium");
  } else {
    console.log("No Chromium found; asking Playwright to download one …");
    succeeds(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"]);
  }
  return findChromium();
}
