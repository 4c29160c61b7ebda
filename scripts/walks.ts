// `npm run walks [-- --browser NAME]`: walks the ten most important ways through the app in Chromium, WebKitGTK and Firefox, with
// a real server each. Words select ways by name. Screenshots of what failed go to test/output/walks.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/build-all.ts";
import { parseFlags } from "./parse-flags.ts";
import { startChromium } from "./walks/drivers/chromium.ts";
import type { Driver } from "./walks/drivers/driver.ts";
import { startFirefox } from "./walks/drivers/firefox.ts";
import { startWebKit } from "./walks/drivers/webkit.ts";
import { graph, lateData, leaveAndReturn } from "./walks/ways/graphs.ts";
import { linkLost, offlineStart } from "./walks/ways/link.ts";
import { alarm, firstReading, liveUpdate } from "./walks/ways/readings.ts";
import { kiosk, settings } from "./walks/ways/screens.ts";
import { inWorld, type Way } from "./walks/world.ts";

const BROWSERS: Readonly<Record<string, () => Promise<Driver>>> = {
  chromium: startChromium,
  webkit: startWebKit,
  firefox: startFirefox,
};
const WAYS = [
  firstReading,
  liveUpdate,
  linkLost,
  offlineStart,
  graph,
  lateData,
  leaveAndReturn,
  alarm,
  kiosk,
  settings,
];
const OUT = "test/output/walks";
const USAGE = `npm run walks [-- [--browser ${Object.keys(BROWSERS).join("|")}]… [words of a way's name]]`;

/** Longest that a way may take, ms: a driver that hangs ends the run. */
const WAY_MS = 180_000;

interface Walked {
  readonly passed: number;
  readonly failed: number;
}

function withinLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${WAY_MS / 1_000} s.`)), WAY_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function keepScreenshot(driver: Driver, name: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, `${name.replaceAll(" ", "-")}.png`);
  writeFileSync(file, await driver.screenshot());
  console.log(`      ${file}`);
}

/** Walks one way; false when it failed. */
async function walkOne(driver: Driver, browser: string, { name, walk }: Way): Promise<boolean> {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  try {
    await inWorld(driver, (world) =>
      withinLimit(walk(world)).catch(async (error: unknown) => {
        await keepScreenshot(driver, `${browser} ${name}`).catch(() => undefined);
        throw error;
      }),
    );
    console.log(`  ok  ${name} (${seconds()})`);
    return true;
  } catch (error) {
    console.log(`FAIL  ${name} (${seconds()}): ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function walkAll(browser: string, ways: readonly Way[]): Promise<Walked> {
  const start = BROWSERS[browser];
  if (!start) throw new Error(`There is no browser “${browser}”. ${USAGE}`);
  const driver = await start();
  // Whoever ends the run early leaves no browser behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void driver.stop().finally(() => process.exit(1)));
  console.log(`${driver.version}:`);
  let passed = 0;
  try {
    for (const way of ways) if (await walkOne(driver, browser, way)) passed += 1;
  } finally {
    await driver.stop();
  }
  return { passed, failed: ways.length - passed };
}

const { values, positionals } = parseFlags(
  {
    options: { browser: { type: "string", multiple: true }, help: { type: "boolean" } },
    allowPositionals: true,
  },
  USAGE,
);
await buildAll({ report: console.log });
const ways = WAYS.filter(
  ({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)),
);
let [passed, failed] = [0, 0];
for (const browser of values.browser ?? Object.keys(BROWSERS)) {
  const walked = await walkAll(browser, ways);
  passed += walked.passed;
  failed += walked.failed;
}
console.log(`Walks: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
