// Alarms from end to end: the real server, in a process that is killed between the steps, and the app in a browser.

import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { LogbookAnswer } from "../../shared/wire/api.ts";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { type ServerProcess, startServerProcess } from "../helpers/server-process.ts";

declare global {
  interface Window {
    tones: number;
    maySpeak: boolean;
    isHidden: boolean;
  }
}

/** A port that was free a moment ago: the server comes back on the same one. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, "127.0.0.1", listening));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === "object" && address ? address.port : 0;
}

describeInBrowser("alarms", () => {
  let folder: string;
  let env: Readonly<Record<string, string>>;
  let server: ServerProcess;
  let browser: Browser;
  const pages: Page[] = [];

  /** A reading of CO, so many seconds before now. */
  async function post(device: string, val: number, secondsAgo: number): Promise<void> {
    const ts = Date.now() / 1_000 - secondsAgo;
    const body = JSON.stringify([{ id: device, pct: 90, ts, sensors: [{ type: "CO", val }] }]);
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${server.url}/api/v1/readings`, { method: "POST", headers, body });
    expect(response.status).toBe(200);
  }

  async function open(path: string): Promise<Page> {
    const context = await browser.newContext({ serviceWorkers: "block", locale: "en-GB" });
    const page = await context.newPage();
    pages.push(page);
    await page.goto(`${server.url}${path}`);
    return page;
  }

  /** A wall that somebody has touched, so that it may be heard; it counts its tones. */
  async function openWall(): Promise<Page> {
    const context = await browser.newContext({
      serviceWorkers: "block",
      locale: "en-GB",
      viewport: SIZES.wall,
    });
    const page = await context.newPage();
    pages.push(page);
    await page.addInitScript(() => {
      window.tones = 0;
      const create = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones += 1;
        return create.call(this);
      };
    });
    await page.goto(`${server.url}/kiosk`);
    await page.locator("kiosk-view [data-tile]").first().waitFor();
    await page.mouse.click(900, 900);
    return page;
  }

  const tonesOf = (page: Page) => page.evaluate(() => window.tones);

  /** Ends the server as a power cut would, and brings it up again on what it left. */
  async function killAndRestart(...screens: readonly Page[]): Promise<void> {
    await server.end("SIGKILL");
    server = await startServerProcess(folder, env);
    for (const page of screens) {
      // As a phone does that finds its network again: the page need not wait for its next try.
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
      await page.waitForFunction(
        () => document.querySelector("davy-app")?.parts?.data.alarms.surety().kind === "live",
      );
    }
  }

  async function answer(page: Page, words: { comment: string; by: string }): Promise<void> {
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Comment").fill(words.comment);
    await sheet.getByLabel("Your name").fill(words.by);
    await sheet.getByRole("button", { name: /Acknowledge|It is over/ }).click();
    await sheet.waitFor({ state: "hidden" });
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "davy-"));
    env = { PORT: String(await freePort()) };
    [server, browser] = await Promise.all([startServerProcess(folder, env), launchBrowser()]);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.end("SIGKILL");
    await rm(folder, { recursive: true });
  });

  it("lead from a leak that the wall calls out to its end, and into the logbook, over a kill of the server between any two steps", async () => {
    await post("handheld 1", 20, 50);
    const [page, wall] = await Promise.all([open("/alarms"), openWall()]);
    const tile = (look: string) => wall.locator(`kiosk-view .tile${look}`, { hasText: "handheld 1" });
    const card = page.locator("alarm-card", { hasText: "handheld 1" });
    await post("handheld 1", 50, 45);
    await card.getByText("Alarm A1").waitFor();
    await tile(".a1").waitFor();
    await expect.poll(() => tonesOf(wall)).toBeGreaterThan(0);
    await killAndRestart(page, wall);

    await post("handheld 1", 400, 40);
    await card.getByText("Alarm A2").waitFor();
    await expect.poll(() => page.locator(".badge").textContent()).toBe("1");
    await tile(".a2.asks").waitFor();
    const before = await tonesOf(wall);
    await expect.poll(() => tonesOf(wall)).toBeGreaterThan(before);
    await killAndRestart(page, wall);

    await card.getByRole("button", { name: "Acknowledge" }).click();
    await answer(page, { comment: "Fan is on", by: "Kim" });
    await card.getByText("“Fan is on”").waitFor();
    expect(await page.locator(".badge").count()).toBe(0);
    await tile(".a2.answered").getByText("Kim").waitFor();
    await killAndRestart(page, wall);

    await post("handheld 1", 5, 30);
    await post("handheld 1", 5, 15);
    await card.getByText("Was A2").waitFor();
    await tile(".latched").waitFor();
    await killAndRestart(page, wall);

    await card.getByRole("button", { name: "It is over" }).click();
    await answer(page, { comment: "", by: "Kim" });
    await card.waitFor({ state: "detached" });
    await page.getByText("No alarm is open.").waitFor();
    await wall.locator("kiosk-view .cell.normal").waitFor();
    await killAndRestart(page, wall);

    await page.getByRole("button", { name: "History" }).click();
    await page.locator("alarm-history .row", { hasText: "CO in handheld 1" }).click();
    await page.locator("alarm-story li", { hasText: "acknowledged by Kim: “Fan is on”" }).waitFor();
    const told = await page.locator("alarm-story .words").allTextContents();
    for (const line of await page.locator("alarm-story li").allInnerTexts())
      expect(line).toMatch(/\d\d:\d\d/);
    expect(told.map((text) => text.replaceAll("\u00a0", " "))).toEqual([
      "highest, 400 ppm",
      "ended, seen by Kim",
      "over, waits for somebody who has seen it",
      "acknowledged by Kim: “Fan is on”",
      "risen to Alarm A2, 400 ppm",
      "Alarm A1 raised, 50 ppm",
    ]);
    const answered = await fetch(`${server.url}/api/v1/logbook?kind=ack`);
    const { events } = (await answered.json()) as LogbookAnswer;
    expect(events.map(({ by }) => by?.name)).toEqual(["Kim", "Kim"]);
  });

  it("keep the peak of a single reading, and tell of last night what became known only now", async () => {
    await post("spike", 5, 30);
    const page = await open("/alarms");
    await post("spike", 900, 20);
    await post("spike", 5, 19);
    const spike = page.locator("alarm-card", { hasText: "spike" });
    await spike.getByText("peak 900").waitFor();
    await post("late", 5, 2);
    await post("late", 300, 8 * 3_600);
    const late = page.locator("alarm-card", { hasText: "late" });
    await late.getByText("Was A2").waitFor();
    await late.getByText(/known at \d\d:\d\d/).waitFor();
  });

  it("say that an answer was not taken once the alarm has risen meanwhile, after it waited over a reload", async () => {
    await post("offline", 50, 30);
    const page = await open("/alarms");
    const card = page.locator("alarm-card", { hasText: "offline" });
    let isCut = true;
    await page.route("**/acknowledgements", (route) => (isCut ? route.abort() : route.continue()));
    await card.getByRole("button", { name: "Acknowledge" }).click();
    await answer(page, { comment: "On my way", by: "Kim" });
    await card.getByText("Your answer waits to be sent").waitFor();
    await page.reload();
    await card.getByText("Your answer waits to be sent").waitFor();
    await post("offline", 200, 10);
    await card.getByText("Alarm A2").waitFor();
    isCut = false;
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await page.getByText("Not acknowledged: CO in offline has asked again since your answer").waitFor();
    await card.getByRole("button", { name: "Acknowledge" }).waitFor();
  });

  it("are heard at once in a tab that nobody looks at, and say where they are not heard", async () => {
    const context = await browser.newContext({ serviceWorkers: "block", locale: "en-GB" });
    const page = await context.newPage();
    pages.push(page);
    await page.addInitScript(() => {
      window.tones = 0;
      window.maySpeak = false;
      // As where nobody has touched the page: what a test does counts as a touch.
      window.AudioContext = class extends AudioContext {
        override get state() {
          return window.maySpeak ? super.state : "suspended";
        }
      };
      const create = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones += 1;
        return create.call(this);
      };
      // Of a hidden tab browsers call no frame, and timers once a minute.
      const every = window.setInterval.bind(window);
      const frame = window.requestAnimationFrame.bind(window);
      const unless = (work: () => void) => () => window.isHidden || work();
      window.setInterval = ((work: () => void, ms: number) => every(unless(work), ms)) as typeof setInterval;
      window.requestAnimationFrame = (work) => frame((at) => window.isHidden || work(at));
    });
    await post("hidden", 5, 20);
    await page.goto(`${server.url}/alarms`);
    await page.locator("alarm-card").first().waitFor();
    const mute = page.locator("alarm-voice button.mute");
    await mute.waitFor();
    expect(await page.evaluate(() => window.tones)).toBe(0);
    // At once: the next look at the player would take the button away before it is pressed.
    await mute.evaluate((button) => {
      window.maySpeak = true;
      (button as HTMLButtonElement).click();
    });
    const silence = page.getByRole("button", { name: "Silence 2 min" });
    await silence.click();
    await silence.waitFor({ state: "detached" });
    const before = await page.evaluate(() => {
      window.isHidden = true;
      return window.tones;
    });
    await post("hidden", 300, 5);
    await expect.poll(() => page.evaluate(() => window.tones)).toBeGreaterThan(before);
  });

  it("say to the second of two operators who was quicker", async () => {
    await post("both", 50, 10);
    const [one, other] = [await open("/alarms"), await open("/alarms")];
    for (const page of [one, other])
      await page
        .locator("alarm-card", { hasText: "both" })
        .getByRole("button", { name: "Acknowledge" })
        .click();
    await answer(one, { comment: "", by: "Mara" });
    await answer(other, { comment: "me too", by: "Kim" });
    await other.getByText("CO in both: already acknowledged, by Mara.").waitFor();
  });

  it("mark what is raised while an instrument is tested, and beside it what is real", async () => {
    await post("tested", 5, 20);
    const page = await open("/device/tested");
    await page.getByRole("button", { name: "Test or drill" }).click();
    await page.getByLabel("Why").fill("bump test");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("This instrument is tested until").waitFor();
    // What was measured before the test began is real.
    await post("tested", 300, 0);
    await post("real", 300, 5);
    await page.getByRole("link", { name: /^Alarms/ }).click();
    await page.locator("alarm-card", { hasText: "tested" }).getByText("Drill").waitFor();
    const real = page.locator("alarm-card", { hasText: "real" });
    await real.locator("article.solid.a2").waitFor();
    expect(await real.getByText("Drill").count()).toBe(0);
    expect(await page.locator("alarm-card .solid", { hasText: "tested" }).count()).toBe(0);
  });
});
