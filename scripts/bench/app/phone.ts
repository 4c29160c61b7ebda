// A slow phone: Chromium on a profile of its own, so that a second start finds what the first one stored.

import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../chromium.ts";

/** A phone of the lower middle class is about a fourth of a desktop processor. */
export const SLOWDOWN = 4;

const SIZE = { width: 360, height: 740 };

/** Starts the browser on a profile folder. */
export function startPhone(profile: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium found; set CHROMIUM_PATH.");
  const args = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"];
  return chromium.launchPersistentContext(profile, { executablePath, args, viewport: SIZE });
}

/** A page whose processor is slowed down. Chromium slows the page's own thread only, not its worker's. */
export async function openSlowPage(phone: BrowserContext): Promise<Page> {
  const page = await phone.newPage();
  const cdp = await phone.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  return page;
}

/** Opens an address and answers how long it took from there until `isThere` says so in the page, ms. */
export async function timeOpening(page: Page, url: string, isThere: () => boolean): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(isThere, undefined, { polling: "raf" });
  return page.evaluate(() => performance.now());
}

/** Runs in the page: whether a device is on the screen. */
export function hasCard(): boolean {
  const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("overview-view");
  const sheet = view?.shadowRoot?.querySelector("place-sheet")?.shadowRoot;
  return Boolean(sheet?.querySelector("device-row")?.shadowRoot?.querySelector(".row"));
}

/** Runs in the page: whether the first chart is drawn over most of a day. */
export function hasDay(): boolean {
  const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("graph-view");
  const card = view?.shadowRoot?.querySelector("chart-card");
  const { picture } = (card ?? {}) as {
    picture?: { strips: { lines: { columns: { t: Float64Array } }[] }[] };
  };
  const t = picture?.strips[0]?.lines[0]?.columns.t;
  const canvas = card?.shadowRoot?.querySelector("gas-chart")?.shadowRoot?.querySelector("canvas");
  return Boolean(canvas && t && (t.at(-1) ?? 0) - (t[0] ?? 0) > 20 * 3_600_000);
}
