// `npm test`: types, then unit and integration tests, then the browser tests. Arguments go to vitest and, when given,
// select tests by file name; then the type check is left out.

import { buildAll } from "./build/build-all.ts";
import { findChromium, installChromium } from "./chromium.ts";
import { runTool } from "./tool.ts";

const VITEST = ["run", "--config", "test/vitest.config.ts"];
const filters = process.argv.slice(2);

function withoutBrowser(): void {
  const notice = [
    "No Chromium to be had: set CHROMIUM_PATH, or install Chromium, Chrome or Edge.",
    "THE BROWSER TESTS ARE SKIPPED, not passed.",
  ].join("\n");
  if (process.env["CI"] === "true") {
    console.error(`${notice}\nWith CI=true that is a failure.`);
    process.exit(1);
  }
  console.error(`\n${"!".repeat(72)}\n${notice}\n${"!".repeat(72)}\n`);
}

if (filters.length === 0) runTool("tsc", ["-b"]);
await buildAll({ report: console.log });
const chromium = findChromium() ?? installChromium();
if (chromium) process.env["CHROMIUM_PATH"] = chromium;
else withoutBrowser();
// Without a Chromium each browser test reports itself as skipped (test/helpers/browser.ts).
runTool("vitest", [...VITEST, ...filters]);
