import { rmSync } from "node:fs";
import { chromium } from "playwright-core";
import { findChromium } from "../../chromium.ts";
import { createProfile } from "./browser-process.ts";
import { BROWSER_MS, type Driver, START_MS, WINDOW } from "./driver.ts";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];

/** Starts Chromium with a profile of its own. */
export async function startChromium(): Promise<Driver> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium: set CHROMIUM_PATH, or install one.");
  const profile = createProfile();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: FLAGS,
    viewport: WINDOW,
    locale: "en-GB",
    timeout: START_MS,
  });
  context.setDefaultTimeout(BROWSER_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    version: `Chromium ${context.browser()?.version() ?? ""}`.trim(),
    open: async (url) => {
      await page.goto(url).catch(() => undefined);
    },
    back: async () => {
      await page.goBack();
    },
    run: (body) => page.evaluate(`(async () => { ${body} })()`),
    clickAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    screenshot: () => page.screenshot(),
    async stop() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
