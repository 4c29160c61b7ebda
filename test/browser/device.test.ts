import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo, watchErrors } from "../helpers/browser.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

describeInBrowser("device page", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
  const HOUR = 3_600_000;
  const openDevice = (device: string, over = {}) =>
    pages.open({
      path: `/device/${encodeURIComponent(device)}`,
      devices: scriptedFleet(NOW),
      now: NOW,
      ...over,
    });

  it("shows what the last day of each sensor was like, with limits and peaks, battery and contact, and what happened", async () => {
    const page = await openDevice("handheld 1");
    const errors = watchErrors(page);
    const spike = { t: NOW - 5 * HOUR, value: 4_321 };
    const silent = { from: NOW - 3 * HOUR, to: NOW - 2 * HOUR };
    await page.evaluate((given) => window.stage.setHistory(given), { spike, silent });
    const row = page.locator('[data-sensor="CO"]');
    await row.getByText("A2 70").waitFor();
    await row.getByText(/to 4,321/).waitFor();
    expect(await row.locator("path.a2").getAttribute("d")).toMatch(/^M/);
    // No line where there was no data: the pen is lifted.
    expect((await row.locator("path.curve").getAttribute("d"))?.match(/M/g)?.length).toBe(2);
    await page.getByText("No data for 1\u00a0h").waitFor();
    await page.getByText(/readings, \d+%/).waitFor();
    expect(errors).toEqual([]);
    await page.locator("event-list button").first().click();
    await page.locator("graph-view").waitFor();
    expect(page.url()).toMatch(/from=.*to=/);
    await page.context().close();
  });

  it("says of a day that is on its way that it is, and of one that cannot be had that it is not known: both looked calm", async () => {
    const page = await openDevice("nobody");
    await page.evaluate(() => window.stage.setHistory({ isComing: true }));
    await goTo(page, "/device/handheld%201");
    const row = page.locator('[data-sensor="CO"]');
    await row.locator(".extent", { hasText: "Loading …" }).waitFor();
    expect(await row.locator("path.curve").getAttribute("d")).toBe("");
    await page.evaluate(() => window.stage.setHistory({ cannotBeHad: true }));
    await goTo(page, "/device/fixed-07");
    const other = page.locator('[data-sensor="CH4"]');
    await other.locator(".extent", { hasText: "not known here" }).waitFor();
    expect(await other.locator("rect.doubtful").count()).toBe(1);
    await page.context().close();
  });

  it("says of a dead device that nothing was heard, and shows no charge as one of now", async () => {
    const dead = buildDevice("dead", { CO: 4 }, { now: NOW, ageMs: 3 * 24 * HOUR });
    const page = await openDevice("dead", { devices: [dead] });
    await page.getByText("Nothing was heard in the last 24 hours.").waitFor();
    await page.getByText("silent all the time").waitFor();
    expect(await page.getByText(/^readings,/).count()).toBe(0);
    await page.context().close();
  });

  it("says of oxygen that was sent as percent without its unit that it counts as ppm, and leads to the settings", async () => {
    const page = await openDevice("new", { devices: [buildDevice("new", { O2: 20.9 }, { now: NOW })] });
    const doubt = page.getByText("O2 20.9 came without a unit and counts as ppm").locator("..");
    expect(await doubt.getByRole("link", { name: "Settings" }).getAttribute("href")).toBe(
      "/device/new/settings",
    );
    await page.context().close();
  });

  it("makes a label whose code opens the device", async () => {
    const page = await openDevice("handheld 1", { path: "/device/handheld%201/label" });
    await page.getByRole("img", { name: "Code that opens the device's page" }).waitFor();
    await page.getByText(`${pages.origin}/device/handheld%201`).waitFor();
    expect(await page.locator("app-header").count()).toBe(0);
    await page.context().close();
  });

  it("says what a gas is, at which values it alarms, and where the figures come from", async () => {
    const page = await openDevice("handheld 1");
    await page.getByRole("button", { name: "About CO" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const text = await dialog.innerText();
    expect(text).toContain("Carbon monoxide (CO)");
    expect(text).toContain("70 ppm or more");
    expect(text).toContain("1,200 ppm");
    expect(text).toContain("Industrial Scientific");
    expect(text).toContain("General knowledge, to be checked");
    await page.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
    await page.context().close();
  });

  it("makes a device one of mine by one tap: first on the overview, and kept offline", async () => {
    const page = await openDevice("handheld 1");
    const star = page.getByRole("button", { name: "My device" });
    expect(await star.getAttribute("aria-pressed")).toBe("false");
    await star.click();
    await expect.poll(() => star.getAttribute("aria-pressed")).toBe("true");
    const pin = page.getByRole("button", { name: "Keep offline" });
    await expect.poll(() => pin.getAttribute("aria-pressed")).toBe("true");
    await page.locator("app-header").getByRole("link", { name: "Overview" }).first().click();
    await page.getByRole("heading", { name: "My devices" }).waitFor();
    await page.locator("place-sheet").first().getByText("Handheld 1").waitFor();
    await page.goBack();
    await star.click();
    await expect.poll(() => star.getAttribute("aria-pressed")).toBe("false");
    // Somebody may want the one without the other, and nothing that is kept goes unasked.
    await expect.poll(() => pin.getAttribute("aria-pressed")).toBe("true");
    await page.context().close();
  });

  it("is where one left it in the page when one comes back to it", async () => {
    const page = await openDevice("handheld 1", { width: 390, height: 700 });
    const foot = page.locator("device-view safety-note");
    await foot.waitFor();
    await foot.evaluate((element) => element.scrollIntoView());
    const left = await page.evaluate(() => scrollY);
    expect(left).toBeGreaterThan(500);
    await page.locator("app-header").getByRole("link", { name: "Overview" }).first().click();
    await page.locator("overview-view").getByText("Shaft 3").first().waitFor();
    await page.goBack();
    await foot.waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(left - 100);
    await page.context().close();
  });

  it("keeps a device for offline use", async () => {
    const page = await openDevice("handheld 1");
    const pin = page.getByRole("button", { name: "Keep offline" });
    await pin.click();
    await expect.poll(() => pin.getAttribute("aria-pressed")).toBe("true");
    await page.context().close();
  });

  it("says so when there is no such device", async () => {
    const page = await openDevice("nobody");
    await page.getByText("There is no device of this name.").waitFor();
    await page.context().close();
  });
});
