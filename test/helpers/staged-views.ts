// The views of the staged app over a fleet and alarms in every state.

import type { Page } from "playwright-core";
import type { AppPages, PageWish } from "./app-page.ts";
import { scriptedAlarms } from "./scripted-alarms.ts";
import { scriptedFleet } from "./scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);

/** Views by their address, and what shows that one is there. */
export const STAGED_VIEWS = [
  { path: "/", ready: "device-row .row" },
  { path: "/device/handheld%201", ready: "life-strip svg" },
  { path: "/device/handheld%201/settings", ready: "device-settings form" },
  { path: "/settings", ready: "progress" },
  { path: "/alarms", ready: "alarm-card" },
  { path: "/alarms/2-ch4", ready: "quiet-choice summary" },
  { path: "/graph?device=handheld%201&compare=fixed-08", ready: "gas-chart canvas" },
  { path: "/kiosk", ready: "kiosk-view [data-tile]" },
] as const;

/** Opens an address of the staged app, with its alarms. */
export async function openStaged(pages: AppPages, path: string, over: PageWish = {}): Promise<Page> {
  const page = await pages.open({ path, devices: scriptedFleet(NOW), now: NOW, ...over });
  await page.evaluate((alarms) => window.stage.setAlarms(alarms), scriptedAlarms(NOW));
  return page;
}
