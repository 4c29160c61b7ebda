// `npm run screenshots`: starts a server on a temporary folder, plays a plant on it that shows every state, and takes every
// screen in all themes and sizes into test/output/screenshots. `--choose` also renews the pictures in pwa/screenshots.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { buildAll } from "./build/build-all.ts";
import { findChromium } from "./chromium.ts";
import { playPlant } from "./screenshots/plant.ts";
import { startServer } from "./screenshots/server-process.ts";

const OUT = "test/output/screenshots";
const CHOSEN_OUT = "pwa/screenshots";
const THEMES = ["light", "dark", "contrast"] as const;
const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  wall: { width: 1920, height: 1080 },
} as const;
const DEVICE = encodeURIComponent("handheld 1");
const VIEWS = {
  overview: { path: "/", ready: "device-card article" },
  device: { path: `/device/${DEVICE}`, ready: "life-strip svg" },
  graph: { path: `/graph?device=${DEVICE}`, ready: "canvas" },
  kiosk: { path: "/kiosk", ready: "kiosk-view" },
  settings: { path: "/settings", ready: "progress" },
} as const;

/** A picture for the README and the manifest; `scale` is device pixels per CSS pixel. */
const CHOSEN = [
  { name: "overview-wide", view: "overview", width: 1280, height: 720, scale: 1.5, theme: "light" },
  { name: "graph-wide", view: "graph", width: 1280, height: 720, scale: 1.5, theme: "light" },
  { name: "overview-narrow", view: "overview", width: 360, height: 740, scale: 2, theme: "dark" },
] as const;

interface Shot {
  readonly view: keyof typeof VIEWS;
  readonly theme: string;
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
}

async function openShot(browser: Browser, url: string, shot: Shot): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: shot.width, height: shot.height },
    deviceScaleFactor: shot.scale ?? 1,
    locale: "en-GB",
    serviceWorkers: "block",
  });
  const stored = JSON.stringify({ theme: shot.theme });
  await context.addInitScript((text) => localStorage.setItem("davy.preferences", text), stored);
  const page = await context.newPage();
  const { path, ready } = VIEWS[shot.view];
  await page.goto(url + path);
  await page.locator(ready).first().waitFor();
  // Sparklines and charts come after their history has been read; there is no one moment to wait for on every view.
  await page.waitForTimeout(1_500);
  return page;
}

async function take(browser: Browser, url: string, given: { shot: Shot; file: string }): Promise<void> {
  const page = await openShot(browser, url, given.shot);
  await page.screenshot({ path: given.file });
  await page.context().close();
}

async function takeAll(browser: Browser, url: string): Promise<void> {
  for (const view of Object.keys(VIEWS) as (keyof typeof VIEWS)[])
    for (const theme of THEMES)
      for (const [size, box] of Object.entries(SIZES)) {
        const file = join(OUT, `${view}-${theme}-${size}.png`);
        await take(browser, url, { shot: { view, theme, ...box }, file });
        console.log(file);
      }
}

/** The pages stay open while the server goes away: that is what offline looks like. */
async function takeOffline(browser: Browser, url: string, stopServer: () => Promise<void>): Promise<void> {
  const shots = THEMES.map((theme, index) => ({
    view: "overview" as const,
    theme,
    ...(Object.values(SIZES)[index] ?? SIZES.phone),
  }));
  const pages: Page[] = [];
  for (const shot of shots) pages.push(await openShot(browser, url, shot));
  await stopServer();
  for (const [index, page] of pages.entries()) {
    await page.getByText(/^Offline – data until/).waitFor({ timeout: 60_000 });
    const file = join(OUT, `offline-${shots[index]?.theme}.png`);
    await page.screenshot({ path: file });
    console.log(file);
  }
}

async function run(): Promise<void> {
  await buildAll({ report: console.log });
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium found; set CHROMIUM_PATH.");
  mkdirSync(OUT, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "davy-screenshots-"));
  const server = await startServer(folder);
  const plant = await playPlant(server.url);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    if (process.argv.includes("--choose")) {
      mkdirSync(CHOSEN_OUT, { recursive: true });
      for (const shot of CHOSEN)
        await take(browser, server.url, { shot, file: join(CHOSEN_OUT, `${shot.name}.png`) });
    }
    await takeAll(browser, server.url);
    await takeOffline(browser, server.url, async () => {
      plant.stop();
      await server.stop();
    });
  } finally {
    plant.stop();
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
