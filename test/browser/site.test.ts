// What holds for the site, and what hides an alarm, on the screens of a real server.

import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DeviceAnswer } from "../../shared/wire/api.ts";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

describeInBrowser("the site on its screens", () => {
  let davy: TestDavy;
  let browser: Browser;

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  async function post(value: number): Promise<void> {
    const body = JSON.stringify({ pct: 90, id: "pump", sensors: [{ type: "CO", val: value }] });
    expect((await fetch(`${davy.url}/receive-json`, { method: "POST", body })).status).toBe(200);
  }

  const open = async (path: string, size: keyof typeof SIZES = "tablet"): Promise<Page> => {
    const page = await browser.newPage({ viewport: SIZES[size], locale: "en-GB" });
    await page.goto(`${davy.url}${path}`);
    return page;
  };

  async function sensorOfApi() {
    const answer = (await (await fetch(`${davy.url}/api/v1/devices/pump`)).json()) as DeviceAnswer;
    return answer.sensors[0];
  }

  it("is asked for its limits once, offers those of this screen, and every screen and program judges by them", async () => {
    await post(25);
    const kiosk = await open("/kiosk", "wall");
    const device = await open("/device/pump");
    const overview = await open("/");
    const errors = watchErrors(overview);
    await kiosk.locator("[data-tile].normal", { hasText: "25" }).waitFor();
    await device.locator('[data-sensor="CO"][data-state="normal"]').waitFor();
    expect((await sensorOfApi())?.level).toBe("normal");
    expect(await kiosk.locator("preset-question").count()).toBe(0);
    await overview.evaluate(() => localStorage.setItem("davy.preferences", JSON.stringify({ preset: "eu" })));
    await overview.reload();
    await overview.getByRole("button", { name: "Choose limits …" }).click();
    const dialog = overview.getByRole("dialog", { name: "By which limits does this site give alarm?" });
    expect(
      await dialog.getByRole("radio", { name: /EU limit values.*so far on this screen/s }).isChecked(),
    ).toBe(true);
    await dialog.getByRole("button", { name: "Use for the whole site" }).click();
    await overview.locator('[data-sensor="CO"][data-state="a1"]').waitFor();
    await device.locator('[data-sensor="CO"][data-state="a1"]').waitFor();
    await kiosk.locator("[data-tile].a1", { hasText: "25" }).waitFor();
    expect((await sensorOfApi())?.level).toBe("a1");
    await expect.poll(() => overview.locator("preset-question").count()).toBe(0);
    expect(errors).toEqual([]);
    for (const page of [kiosk, device, overview]) await page.close();
  });

  it("is named and set for kiosks on one screen, and others follow without a reload", async () => {
    const settings = await open("/settings");
    const kiosk = await open("/kiosk", "wall");
    await settings.getByLabel("Name of the site").fill("North pit");
    await settings.getByLabel("Kiosk theme").selectOption("dark");
    await settings.getByLabel("Limits").selectOption("instrument");
    await settings.getByRole("button", { name: "Save for all screens" }).click();
    const question = settings.getByRole("alertdialog");
    await question.getByText("The alarm of pump · CO (Alarm A1) becomes: Normal.").waitFor();
    await question.getByRole("button", { name: "Change it all the same" }).click();
    await settings.getByText("Saved. All screens follow.").waitFor();
    await settings.locator("app-header").getByText("North pit").waitFor();
    await kiosk.getByRole("heading", { level: 1 }).getByText("North pit").waitFor();
    // It is no alarm any more; that it was one stays until somebody has looked.
    await kiosk.locator(".tile.a1.over").waitFor();
    await expect.poll(() => kiosk.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(await settings.evaluate(() => document.documentElement.dataset["theme"])).toBe("light");
    for (const page of [settings, kiosk]) await page.close();
  });

  it("lets no zero turn an alarm into a normal value unasked, marks it on every screen, and takes it back", async () => {
    await post(90);
    const page = await open("/device/pump/settings");
    const kiosk = await open("/kiosk", "wall");
    await kiosk.locator("[data-tile].a2", { hasText: "90" }).waitFor();
    await page.getByLabel("Zero").fill("88");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const question = page.getByRole("alertdialog", { name: "Is this meant?" });
    await question.getByText("CO is in alarm now (Alarm A2). A zero is set in clean air").waitFor();
    expect((await sensorOfApi())?.level).toBe("a2");
    await question.getByRole("button", { name: "Change it all the same" }).click();
    // Until it is saved the page asks before it is left.
    await page.locator("device-settings [role=status]", { hasText: "Saved" }).waitFor();
    await page.getByRole("link", { name: "Back to the device" }).click();
    await page.locator('[data-sensor="CO"][data-state="normal"]').getByText("zero 88").waitFor();
    // Its alarm ends by readings, not by a setting.
    await kiosk.locator(".tile.a2", { hasText: "zero 88" }).waitFor();
    expect((await sensorOfApi())?.level).toBe("normal");
    const overview = await open("/");
    await overview.locator("device-row").getByText("CO: zero 88").waitFor();
    await overview.close();
    await page.goto(`${davy.url}/device/pump/settings`);
    const history = page.locator("settings-history");
    await history.getByText("CO: zero set to 88 (before: none)").waitFor();
    await history.getByRole("button", { name: "Undo …" }).first().click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Undo", exact: true }).click();
    await history.getByText("CO: zero set to none (before: 88)").waitFor();
    await kiosk.locator("[data-tile].a2", { hasText: "90" }).waitFor();
    expect((await sensorOfApi())?.level).toBe("a2");
    for (const one of [page, kiosk]) await one.close();
  });

  it("reports a shift: who breathed what, with curves and alarms, to print and as a table", async () => {
    await fetch(`${davy.url}/api/v1/devices/pump`, { method: "PATCH", body: '{"wearer":"Kim"}' });
    // A minute belongs to whoever carried the device when it began: this one is of the next.
    const reading = { id: "pump", ts: Date.now() + 90_000, sensors: [{ type: "CO", val: 900 }] };
    await fetch(`${davy.url}/receive-json`, { method: "POST", body: JSON.stringify(reading) });
    const page = await open("/settings/report");
    const errors = watchErrors(page);
    await page.getByRole("button", { name: "Add a shift" }).click();
    await page.getByLabel("Name", { exact: true }).fill("All day");
    await page.getByLabel("From").fill("00:00");
    await page.getByLabel("To", { exact: true }).fill("00:00");
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByRole("combobox", { name: "Shift" })
      .locator("option", { hasText: "All day, 00:00" })
      .waitFor({ state: "attached" });
    await page.locator("input[type=date]").fill(new Intl.DateTimeFormat("sv-SE").format(Date.now()));
    await page.getByRole("button", { name: "Make the report" }).click();
    const [persons, sheet] = [page.locator("section.sheet").first(), page.locator("section.sheet").nth(1)];
    await persons.getByRole("row", { name: /Kim.*CO/ }).waitFor();
    await sheet.getByText("Carried by Kim").waitFor();
    await sheet.locator("svg.curve path").waitFor();
    await sheet.getByRole("row", { name: /Alarm A2 CO.*900/ }).waitFor();
    expect((await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line)).toEqual(
      [],
    );
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const [head = "", row = ""] = (await readFile(await (await saving).path(), "utf8")).split("\r\n");
    expect(head.split(",").slice(0, 7)).toEqual([
      "device",
      "wearers",
      "from",
      "to",
      "sensor",
      "unit",
      "peak",
    ]);
    expect(row.split(",")).toEqual(expect.arrayContaining(["pump", "Kim", "CO", "ppm", "900"]));
    // What is dark on the screen is ink on paper.
    const ink = () => sheet.evaluate((element) => getComputedStyle(element).color);
    const onLight = await ink();
    await page.evaluate(() => {
      document.documentElement.dataset["theme"] = "dark";
    });
    expect(await ink()).not.toBe(onLight);
    await page.emulateMedia({ media: "print" });
    expect(await ink()).toBe(onLight);
    expect(await page.getByRole("button", { name: "Make the report" }).isVisible()).toBe(false);
    expect(await sheet.isVisible()).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });
});
