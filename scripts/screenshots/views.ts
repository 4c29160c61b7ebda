// What there is to take pictures of: an address, what shows that it is there, and what is done before the picture.

import type { Page } from "playwright-core";

const DEVICE = encodeURIComponent("handheld 1");

interface Scene {
  readonly path: string;
  readonly ready: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Narrower windows have no room for curves beside the figures, px. */
const ROOM_FOR_SPARKS = 1_000;

/** Sparklines come after their history has been read, one row after the other: until none has come for a while. */
async function sparks(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < ROOM_FOR_SPARKS) return;
  const lines = page.locator(".spark");
  await lines.nth(2).waitFor({ state: "attached" });
  for (let before = 0, count = await lines.count(); count !== before; count = await lines.count()) {
    before = count;
    await page.waitForTimeout(1_000);
  }
}

/** Charts draw themselves in steps, and no event of the page tells the last one. */
const drawn = (page: Page) => page.waitForTimeout(1_500);

export type View =
  | "overview"
  | "device"
  | "calibration"
  | "label"
  | "gas"
  | "graph"
  | "alarm"
  | "alarms"
  | "alarmPage"
  | "answer"
  | "events"
  | "figures"
  | "drills"
  | "muster"
  | "report"
  | "kiosk"
  | "settings"
  | "entrances"
  | "mapping"
  | "bluetooth"
  | "about";

/** Another part of what happened on the site. */
const part =
  (name: RegExp, ready: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole("button", { name }).click();
    await page.locator(ready).first().waitFor();
  };

export const VIEWS: { readonly [V in View]: Scene } = {
  overview: { path: "/", ready: "device-row .row", prepare: sparks },
  device: { path: `/device/${DEVICE}`, ready: "life-strip svg" },
  calibration: { path: `/device/${DEVICE}/settings`, ready: "device-settings form" },
  label: { path: `/device/${DEVICE}/label`, ready: "qr-code svg" },
  gas: {
    path: `/device/${DEVICE}`,
    ready: "life-strip svg",
    prepare: async (page) => {
      await page.getByRole("button", { name: /^(About|Über) CO/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  graph: {
    path: `/graph?device=${DEVICE}`,
    ready: "canvas",
    prepare: drawn,
  },
  alarm: {
    path: `/graph?device=${DEVICE}&sensors=CO&sensors=CH4`,
    ready: "canvas",
    prepare: drawn,
  },
  alarms: { path: "/alarms", ready: "alarm-card" },
  alarmPage: {
    path: "/alarms",
    ready: "alarm-card",
    prepare: async (page) => {
      await page.locator("alarm-card h3 a").first().click();
      await page.locator("alarm-curve figure").waitFor();
    },
  },
  answer: {
    path: "/alarms",
    ready: "alarm-card",
    prepare: async (page) => {
      await page
        .getByRole("button", { name: /^(Acknowledge|Quittieren)$/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  events: { path: "/log", ready: "site-log li" },
  drills: {
    path: "/log",
    ready: "site-log li",
    prepare: part(/^(Drills|Übungen)$/, "site-drills form"),
  },
  figures: {
    path: "/log",
    ready: "site-log li",
    prepare: part(/^(Key figures|Kennzahlen)$/, "alarm-figures dl"),
  },
  muster: {
    path: "/log",
    ready: "site-log li",
    prepare: part(/^(Who is out|Personen)$/, "site-muster li"),
  },
  report: {
    path: "/settings/report",
    ready: "report-view form",
    prepare: async (page) => {
      await page.getByRole("button", { name: /^(Make the report|Bericht erstellen)$/ }).click();
      await page.locator("section.sheet").nth(1).waitFor();
    },
  },
  kiosk: { path: "/kiosk", ready: "kiosk-view", prepare: (page) => page.waitForTimeout(1_000) },
  settings: { path: "/settings", ready: "progress" },
  entrances: { path: "/settings/entrances", ready: "entrances-view .values" },
  mapping: {
    path: "/settings/entrances",
    ready: "entrances-view .values",
    prepare: async (page) => {
      await page.locator("entrances-view .row button").first().click();
      await page.locator("mapping-preview pre").waitFor();
    },
  },
  bluetooth: { path: "/settings/bluetooth", ready: "bluetooth-view .state" },
  about: {
    path: "/settings",
    ready: "progress",
    prepare: async (page) => {
      await page.locator("summary").last().click();
      await page.locator("about-davy").evaluate((about) => about.scrollIntoView({ block: "end" }));
    },
  },
};
