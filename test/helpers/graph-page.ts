import type { Page } from "playwright-core";
import type { AppPages, PageWish } from "./app-page.ts";
import { scriptedFleet } from "./scripted-fleet.ts";

/** Server time on a staged graph page, unix ms. */
export const GRAPH_NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
/** The graph of a device of the scripted fleet. */
export const DEVICE_GRAPH = "/graph?device=handheld%201";

/** Opens a path of the graph over the scripted fleet and waits for its first chart. */
export async function openGraph(pages: AppPages, path: string, over: PageWish = {}): Promise<Page> {
  const page = await pages.open({ devices: scriptedFleet(GRAPH_NOW), now: GRAPH_NOW, path, ...over });
  await page.locator("gas-chart canvas").first().waitFor();
  return page;
}
