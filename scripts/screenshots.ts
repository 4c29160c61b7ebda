// `npm run screenshots`: starts a server on a temporary folder, plays a plant on it that shows every state, and takes every
// screen in all themes and sizes, without colours, and without a server into test/output/screenshots. Words select by file
// name (`-- overview phone`); `--choose` renews the pictures in pwa/screenshots.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { buildAll } from "./build/build-all.ts";
import { findChromium } from "./chromium.ts";
import { ACCESS_SCENES, letIn, openScene, signIn } from "./screenshots/people.ts";
import { playPlant } from "./screenshots/plant.ts";
import { type ServerProcess, startServer } from "./screenshots/server-process.ts";
import { VIEWS, type View } from "./screenshots/views.ts";

const OUT = "test/output/screenshots";
const CHOSEN_OUT = "pwa/screenshots";
const THEMES = ["light", "dark", "contrast"] as const;
const SIZES = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  wall: { width: 1920, height: 1080 },
} as const;

/** A picture for the README and the manifest; `scale` is device pixels per CSS pixel. */
const CHOSEN: readonly (Look & { name: string; view: View })[] = [
  { name: "overview-wide", view: "overview", width: 1920, height: 1080, scale: 1, theme: "light" },
  { name: "overview-narrow", view: "overview", width: 360, height: 740, scale: 2, theme: "dark" },
  { name: "graph-wide", view: "alarm", width: 1280, height: 720, scale: 1.5, theme: "light" },
  { name: "kiosk-wide", view: "kiosk", width: 1280, height: 720, scale: 1, theme: "dark" },
];

interface Look {
  readonly theme: string;
  readonly width: number;
  readonly height: number;
  readonly scale?: number;
}

interface Wish {
  readonly view: View;
  readonly file: string;
  /** Where the same without colours goes. */
  readonly greyFile?: string;
}

async function openContext(browser: Browser, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.scale ?? 1,
    locale: "en-GB",
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  const stored = JSON.stringify({ theme: look.theme });
  await context.addInitScript((text) => localStorage.setItem("davy.preferences", text), stored);
  return context;
}

async function openView(context: BrowserContext, url: string, view: View): Promise<Page> {
  const page = await context.newPage();
  const { path, ready, prepare } = VIEWS[view];
  await page.goto(url + path);
  await page.locator(ready).first().waitFor();
  await prepare?.(page);
  return page;
}

async function take(context: BrowserContext, url: string, { view, file, greyFile }: Wish): Promise<void> {
  const page = await openView(context, url, view);
  await page.screenshot({ path: file });
  if (greyFile) await takeGrey(page, greyFile);
  await page.close();
  console.log(file);
}

interface Studio {
  readonly browser: Browser;
  readonly server: ServerProcess;
  readonly isWanted: (name: string) => boolean;
}

async function takeAll({ browser, server, isWanted }: Studio): Promise<void> {
  const views = Object.keys(VIEWS) as View[];
  for (const theme of THEMES)
    for (const [size, box] of Object.entries(SIZES)) {
      const wanted = views.filter((view) => isWanted(`${view}-${theme}-${size}`));
      if (wanted.length === 0) continue;
      const context = await openContext(browser, { theme, ...box });
      for (const view of wanted) {
        const file = join(OUT, `${view}-${theme}-${size}.png`);
        const isGrey = size === "wall" && (view === "overview" || view === "kiosk");
        await take(context, server.url, {
          view,
          file,
          ...(isGrey ? { greyFile: join(OUT, `grey-${view}-${theme}.png`) } : {}),
        });
      }
      await context.close();
    }
}

async function takeChosen({ browser, server }: Studio): Promise<void> {
  mkdirSync(CHOSEN_OUT, { recursive: true });
  for (const { name, view, ...look } of CHOSEN) {
    const context = await openContext(browser, look);
    await take(context, server.url, { view, file: join(CHOSEN_OUT, `${name}.png`) });
    await context.close();
  }
}

/** Without colours, as some see them and some print them: every state must still be told apart. */
async function takeGrey(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setEmulatedVisionDeficiency", { type: "achromatopsia" });
  await page.screenshot({ path: file });
  await session.detach();
  console.log(file);
}

/** Who may come in, of a server that is closed from here on. */
async function takeAccess({ browser, isWanted }: Studio, folder: string): Promise<void> {
  const server = await startServer(folder);
  try {
    await letIn(folder);
    const cookies = await signIn(browser, server.url);
    for (const theme of THEMES)
      for (const [size, box] of Object.entries(SIZES))
        for (const [name, scene] of Object.entries(ACCESS_SCENES)) {
          const file = join(OUT, `access-${name}-${theme}-${size}.png`);
          if (!isWanted(file)) continue;
          const context = await openContext(browser, { theme, ...box });
          if (scene.isSignedIn) await context.addCookies(cookies);
          await openScene(await context.newPage(), server.url, scene).then((page) =>
            page.screenshot({ path: file }),
          );
          console.log(file);
          await context.close();
        }
  } finally {
    await server.stop();
  }
}

/** The pages stay open while the server goes away: that is what offline looks like. */
async function takeOffline({ browser, server, isWanted }: Studio): Promise<void> {
  const open: { page: Page; file: string }[] = [];
  for (const view of ["overview", "device", "kiosk"] as const)
    for (const [index, box] of Object.values(SIZES).entries()) {
      const theme = THEMES[index] ?? "light";
      const name = `offline-${view}-${theme}`;
      if (!isWanted(name)) continue;
      const context = await openContext(browser, { theme, ...box });
      open.push({ page: await openView(context, server.url, view), file: join(OUT, `${name}.png`) });
    }
  await server.stop();
  for (const { page, file } of open) {
    await page.getByText(/^(Offline – data until|No connection)/).waitFor({ timeout: 60_000 });
    await page.screenshot({ path: file });
    console.log(file);
    await takeGrey(page, file.replace("offline-", "grey-offline-"));
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
  const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const studio = { browser, server, isWanted: (name: string) => words.every((word) => name.includes(word)) };
  try {
    if (process.argv.includes("--choose")) await takeChosen(studio);
    else {
      await takeAll(studio);
      await takeOffline(studio);
      await takeAccess(studio, folder);
    }
  } finally {
    plant.stop();
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
