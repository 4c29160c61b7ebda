import type { Page } from "playwright-core";
import type { AppPages, PageWish } from "./app-page.ts";
import { buildDevice, scriptedFleet } from "./scripted-fleet.ts";

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

/** Device and sensor of a line, or of what belongs to one, out of its id; of any other series its id. */
export function lineName(id: string): string {
  if (!id.startsWith("[")) return id;
  const [device, sensor] = JSON.parse(id.slice(0, id.lastIndexOf("]") + 1)) as [string, string];
  return `${device} ${(JSON.parse(sensor) as { key: string }).key}`;
}

/** A device with four gases. */
export function fast(now: number, seq: number) {
  return buildDevice("a", { CO: 5, CH4: 300, H2S: 1, O2: 209_000 }, { now, seq });
}
