// The packages that package-lock.json names: installs them where there are none, and leaves alone what somebody else installed.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "node_modules";
/** What stood there before an installation, until that has succeeded. */
const BEFORE = "node_modules.before";
/** Says that this script made the folder, from which lock file. */
const MARKER = join(FOLDER, ".davy-lock");
/** Written by npm when it has put all packages there. */
const INSTALLED = join(FOLDER, ".package-lock.json");
/** There while this script installs: what an interruption leaves is its own. */
const UNFINISHED = join("dist", "installing");

function packagesIn(path) {
  // Not there, or not written by npm: then nothing is known to be installed.
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")).packages ?? {}) : {};
}

/** The packages that are needed and not there in the version that is asked for. Those for other systems count for nothing. */
function missingPackages({ dev }) {
  const installed = packagesIn(INSTALLED);
  const isNeeded = (entry) => !entry.optional && !entry.peer && !entry.devOptional && (dev || !entry.dev);
  return Object.entries(packagesIn("package-lock.json"))
    .filter(([path, entry]) => path !== "" && isNeeded(entry))
    .filter(
      ([path, { version }]) =>
        installed[path]?.version !== version || !existsSync(join(path, "package.json")),
    )
    .map(([path]) => path.slice(path.lastIndexOf(`${FOLDER}/`) + FOLDER.length + 1));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function runNpm() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
}

function install(lock) {
  console.log("Installing the packages that package-lock.json names (once) …");
  mkdirSync("dist", { recursive: true });
  writeFileSync(UNFINISHED, "");
  rmSync(BEFORE, { recursive: true, force: true });
  const hadSome = existsSync(MARKER);
  if (hadSome) renameSync(FOLDER, BEFORE);
  try {
    runNpm();
  } catch {
    rmSync(FOLDER, { recursive: true, force: true });
    if (hadSome) renameSync(BEFORE, FOLDER);
    rmSync(UNFINISHED);
    fail(
      "The packages could not be installed; npm says above why. Without a network, bring dist/ and node_modules/ from a machine" +
        " of the same kind that has one: they start as they are.",
    );
  }
  writeFileSync(MARKER, lock);
  rmSync(UNFINISHED);
  rmSync(BEFORE, { recursive: true, force: true });
}

/**
 * Makes sure that the packages are there: with `dev` all, else those that a finished build runs on. Ends this process with a
 * sentence when they are not, in a folder that it did not make, or cannot be had.
 */
export function ensurePackages({ dev }) {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === lock) return;
  const [first, ...others] = missingPackages({ dev });
  if (first === undefined) return;
  const isOurs = existsSync(MARKER) || (existsSync(UNFINISHED) && !existsSync(INSTALLED));
  if (existsSync(FOLDER) && !isOurs) {
    const what = others.length > 0 ? `${first} and ${others.length} others` : first;
    fail(
      `${FOLDER} lacks ${what}, which package-lock.json names. It is not this script's to replace: run npm ci.`,
    );
  }
  install(lock);
}
