// What a touch on the wall shows, the way back that nobody has to find, and answers that are given there.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";
import { calmWall, WALL_NOW as NOW } from "../helpers/wall-fleets.ts";

describeInBrowser("a touch on the wall", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const leak = (id: string) => buildDevice(id, { CO: 1_280 }, { now: NOW, settings: { place: "Shaft 3" } });
  const alarmOf = (device: string, over = {}) =>
    buildAlarm({ id: `alarm of ${device}`, device, raisedAt: NOW - 240_000, ...over });

  it("answers an alarm with a name that is asked on the spot, says who answered, and finds its way back by itself", async () => {
    const page = await pages.open({ path: "/kiosk", clockFrom: NOW, ...SIZES.wall });
    const devices = [leak("handheld 1"), ...calmWall(4)];
    await page.evaluate((all) => window.stage.setDevices(all), devices);
    const text = "Leave by the north gate\nCall 441";
    await page.evaluate((given) => window.stage.setGuidance([given]), {
      gas: "CO",
      level: null,
      place: null,
      text,
    } as const);
    await page.evaluate((alarm) => window.stage.setAlarms([alarm]), alarmOf("handheld 1", { rev: 7 }));
    await page.clock.runFor(2_000);
    const block = page.locator(".tile.a2.asks");
    expect((await block.innerText()).replaceAll(/\s+/g, " ")).toBe(
      "Alarm A2 4 min Shaft 3 handheld 1 1,280 CO ppm peak 1,312 since 14:28 limit 70 Leave by the north gate",
    );
    await block.getByRole("button").click();
    await page.clock.runFor(500);
    const detail = page.getByRole("dialog", { name: "Alarm A2" });
    await detail.getByText("Call 441").waitFor();
    const acknowledge = detail.getByRole("button", { name: "Acknowledge" });
    expect((await acknowledge.boundingBox())?.height).toBeGreaterThanOrEqual(56);
    expect(await acknowledge.isDisabled()).toBe(true);
    await detail.getByLabel("Who are you?").fill("Kim");
    await detail.getByLabel("What is being done? (optional)").fill("Fan is on");
    await acknowledge.click();
    await expect
      .poll(() => page.evaluate(() => window.stage.alarmActs()))
      .toEqual(['answer {"alarms":["alarm of handheld 1@7"],"by":"Kim","comment":"Fan is on"}']);
    const answered = { state: "active-acknowledged", acknowledgedAt: NOW, acknowledgedBy: "Kim" };
    await page.evaluate(
      (alarm) => window.stage.setAlarms([alarm]),
      alarmOf("handheld 1", { ...answered, comment: "Fan is on" }),
    );
    await page.clock.runFor(1_000);
    await page.locator(".tile.a2.answered", { hasText: "Kim, 14:32: Fan is on" }).waitFor();
    await page.clock.runFor(61_000);
    await expect.poll(() => detail.count()).toBe(0);
    await page.context().close();
  });

  it("gives the wall back when another alarm asks, and shows one place alone after two touches", async () => {
    const page = await pages.open({ path: "/kiosk", now: NOW, devices: calmWall(6), ...SIZES.wall });
    await page.locator(".panel", { hasText: "Shaft 3" }).getByRole("button").click();
    const detail = page.getByRole("dialog", { name: "Shaft 3" });
    await detail.getByText("Loading point 4").waitFor();
    await page.evaluate((all) => window.stage.setDevices(all), [leak("handheld 1"), ...calmWall(6)]);
    await expect.poll(() => detail.count()).toBe(0);
    await page.locator(".mini", { hasText: "Shaft 3" }).getByRole("button").click();
    await detail.getByText("handheld 1").first().waitFor();
    await detail.getByRole("button", { name: "Show Shaft 3 only" }).click();
    await page.waitForURL(/place=Shaft%203/);
    await page.getByRole("link", { name: "All places" }).waitFor();
    await page.context().close();
  });

  it("says in a place's list of what is silent how old it is, and never shows its value as one of now", async () => {
    const settings = { place: "Shaft 3" };
    const silent = buildDevice("handheld 1", { CO: 1_280 }, { now: NOW - 1_800_000, settings });
    const page = await pages.open({ path: "/kiosk", now: NOW, ...SIZES.wall });
    await page.evaluate((all) => window.stage.setDevices(all), [silent, leak("handheld 2"), ...calmWall(6)]);
    await page.locator(".mini", { hasText: "Shaft 3" }).getByRole("button").click();
    const rows = page.getByRole("dialog", { name: "Shaft 3" }).locator(".blocks button");
    const [old, live] = ["handheld 1", "handheld 2"].map((hasText) =>
      rows.filter({ hasText, has: page.getByText("1,280") }),
    );
    expect(await old?.innerText()).toContain("no data for 30 min");
    expect(await live?.innerText()).not.toContain("no data");
    const weight = (row: typeof old) =>
      row?.locator("b").evaluate((figure) => getComputedStyle(figure).fontWeight);
    expect([await weight(old), await weight(live)]).toEqual(["400", "900"]);
    await page.context().close();
  });

  it("offers no answer where nobody may give one", async () => {
    const page = await pages.open({ path: "/kiosk", now: NOW, devices: [leak("handheld 1")], ...SIZES.wall });
    await page.evaluate((alarm) => window.stage.setAlarms([alarm]), alarmOf("handheld 1"));
    const who = {
      kind: "display",
      id: "d",
      name: "Canteen",
      places: null,
      theme: null,
      language: null,
      answers: false,
    } as const;
    const me = { mode: "closed", hasAdmin: true, who, permissions: ["read"], offlineDays: 30 } as const;
    await page.evaluate((given) => window.stage.setStanding({ kind: "in", me: given, isSure: true }), me);
    await page.locator(".tile.a2").getByRole("button").click();
    await page.getByText("This display may not acknowledge: an admin can allow it.").waitFor();
    expect(await page.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);
    await page.context().close();
  });
});
