// `npm run walks [-- --browser NAME]`: walks the ten most important ways through the app in Chromium, WebKitGTK and Firefox, with
// a real server each. Words select ways by name. Screenshots of what failed go to test/output/walks.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build/build-all.ts";
import { parseFlags } from "./parse-flags.ts";
import { BrowserHangs } from "./walks/drivers/browser-hangs.ts";
import { startChromium } from "./walks/drivers/chromium.ts";
import type { Driver } from "./walks/drivers/driver.ts";
import { findBusy } from "./walks/drivers/find-busy.ts";
import { startFirefox } from "./walks/drivers/firefox.ts";
import { watchDriver } from "./walks/drivers/watch-driver.ts";
import { startWebKit } from "./walks/drivers/webkit.ts";
import { type Walked, WalkRun } from "./walks/walk-run.ts";
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

/** Longest that a way may take, ms: one whose every step takes its time ends too. */
const WAY_MS = 180_000;

/** Calls back after a time, ms; answers what calls it off. */
function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

function withinLimit(work: Promise<void>): Promise<void> {
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = after(WAY_MS, () => reject(new Error(`Not done within ${WAY_MS / 1_000} s.`)));
  });
  return Promise.race([work, late]).finally(() => cancel());
}

async function keepScreenshot(driver: Driver, name: string): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const file = join(OUT, `${name.replaceAll(" ", "-")}.png`);
  writeFileSync(file, await driver.screenshot());
  console.log(`      ${file}`);
}

/** The host of a way's world. */
function hostOf(way: Way): string {
  // All of 127.0.0.0/8 is this machine only on Linux, where WebKitGTK is, which puts the workers of all ports of a host away
  // ten seconds after one of them was left: no walk is to meet the end of another.
  return process.platform === "linux" ? `127.0.0.${WAYS.indexOf(way) + 2}` : "127.0.0.1";
}

/** Walks one way through a world of its own. */
async function walk(browser: string, driver: Driver, way: Way): Promise<void> {
  await inWorld({ driver, host: hostOf(way) }, (world) =>
    withinLimit(way.walk(world)).catch(async (error: unknown) => {
      if (!(error instanceof BrowserHangs))
        await keepScreenshot(driver, `${browser} ${way.name}`).catch(() => undefined);
      throw error;
    }),
  );
}

async function walkIn(browser: string, ways: readonly Way[]): Promise<Walked> {
  const startBrowser = BROWSERS[browser];
  if (!startBrowser) throw new Error(`There is no browser “${browser}”. ${USAGE}`);
  const start = async () => {
    const driver = watchDriver(await startBrowser(), { after, findBusy });
    console.log(`${driver.version}:`);
    return driver;
  };
  const run = new WalkRun<Way>({
    start,
    walk: (driver, way) => walk(browser, driver, way),
    report: console.log,
    now: () => performance.now(),
  });
  // Whoever ends the run early leaves no browser behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void run.stop().finally(() => process.exit(1)));
  return await run.walkAll(ways).finally(() => run.stop());
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
let [passed, failed, hung] = [0, 0, 0];
for (const browser of values.browser ?? Object.keys(BROWSERS)) {
  const walked = await walkIn(browser, ways);
  passed += walked.passed;
  failed += walked.failed;
  hung += walked.hung;
}
const hangs = hung === 0 ? "" : ` (a browser hung ${hung === 1 ? "once" : `${hung} times`})`;
console.log(`Walks: ${passed} passed, ${failed} failed${hangs}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
