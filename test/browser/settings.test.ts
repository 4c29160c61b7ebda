import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, keepScreenshot, sidewaysExcess, watchErrors } from "../helpers/browser.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

describeInBrowser("settings page", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
  const openSettings = (over = {}) =>
    pages.open({ path: "/settings", devices: scriptedFleet(NOW), now: NOW, ...over });

  it("changes theme and language at once and keeps them", async () => {
    const page = await openSettings();
    const errors = watchErrors(page);
    await page.getByLabel("Theme", { exact: true }).selectOption("dark");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.getByLabel("Language", { exact: true }).selectOption("de");
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    const stored = await page.evaluate(() => localStorage.getItem("davy.preferences"));
    expect(JSON.parse(stored ?? "{}")).toMatchObject({ theme: "dark", language: "de" });
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("shows times in the site's zone, once the server has named it, or in the device's", async () => {
    const page = await openSettings();
    await page.getByText("The server names no time zone of the site.").waitFor();
    await page.getByText("14:32:05").waitFor();
    await page.evaluate(() => window.stage.setSiteZone("Asia/Tokyo"));
    await page.getByText("23:32:05").waitFor();
    await page.getByLabel("Time zone", { exact: true }).selectOption("This device (UTC)");
    await page.getByText("14:32:05").waitFor();
    await page.context().close();
  });

  it("keeps the site's zone chosen while the world's are added to the list", async () => {
    const page = await openSettings();
    await page.evaluate(() => window.stage.setSiteZone("Asia/Tokyo"));
    const zone = page.getByLabel("Time zone of the site");
    await expect.poll(() => zone.locator("option").count()).toBeGreaterThan(300);
    expect(await zone.inputValue()).toBe("Asia/Tokyo");
    await zone.selectOption("Europe/Berlin");
    expect(await zone.inputValue()).toBe("Europe/Berlin");
    await page.context().close();
  });

  it("shows all values in the chosen unit, with the same alarms", async () => {
    const page = await openSettings();
    await page.getByLabel("Units", { exact: true }).selectOption("%LEL");
    await page.getByRole("link", { name: "Overview" }).click();
    const methane = page.locator('[data-device="fixed-07"] [data-sensor="CH4"]');
    await expect.poll(() => methane.innerText()).toMatch(/12\.4\s+%LEL\s*, Alarm A1/);
    await page.context().close();
  });

  it("is where somebody was on it who comes back while the link is taken up anew", async () => {
    const page = await openSettings({ height: 700, width: 390 });
    const about = page.getByRole("heading", { name: "About" });
    await about.scrollIntoViewIfNeeded();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("heading", { name: "Settings", exact: true }).waitFor({ state: "detached" });
    await page.evaluate(() => window.stage.setLink("connecting"));
    await page.goBack();
    await about.waitFor();
    const top = (await about.boundingBox())?.y ?? Number.NaN;
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(700);
    await page.context().close();
  });

  it("judges by the chosen limits", async () => {
    const page = await openSettings({ devices: [buildDevice("a", { CH4: 600 }, { now: NOW })] });
    await page.getByLabel("Limits").selectOption("original");
    await page.getByRole("button", { name: "Save for all screens" }).click();
    await page.getByText("Saved. All screens follow.").waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.locator('[data-sensor="CH4"][data-state="a2"]').waitFor();
    await page.context().close();
  });

  it("pauses, resumes and, when asked twice, clears what is stored", async () => {
    const page = await openSettings();
    await page.getByText("23.4 MB of 100 MB used").waitFor();
    await page.getByRole("button", { name: "Pause loading" }).click();
    await page.getByRole("button", { name: "Resume loading" }).waitFor();
    await page.getByRole("button", { name: "Clear …" }).click();
    await page.getByRole("button", { name: "Delete stored readings" }).click();
    await page.getByText("0 MB of 100 MB used").waitFor();
    await page.context().close();
  });

  it("says on every screen that nothing is kept for when there is no network, and why", async () => {
    const page = await openSettings({ path: "/" });
    for (const screen of ["Overview", "Graph", "Settings"]) {
      await page.getByRole("link", { name: screen, exact: true }).click();
      await page.evaluate(() => window.stage.setStoreTrouble("blocked"));
      await page.locator("app-notices").getByText("Close it; until then nothing is kept.").waitFor();
      await page.evaluate(() => window.stage.setStoreTrouble("refused"));
      await page.locator("app-notices").getByText("does not let Davy store data").waitFor();
    }
    await keepScreenshot(page, "settings-nothing-kept");
    await page.context().close();
  });

  it("gives iOS its steps, and others their button", async () => {
    const page = await openSettings();
    await page.evaluate(() => window.stage.setInstall("ios"));
    await page.getByText("Choose “Add to Home Screen”").waitFor();
    await page.evaluate(() => window.stage.setInstall("prompt"));
    await page.locator("settings-view").getByRole("button", { name: "Install" }).waitFor();
    await page.context().close();
  });

  it("offers an update when one is ready", async () => {
    const page = await openSettings();
    await page.evaluate(() => window.stage.setUpdateReady(true));
    await page.getByRole("button", { name: "Update" }).waitFor();
    await page.context().close();
  });

  it("says what Davy is not", async () => {
    const page = await openSettings();
    await page.getByText("The instrument's own alarm has priority.").waitFor();
    await page.context().close();
  });

  it("fits phone, tablet and wall without scrolling sideways, in the longer language", async () => {
    const page = await openSettings({ preferences: { language: "de" } });
    await page.getByLabel("Einheiten", { exact: true }).waitFor();
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.context().close();
  });
});
