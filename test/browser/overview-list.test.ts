import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES, sidewaysExcess, watchErrors } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const DAY = 86_400_000;
const desktop = { width: 1440, height: 900 };

/** 245 devices with four sensors each, in nine places. */
function largeFleet() {
  return Array.from({ length: 245 }, (_, index) =>
    buildDevice(
      `device ${index}`,
      { CH4: 200, CO: 4, O2: 209_000, H2S: 1 },
      { now: NOW, settings: { place: `Section ${index % 9}` } },
    ),
  );
}

const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

describeInBrowser("overview as a list", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const openFleet = (over: PageWish = {}) => pages.open({ devices: scriptedFleet(NOW), now: NOW, ...over });

  it("has a sheet a place, a row a device and a column a gas, the worst first", async () => {
    const page = await openFleet(desktop);
    const errors = watchErrors(page);
    await page.locator("device-row .row").first().waitFor();
    expect(await page.locator("place-sheet h2").allInnerTexts()).toEqual([
      "Shaft 3",
      "Drift 12 East",
      "Without a place",
    ]);
    const sheet = page.locator("place-sheet").first();
    expect((await sheet.locator(".gas b").allInnerTexts()).join(" ")).toBe("CH₄ CO H₂ O₂");
    const [first, , third] = await sheet.locator(".row").allInnerTexts();
    expect(plain(first ?? "")).toMatch(/^Handheld 1 CH₄ 200 ppm CO 1,280 ppm , Alarm A2/);
    // What has no column stands in a second line, with its gas and unit.
    expect(plain(first ?? "")).toMatch(/LPG 50 ppm$/);
    // Calm is a number: neither mark nor word.
    expect(plain(third ?? "")).toMatch(/^Pump room CO 4 ppm O₂ 20.90? %vol H₂S 1.4 ppm$/);
    expect(await sheet.locator('[data-device="fixed-08"] .mark').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("tells devices of one name apart within a place by their ids", async () => {
    const named = (id: string, name: string, { place = "Shaft", ageMs = 0 } = {}) =>
      buildDevice(id, { CO: 1 }, { now: NOW, ageMs, settings: { name, place } });
    const silent = { place: "Mill", ageMs: 3 * DAY };
    const devices = [
      named("x1", "Handheld"),
      named("x2", "Handheld"),
      named("x3", "Pump"),
      named("x4", "Handheld", { place: "Mill" }),
      named("x5", "Silent", silent),
      named("x6", "Silent", silent),
    ];
    const page = await openFleet({ ...desktop, devices });
    await page.locator("device-row .row").first().waitFor();
    const names = await page.locator("device-row h3").allInnerTexts();
    expect(names.sort()).toEqual(["Handheld", "Handheld (x1)", "Handheld (x2)", "Pump"]);
    expect(plain(await page.locator("place-sheet summary").innerText())).toMatch(
      /^2 silent for more than a day: Silent \(x5\), Silent \(x6\)$/,
    );
    await page.context().close();
  });

  it("never shows an old value as if it were current: hatched, grey, light, with its age", async () => {
    const page = await openFleet(desktop);
    const row = page.locator('[data-device="handheld 4"]');
    await row.locator(".row.old").waitFor();
    expect(plain(await row.locator(".row").innerText())).toContain("no data for 14");
    const [old, fresh] = await Promise.all(
      [row, page.locator('[data-device="fixed-08"]')].map((one) =>
        one
          .locator(".cell b")
          .first()
          .evaluate((figure) => {
            const { color, fontWeight } = getComputedStyle(figure);
            return { color, fontWeight };
          }),
      ),
    );
    expect(old).toEqual({ color: "rgb(86, 96, 106)", fontWeight: "400" });
    expect(fresh).toEqual({ color: "rgb(18, 22, 27)", fontWeight: "550" });
    await page.evaluate(() => window.stage.setLink("lost"));
    await expect.poll(() => page.locator(".row:not(.old)").count()).toBe(0);
    await page.context().close();
  });

  it("folds the devices that are silent for more than a day into a line, but not one that was in alarm", async () => {
    const silent = (name: string, CO: number) =>
      buildDevice(name, { CO }, { now: NOW, ageMs: 3 * DAY, settings: { place: "Mill" } });
    const devices = [
      buildDevice("on", { CO: 1 }, { now: NOW, settings: { place: "Mill" } }),
      silent("store", 1),
      silent("ball mill", 2),
      silent("hot", 900),
    ];
    const page = await openFleet({ devices, ...desktop });
    const names = () => page.locator("device-row h3").allInnerTexts();
    await expect.poll(names).toEqual(["hot", "on"]);
    const fold = page.locator("place-sheet summary");
    expect(plain(await fold.innerText())).toBe("2 silent for more than a day: ball mill, store");
    await fold.click();
    await expect.poll(names).toEqual(["hot", "on", "ball mill", "store"]);
    await page.context().close();
  });

  it("has search and filter in the address: going back from a device shows the same, and so does a link", async () => {
    const page = await openFleet(desktop);
    const rows = page.locator("device-row");
    await page.getByLabel("Search devices").fill("drift");
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByRole("button", { name: "Fault" }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await expect.poll(() => page.evaluate(() => location.search)).toBe("?q=drift&show=fault");
    await page.getByRole("link", { name: "Loading point" }).click();
    await page.locator("device-view").waitFor();
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await page.getByLabel("Search devices").inputValue()).toBe("drift");
    await page.getByLabel("Search devices").fill("nothing of the kind");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => rows.count()).toBe(7);
    await expect.poll(() => page.evaluate(() => location.search)).toBe("");
    await page.context().close();
  });

  it("says where all devices are out of service, and where they are put into it again", async () => {
    const page = await openFleet({
      devices: [buildDevice("pump", { CO: 1 }, { now: NOW, settings: { retiredAt: NOW } })],
    });
    await page.getByText("All devices are out of service.").waitFor();
    expect(await page.locator("device-row").count()).toBe(0);
    const way = page.locator("no-devices").getByRole("link", { name: "Settings" });
    expect(await way.getAttribute("href")).toBe("/settings");
    await page.context().close();
  });

  it("has somebody's own devices first, and not in their places again", async () => {
    const page = await openFleet({ preferences: { favourites: ["fixed-08", "lora-2f"] }, ...desktop });
    await page.locator("device-row .row").first().waitFor();
    expect(await page.locator("place-sheet h2").first().innerText()).toBe("My devices");
    expect(await page.locator("place-sheet").first().locator("h3").allInnerTexts()).toEqual([
      "lora-2f",
      "Pump room",
    ]);
    expect(await page.locator('[data-device="fixed-08"]').count()).toBe(1);
    await page.context().close();
  });

  it("sets the place of many devices at once, and then their limits", async () => {
    const page = await openFleet(desktop);
    await page.getByRole("button", { name: "Select", exact: true }).click();
    await page.getByRole("checkbox", { name: "All of Drift 12 East" }).check();
    await page.getByText("3 selected").waitFor();
    await page.getByRole("button", { name: "Place …" }).click();
    await page.getByLabel("Place", { exact: true }).fill("Drift 14");
    await page.keyboard.press("Enter");
    await page.getByText("Saved. All screens follow.").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual(
      ["handheld 4", "fixed-11", "fixed-12"].map((device) => ({ device, patch: { place: "Drift 14" } })),
    );
    await page.getByRole("button", { name: "Limits …" }).click();
    await page
      .getByRole("group", { name: /^CO ppm/ })
      .getByLabel("A1")
      .fill("20");
    await page.getByRole("button", { name: "Set these limits" }).click();
    await expect.poll(() => page.evaluate(() => window.stage.saved().length)).toBe(6);
    const saved = await page.evaluate(() => window.stage.saved());
    expect(saved.at(-1)?.patch.sensors?.["CO-2"]?.limits).toMatchObject({ a1: 20, a2: 70 });
    await page.context().close();
  });

  it("has in the document what is in sight or nearly so, and draws the rest when it is scrolled to", async () => {
    const page = await openFleet({ devices: largeFleet(), ...SIZES.phone });
    const drawn = () => page.locator("device-row .row").count();
    await page.locator("device-row .row").first().waitFor();
    await expect.poll(drawn).toBeLessThan(40);
    expect(await page.locator("device-row").count()).toBe(245);
    await page.locator("device-row").last().scrollIntoViewIfNeeded();
    await page.locator("device-row").last().locator(".cell b").first().waitFor();
    await expect.poll(drawn).toBeLessThan(60);
    await page.context().close();
  });

  it.each([
    ["over a live link", "live"],
    ["without a network", "lost"],
  ] as const)("is scrolled to where it was left when somebody comes back to it, %s", async (_name, link) => {
    const page = await openFleet({ ...SIZES.phone, devices: largeFleet() });
    await page.locator("device-row .row").first().waitFor();
    await page.evaluate((state) => window.stage.setLink(state), link);
    const row = page.locator('[data-device="device 100"]');
    await row.scrollIntoViewIfNeeded();
    await row.locator(".row").waitFor();
    const left = await page.evaluate(() => scrollY);
    expect(left).toBeGreaterThan(2_000);
    await row.getByRole("link").click();
    await page.locator("device-view h1").waitFor();
    await page.goBack();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(left - 100);
    await page.context().close();
  });

  it("fills the columns of a wide screen with a long place", async () => {
    const devices = largeFleet().map((device) => ({ ...device, settings: {} }));
    const page = await openFleet({ devices, ...desktop });
    await page.locator("device-row .row").first().waitFor();
    const lefts = await page
      .locator("place-sheet")
      .evaluateAll((sheets) => sheets.map((sheet) => Math.round(sheet.getBoundingClientRect().left)));
    expect(new Set(lefts).size).toBe(2);
    await page.context().close();
  });

  it("shows the last hour from history at once, with the limit and what was above it", async () => {
    const page = await openFleet(desktop);
    const row = page.locator('[data-device="handheld 1"]');
    await row.locator(".spark path.a2").waitFor({ state: "attached" });
    expect(await row.locator(".spark path.limit").count()).toBe(1);
    await page.context().close();
  });

  it("has an alarm leave the table: a block above it leads, and a phone shows its device there alone while it lasts", async () => {
    const page = await openFleet(SIZES.phone);
    const rows = () => page.locator("device-row h3").allInnerTexts();
    await expect.poll(rows).toContain("Handheld 1");
    const alarm = buildAlarm({ raisedAt: NOW - 240_000, knownAt: NOW - 240_000 });
    const fault = buildAlarm({ id: "2", device: "fixed-11", condition: "fault", priority: "medium" });
    await page.evaluate((given) => window.stage.setAlarms(given), [alarm, fault]);
    await page.locator("alarm-card.lead .block.solid.a2").waitFor();
    expect(await page.locator("lead-alarms .small").count()).toBe(1);
    await expect.poll(rows).not.toContain("Handheld 1");
    expect(await rows()).toContain("Loading point");
    // Once it is over its device has numbers in its row again; the block stays until somebody has looked.
    const over = { ...alarm, state: "returned-unacknowledged", returnedAt: NOW } as const;
    await page.evaluate((given) => window.stage.setAlarms(given), [over]);
    await page.locator("alarm-card.lead .block.dashed.a2").waitFor();
    await expect.poll(rows).toContain("Handheld 1");
    await page.context().close();
  });

  it("asks by which limits the site gives alarm once no alarm asks to be answered, whose button it would lie under", async () => {
    const page = await openFleet(SIZES.phone);
    const question = page.getByRole("button", { name: "Choose limits …" });
    await page.evaluate((alarm) => window.stage.setAlarms([alarm]), buildAlarm());
    await page.evaluate(() => window.stage.setSite({ presetChosen: false }));
    await page.getByRole("button", { name: "Acknowledge", exact: true }).first().waitFor();
    expect(await question.count()).toBe(0);
    await page.evaluate(() => window.stage.setAlarms([]));
    await question.waitFor();
    await page.context().close();
  });

  it("explains the first post with the real address", async () => {
    const page = await pages.open({ devices: [] });
    await expect.poll(() => page.locator("pre").innerText()).toContain(`${pages.origin}/receive-json`);
    await page.context().close();
  });

  it("fits phone, tablet and wall without scrolling sideways, in the longer language, also from right to left", async () => {
    const page = await openFleet({ preferences: { language: "de" } });
    await page.locator("device-row .row").first().waitFor();
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.context().close();
  });
});
