// The wall, and what a person sets.

import type { Way } from "../world.ts";

const now = (device: string, values: Record<string, number>) => [{ device, at: Date.now(), values }];

export const kiosk: Way = {
  name: "kiosk",
  async walk({ page, network, post }) {
    for (let n = 1; n <= 8; n += 1) await post(now(`fixed ${n}`, { CO: n, O2: 209_000 }));
    await page.open("/kiosk");
    await page.sees("[data-tile]", "20.9");
    await post(now("fixed 8", { CO: 90, O2: 209_000 }));
    await page.sees("[data-tile].a2", "90");
    const [first = ""] = await page.texts("[data-tile]");
    if (!first.includes("fixed 8")) throw new Error(`The worst is not first, but “${first}”.`);
    network.off();
    await page.sees(".takeover", "No connection", 30_000);
    await page.sees(".takeover li", "fixed 8");
    network.on();
    await post(now("fixed 8", { CO: 91, O2: 209_000 }));
    await page.sees("[data-tile].a2", "91", 40_000);
    await page.seesNo(".takeover", "No connection");
  },
};

export const settings: Way = {
  name: "settings",
  async walk({ page, post }) {
    await post(now("pump", { CO: 30 }));
    await page.open("/settings");
    await page.choose("select#language", "de");
    await page.sees("h1", "Einstellungen");
    await page.open("/");
    await page.sees("nav", "Übersicht");
    await page.open("/settings");
    await page.choose("select#language", "en");
    await page.sees("h1", "Settings");
    await page.open("/device/pump");
    await page.sees("[data-sensor=CO]", "Normal");
    await page.open("/device/pump/settings");
    await page.fill("input#name", "Pump room");
    await page.click("button", "Save");
    await page.sees("[role=status]", "Saved");
    await page.open("/");
    await page.sees("h3", "Pump room");
  },
};
