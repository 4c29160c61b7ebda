// The log of the site and the key figures, on the screens of a real server.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ALARM_PATHS, type AlarmsAnswer, acknowledgementsPath } from "../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../shared/wire/api.ts";
import { axeFindings } from "../helpers/axe.ts";
import {
  describeInBrowser,
  keepScreenshot,
  launchBrowser,
  SIZES,
  sidewaysExcess,
  watchErrors,
} from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

describeInBrowser("the log of the site", () => {
  let davy: TestDavy;
  let browser: Browser;
  let page: Page;
  /** By how much the server's time is ahead, ms. */
  let ahead = 0;

  const send = (path: string, body: unknown, method = "POST") =>
    fetch(davy.url + path, { method, body: JSON.stringify(body) });
  const post = (val: number | null) =>
    send(PATHS.receiveJson, { id: "handheld 1", pct: 80, sensors: [{ type: "CO", val }] });

  beforeAll(async () => {
    davy = await startTestDavy({ now: () => Date.now() + ahead });
    browser = await launchBrowser();
    await post(0);
    await send(devicePath("handheld 1"), { name: "Pump", place: "Shaft 3" }, "PATCH");
    await post(80);
    const { alarms } = (await (await fetch(davy.url + ALARM_PATHS.alarms)).json()) as AlarmsAnswer;
    await send(acknowledgementsPath(alarms[0]?.id ?? ""), { by: "Ada", comment: "Fan is on" });
    await send(PATHS.site, { bumpDays: 30 }, "PATCH");
    await send("/api/v1/tests", { device: "handheld 1", what: "bump", passed: true, note: "bottle 7" });
    page = await browser.newPage({ viewport: SIZES.phone, locale: "en-GB", timezoneId: "UTC" });
    await page.goto(`${davy.url}/log`);
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  const rows = () => page.locator("site-log li > span").allTextContents();
  const told = async () => (await rows()).map((text) => text.replaceAll(/\s+/g, " ").trim());

  it("tells alarms, answers, tests and settings in words, narrows and searches them, and leads to the graph", async () => {
    const errors = watchErrors(page);
    await page.locator("site-log li").first().waitFor();
    expect(await told()).toEqual([
      "Bump test: passed: “bottle 7” Pump, Shaft 3 · Someone",
      "Settings of the site: Bump tests Someone",
      "acknowledged by Ada: “Fan is on” Pump, Shaft 3",
      "Answer: “Fan is on” Pump, Shaft 3 · Ada",
      "Alarm A2 raised, 80 ppm Pump, Shaft 3",
      "name set to Pump (before: none); place set to Shaft 3 (before: none) Pump, Shaft 3 · Someone",
    ]);
    await page.getByRole("combobox", { name: "What" }).selectOption("instrument");
    await expect.poll(told).toEqual(["Bump test: passed: “bottle 7” Pump, Shaft 3 · Someone"]);
    await page.getByRole("combobox", { name: "What" }).selectOption("all");
    await page.getByLabel("Search").fill("fan is");
    await expect.poll(async () => (await told()).length).toBe(2);
    const file = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    expect(await (await fetch(new URL(file ?? "", davy.url))).text()).toContain("Fan is on");
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.setViewportSize(SIZES.phone);
    await page.getByRole("link", { name: /acknowledged by Ada/ }).click();
    await page.waitForURL(/\/graph\?device=handheld%201&range=custom/);
    await page.goBack();
    expect(errors).toEqual([]);
  });

  it("records a test, which lets an alarm beyond the range end, and keeps what to do, which the alarm shows", async () => {
    await post(5_000);
    await page.getByRole("button", { name: "Tests" }).click();
    await page.getByText("Was beyond its range").waitFor();
    await page.getByRole("button", { name: "Bump test passed" }).click();
    await page
      .getByText(/Bump test: last .* passed/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "What to do" }).click();
    await page.getByRole("combobox", { name: "Gas" }).selectOption("CO");
    await page.getByRole("textbox", { name: "Text" }).fill("Leave by the north door.\nCall 112.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("site-guidance li", { hasText: "north door" }).waitFor();
    expect((await axeFindings(page)).filter(({ isSerious }) => isSerious)).toEqual([]);
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.setViewportSize(SIZES.tablet);
    await keepScreenshot(page, "guidance");
    await page.goto(`${davy.url}/log`);
  });

  it("begins a drill of several devices at once, shows it as one, and ends it for all", async () => {
    for (const id of ["handheld 2", "handheld 3"])
      await send(PATHS.receiveJson, { id, pct: 80, sensors: [{ type: "CO", val: 0 }] });
    await page.getByRole("button", { name: "Drills" }).click();
    await page.getByText("No drill and no test lasts.").waitFor();
    for (const id of ["handheld 2", "handheld 3"]) await page.getByLabel(id).check();
    await page.getByLabel("Why").fill("fire drill");
    await page.getByRole("button", { name: "Begin with 2 devices" }).click();
    const row = page.locator("site-drills li", { hasText: "handheld 2, handheld 3" });
    await row.getByText("fire drill").waitFor();
    await send(PATHS.receiveJson, { id: "handheld 3", pct: 80, sensors: [{ type: "CO", val: 300 }] });
    const { alarms } = (await (await fetch(davy.url + ALARM_PATHS.alarms)).json()) as AlarmsAnswer;
    expect(alarms.filter(({ drill }) => drill).map(({ device }) => device)).toEqual(["handheld 3"]);
    expect((await axeFindings(page)).filter(({ isSerious }) => isSerious)).toEqual([]);
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.setViewportSize(SIZES.phone);
    await keepScreenshot(page, "drills-phone");
    await page.setViewportSize(SIZES.wall);
    await keepScreenshot(page, "drills-desktop");
    await row.getByRole("button", { name: "End that now" }).click();
    await row.waitFor({ state: "detached" });
    await page.goto(`${davy.url}/log`);
  });

  it("lists who carries a device, with the last contact, and keeps who was ticked off", async () => {
    await page.getByRole("button", { name: "Who is out" }).click();
    await page.getByText("Nobody carries a device.").waitFor();
    await send(devicePath("handheld 2"), { wearer: "Kim" }, "PATCH");
    await page.locator("site-muster li", { hasText: /last contact.*handheld 2/s }).waitFor();
    await page.getByLabel("Kim").check();
    await page.getByText("1 of 1 are ticked off").waitFor();
    expect((await axeFindings(page)).filter(({ isSerious }) => isSerious)).toEqual([]);
    await page.reload();
    await page.getByRole("button", { name: "Who is out" }).click();
    await page.getByText("1 of 1 are ticked off").waitFor();
  });

  it("fits at twice the size of text, and axe finds nothing in high contrast", async () => {
    await page.setViewportSize(SIZES.phone);
    await page.evaluate(() =>
      localStorage.setItem("davy.preferences", JSON.stringify({ theme: "contrast", language: "de" })),
    );
    await page.reload();
    for (const tab of ["Ereignisse", "Kennzahlen", "Tests", "Übungen", "Personen", "Maßnahmen"]) {
      await page.getByRole("button", { name: tab, exact: true }).click();
      expect((await axeFindings(page)).filter(({ isSerious }) => isSerious)).toEqual([]);
      expect([tab, await sidewaysExcess(page)]).toEqual([tab, { phone: 0, tablet: 0, wall: 0 }]);
      // A phone whose text is twice as large.
      await page.setViewportSize({ width: 390, height: 844 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([tab, Math.max(0, excess)]).toEqual([tab, 0]);
      await keepScreenshot(page, `log-${tab}-200-contrast`);
      await page.evaluate(() => {
        document.documentElement.style.fontSize = "";
      });
    }
    await page.evaluate(() => localStorage.removeItem("davy.preferences"));
    await page.goto(`${davy.url}/log`);
  });

  it("tells the key figures, and axe finds nothing in either, in German and in the dark as well", async () => {
    await page.locator("site-log li").first().waitFor();
    await keepScreenshot(page, "log-phone");
    await page.setViewportSize(SIZES.wall);
    await keepScreenshot(page, "log-desktop");
    const serious = async () =>
      (await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line);
    expect(await serious()).toEqual([]);
    await page.getByRole("button", { name: "Key figures" }).click();
    await page.locator("alarm-figures dl").waitFor();
    const words = (await page.locator("alarm-figures dd, alarm-figures li").allTextContents()).join("\n");
    expect(words).toContain("3 critical, 0 high");
    expect(words).toContain("1 answers");
    expect(words).toMatch(/Pump, CO, Shaft 3/);
    expect(await serious()).toEqual([]);
    await keepScreenshot(page, "figures-desktop");
    await page.evaluate(() =>
      localStorage.setItem("davy.preferences", JSON.stringify({ theme: "dark", language: "de" })),
    );
    await page.reload();
    await page.getByRole("button", { name: "Kennzahlen" }).click();
    await page.locator("alarm-figures dl").waitFor();
    expect(await serious()).toEqual([]);
    await page.setViewportSize(SIZES.phone);
    await keepScreenshot(page, "figures-phone-dark-de");
  });

  it("tells on the page of alarms of a device that falls silent, and of a clock that jumps without any gas lost for it", async () => {
    const reading = (id: string, val: number, behindS: number) => {
      const ts = (Date.now() + ahead) / 1_000 - behindS;
      return send(PATHS.receiveJson, { id, pct: 80, ts, sensors: [{ type: "CO", val }] });
    };
    await page.evaluate(() => localStorage.removeItem("davy.preferences"));
    await page.goto(`${davy.url}/alarms`);
    // For a while its clock is right; then it is an hour behind, and what it says is heard as of now.
    for (const [val, behindS] of [
      [0, 0],
      [0, 3_600],
      [0, 3_599],
      [300, 3_598],
    ] as const) {
      ahead += 1_000;
      await reading("jumps", val, behindS);
    }
    const jumps = page.locator("alarm-card", { hasText: "jumps" });
    await jumps.getByText("Alarm A2").waitFor();
    await page.locator("alarms-view", { hasText: "Clock wrong" }).waitFor();
    await reading("falls silent", 40, 0);
    await page.locator("alarm-card", { hasText: "falls silent" }).getByText("Alarm A1").waitFor();
    // Of a device that posted once nobody knows how often it posts.
    ahead += 181_000;
    const open = async () => {
      const { alarms } = (await (await fetch(`${davy.url}${ALARM_PATHS.alarms}`)).json()) as AlarmsAnswer;
      return alarms
        .filter(({ device }) => device === "falls silent")
        .map((one) => `${one.condition} ${one.priority} ${one.unsure}`);
    };
    await expect.poll(open).toEqual(["silent critical null", "a1 high silent"]);
    await page.locator("alarms-view", { hasText: "No data" }).waitFor();
    await reading("falls silent", 41, 0);
    await expect.poll(open).toEqual(["a1 high null"]);
  });
});
