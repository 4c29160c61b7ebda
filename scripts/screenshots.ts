// `npm run screenshots`: starts a server on a temporary folder, plays a plant on it that shows every state, and takes every
// screen in all themes and sizes, without colours, and without a server into test/output/screenshots. Words select by file
// name (`-- overview phone`); `--all-sizes` takes the rarer ones as well, `--language de` another language, `--text 200` text of
// that many percent; `--choose` renews the pictures in pwa/screenshots.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildAll } from "./build/build-all.ts";
import { launchChromium } from "./launch-chromium.ts";
import { ACCESS_SCENES, letIn, openScene, signIn } from "./screenshots/people.ts";
import { playPlant } from "./screenshots/plant.ts";
import { type ServerProcess, startServer } from "./screenshots/server-process.ts";
import { VIEWS, type View } from "./screenshots/views.ts";

const OUT = "test/output/screenshots";
const CHOSEN_OUT = "pwa/screenshots";
const THEMES = ["light", "dark", "contrast"] as const;
const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
} as const;
/** Taken when they are asked for. */
const RARE_SIZES = {
  small: { width: 360, height: 740 },
  "4k": { width: 3840, height: 2160 },
  upright: { width: 1080, height: 1920 },
} as const;

type Box = Pick<Look, "width" | "height">;

interface Options {
  readonly sizes: readonly (readonly [name: string, box: Box])[];
  readonly language: "en" | "de";
  /** Size of text, percent. */
  readonly text: number;
  /** What a file must have in its name. */
  readonly words: readonly string[];
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => arg !== "--choose"),
    allowPositionals: true,
    options: {
      "all-sizes": { type: "boolean" },
      language: { type: "string", default: "en" },
      text: { type: "string", default: "100" },
    },
  });
  const sizes = Object.entries({ ...SIZES, ...(values["all-sizes"] ? RARE_SIZES : {}) });
  return {
    sizes,
    language: values.language === "de" ? "de" : "en",
    text: Number(values.text),
    words: positionals,
  };
}

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
  readonly language?: Options["language"];
  /** Size of text, percent. */
  readonly text?: number;
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
    locale: look.language === "de" ? "de-DE" : "en-GB",
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  const stored = JSON.stringify({ theme: look.theme, language: look.language ?? "en" });
  await context.addInitScript((text) => localStorage.setItem("davy.preferences", text), stored);
  await context.addInitScript((percent) => {
    if (percent !== 100)
      document.addEventListener("DOMContentLoaded", () => {
        document.documentElement.style.fontSize = `${percent}%`;
      });
  }, look.text ?? 100);
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

interface Studio extends Options {
  readonly browser: Browser;
  readonly server: ServerProcess;
}

/** Where a picture of this name goes; undefined when it is not wanted. */
function fileOf({ language, text, words }: Options, name: string): string | undefined {
  const full = `${name}${language === "en" ? "" : `-${language}`}${text === 100 ? "" : `-${text}`}`;
  return words.every((word) => full.includes(word)) ? join(OUT, `${full}.png`) : undefined;
}

async function takeAll(studio: Studio): Promise<void> {
  const { browser, server, sizes, language, text } = studio;
  for (const theme of THEMES)
    for (const [size, box] of sizes) {
      const wanted = (Object.keys(VIEWS) as View[]).flatMap((view) => {
        const file = fileOf(studio, `${view}-${theme}-${size}`);
        return file === undefined ? [] : [{ view, file }];
      });
      if (wanted.length === 0) continue;
      const context = await openContext(browser, { theme, language, text, ...box });
      for (const { view, file } of wanted) {
        const isGrey = size === "wall" && (view === "overview" || view === "kiosk");
        const greyFile = isGrey && fileOf(studio, `grey-${view}-${theme}`);
        await take(context, server.url, { view, file, ...(greyFile && { greyFile }) });
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
async function takeAccess(studio: Studio, folder: string): Promise<void> {
  const { browser, sizes, language, text } = studio;
  const server = await startServer(folder);
  try {
    await letIn(folder);
    const cookies = await signIn(browser, server.url);
    for (const theme of THEMES)
      for (const [size, box] of sizes)
        for (const [name, scene] of Object.entries(ACCESS_SCENES)) {
          const file = fileOf(studio, `access-${name}-${theme}-${size}`);
          if (file === undefined) continue;
          const context = await openContext(browser, { theme, language, text, ...box });
          if (scene.isSignedIn) await context.addCookies(cookies);
          const page = await openScene(await context.newPage(), server.url, scene);
          await page.screenshot({ path: file });
          console.log(file);
          await context.close();
        }
  } finally {
    await server.stop();
  }
}

/** The pages stay open while the server goes away: that is what offline looks like. */
async function takeOffline(studio: Studio): Promise<void> {
  const { browser, server, sizes, language, text } = studio;
  const open: { page: Page; file: string }[] = [];
  for (const view of ["overview", "device", "kiosk"] as const)
    for (const [index, [size, box]] of sizes.entries()) {
      const theme = THEMES[index % THEMES.length] ?? "light";
      const file = fileOf(studio, `offline-${view}-${theme}-${size}`);
      if (file === undefined) continue;
      const context = await openContext(browser, { theme, language, text, ...box });
      open.push({ page: await openView(context, server.url, view), file });
    }
  await server.stop();
  for (const { page, file } of open) {
    await page
      .getByText(/^(Offline – data until|Offline – Daten bis|No connection|Keine Verbindung)/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.screenshot({ path: file });
    console.log(file);
    await takeGrey(page, file.replace("offline-", "grey-offline-"));
  }
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await buildAll({ report: console.log });
  const browser = await launchChromium();
  mkdirSync(OUT, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "davy-screenshots-"));
  const server = await startServer(folder);
  const plant = await playPlant(server.url);
  const studio = { browser, server, ...options };
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
