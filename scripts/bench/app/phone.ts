// A slow phone: Chromium on a profile of its own, so that a second start finds what the first one stored.

import { type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../../launch-chromium.ts";

/** A phone of the lower middle class is about a fourth of a desktop processor. */
export const SLOWDOWN = 4;

const SIZE = { width: 360, height: 740 };

/** Starts the browser on a profile folder. */
export function startPhone(profile: string): Promise<BrowserContext> {
  const args = [...CHROMIUM_FLAGS, "--enable-precise-memory-info"];
  return chromium.launchPersistentContext(profile, { executablePath: chromiumPath(), args, viewport: SIZE });
}

/** A page whose processor is slowed down. Chromium slows the page's own thread only, not its worker's. */
export async function openSlowPage(phone: BrowserContext): Promise<Page> {
  const page = await phone.newPage();
  const cdp = await phone.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  return page;
}

/** Runs in the page: when something was there, ms since the page's start; 0 while it is not. */
export type Seen = () => number;

/** Waits until something is there, and answers when it was by the page's own clock, ms: what the page does afterwards does not count. */
export async function timeOf(page: Page, seen: Seen): Promise<number> {
  const handle = await page.waitForFunction(seen, undefined, { polling: "raf" });
  return Number(await handle.jsonValue());
}

/** Opens an address and answers how long it took from there until something was there, ms. */
export async function timeOpening(page: Page, url: string, seen: Seen): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  return await timeOf(page, seen);
}

/** Runs in the page: when a device was on the screen. */
export function hasCard(): number {
  const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("overview-view");
  const sheet = view?.shadowRoot?.querySelector("place-sheet")?.shadowRoot;
  return sheet?.querySelector("device-row")?.shadowRoot?.querySelector(".row") ? performance.now() : 0;
}

/** Runs in the page: when the first chart was drawn over most of a day. */
export function hasDay(): number {
  const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("graph-view");
  const card = view?.shadowRoot?.querySelector("chart-card");
  const { picture } = (card ?? {}) as {
    picture?: { strips: { lines: { columns: { t: Float64Array } }[] }[] };
  };
  const t = picture?.strips[0]?.lines[0]?.columns.t;
  const canvas = card?.shadowRoot?.querySelector("gas-chart")?.shadowRoot?.querySelector("canvas");
  const counts = window as { dayFrames?: number };
  const isThere = canvas && t && (t.at(-1) ?? 0) - (t[0] ?? 0) > 20 * 3_600_000;
  counts.dayFrames = isThere ? (counts.dayFrames ?? 0) + 1 : 0;
  // A picture is drawn at the frame after the one in which it came.
  return counts.dayFrames > 2 ? performance.now() : 0;
}
