// A real Chromium for the browser tests. `npm test` names it in CHROMIUM_PATH; without one these tests are skipped.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { describe } from "vitest";

/** Where screenshots of a test run go (git-ignored). */
export const OUTPUT_FOLDER = resolve(import.meta.dirname, "../output");

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Tests of ageing and sleep need timers of hidden pages to run as they would on screen.
  "--disable-background-timer-throttling",
  // As a display in a control room has it. Without, it hangs on a script's moment whether a page may speak by itself.
  "--autoplay-policy=no-user-gesture-required",
];

/** As `describe`, but reported as skipped where there is no Chromium. */
export const describeInBrowser: ReturnType<typeof describe.skipIf> = describe.skipIf(
  !process.env["CHROMIUM_PATH"],
);

/** The Chromium of this worker. Its files run one after the other; it ends with the worker, whose pipe it is told by. */
let ofWorker: Promise<Browser> | undefined;

function launch(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"];
  if (!executablePath) throw new Error("CHROMIUM_PATH is not set; use describeInBrowser.");
  // The worker is ended by SIGTERM, which would wait for Playwright.
  return chromium.launch({ executablePath, args: [...FLAGS], handleSIGTERM: false });
}

async function browserOfWorker(): Promise<Browser> {
  const running = await ofWorker;
  if (running?.isConnected()) return running;
  ofWorker = launch();
  return ofWorker;
}

/** Lends a Chromium to a file of tests: to close it closes what was opened in it. Contexts share nothing. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await browserOfWorker();
  const closeContexts = () => Promise.all(browser.contexts().map((context) => context.close()));
  return new Proxy(browser, {
    get(target, name) {
      const member: unknown = name === "close" ? closeContexts : Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** Starts Chromium on a given profile folder, so that a second start finds what the first one stored. */
export function launchWithProfile(folder: string): Promise<BrowserContext> {
  const executablePath = process.env["CHROMIUM_PATH"];
  if (!executablePath) throw new Error("CHROMIUM_PATH is not set; use describeInBrowser.");
  return chromium.launchPersistentContext(folder, { executablePath, args: [...FLAGS] });
}

/** The sizes that every screen must fit: a phone, a tablet, a control room's display. */
export const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  wall: { width: 1920, height: 1080 },
} as const;

/** By how many pixels a page is too wide at each of the sizes. */
export async function sidewaysExcess(page: Page): Promise<{ [Size in keyof typeof SIZES]: number }> {
  const excess = async (size: keyof typeof SIZES) => {
    await page.setViewportSize(SIZES[size]);
    return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
  };
  return { phone: await excess("phone"), tablet: await excess("tablet"), wall: await excess("wall") };
}

/** Saves a picture of the page for people to look at, where somebody asks for them (`DAVY_PICTURES=true`): each takes a while. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env["DAVY_PICTURES"] !== "true") return;
  mkdirSync(OUTPUT_FOLDER, { recursive: true });
  await page.screenshot({ path: join(OUTPUT_FOLDER, `${name}.png`) });
}

/** Goes to another address of the app, as its own links do. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

/** Collects uncaught errors and console errors of a page; a test ends with expecting none. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}
