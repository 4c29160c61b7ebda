// The reason why the product exists: under ground there is no network, and the graphs open all the same.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import { slicesBetween } from "../../shared/history/slice.ts";
import { PATHS, type RawSlice, type RollUpSlice, slicePath } from "../../shared/wire/api.ts";
import { describeInBrowser, keepScreenshot, launchWithProfile, watchErrors } from "../helpers/browser.ts";
import {
  forgetPieces,
  postBatch,
  readHistory,
  untilControlled,
  untilKept,
  wakeToWarm,
} from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const DEVICE = "handheld 1";
const GRAPH = `/graph?device=${encodeURIComponent(DEVICE)}`;
const CO_PEAK = 1_280;

describeInBrowser("the installed app without a network", () => {
  const profile = mkdtempSync(join(tmpdir(), "davy-profile-"));
  const now = Date.now();
  const peakAt = now - 2 * HOUR_MS;
  let davy: TestDavy;
  let phone: BrowserContext;
  let page: Page;
  let serverRaw: (readonly (number | null | undefined)[])[];
  let serverMinutes: number[];

  /** Six hours at a reading in twenty seconds, with one peak of a single reading. */
  function readings() {
    const count = (6 * HOUR_MS) / 20_000;
    const steps = Array.from({ length: count }, (_, step) => now - (count - step) * 20_000);
    return steps.map((t) => ({
      device: DEVICE,
      t,
      value: t <= peakAt && t > peakAt - 20_000 ? CO_PEAK : Math.round(100 + 50 * Math.sin(t / 1e6)) / 10,
    }));
  }

  async function readServer<T>(resolution: "raw" | "minute", from: number): Promise<T[]> {
    const slices = slicesBetween(resolution, from, now);
    return Promise.all(
      slices.map(async (slice) => (await fetch(davy.url + slicePath(DEVICE, resolution, slice))).json() as T),
    );
  }

  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_TIME_ZONE: "Asia/Tokyo" } });
    await postBatch(davy.url, readings());
    const raw = await readServer<RawSlice>("raw", now - 3 * HOUR_MS);
    serverRaw = raw.flatMap(({ t, values }) => t.map((time, row) => [time, values[0]?.[row]]));
    const minutes = await readServer<RollUpSlice>("minute", now - DAY_MS);
    serverMinutes = minutes.flatMap(({ max }) => max[0] ?? []).filter((value) => value !== null);
    phone = await launchWithProfile(profile);
    const visit = await phone.newPage();
    const errors = watchErrors(visit);
    await visit.goto(davy.url);
    await untilControlled(visit);
    // A look at the device's page is what says that its graphs are wanted; the graph itself is never opened online.
    await visit.goto(`${davy.url}/device/${encodeURIComponent(DEVICE)}`);
    await untilKept(visit, "raw", 7);
    await untilKept(visit, "minute", 2);
    // Of what only the server has, no part is kept until somebody looks at it.
    await visit.goto(`${davy.url}/log`);
    await visit.locator("site-log").waitFor();
    expect(errors).toEqual([]);
    await phone.close();
    await davy.close();
    phone = await launchWithProfile(profile);
    page = await phone.newPage();
  });

  afterAll(async () => {
    await phone?.close();
    await davy?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  it("starts cold, says until when its data goes, and shows no value as live or good", async () => {
    const errors = watchErrors(page);
    await page.goto(davy.url);
    await page
      .locator("link-banner")
      .getByText(/^Offline – data until .*\d\d:\d\d – age unknown$/)
      .waitFor();
    const card = page.locator(`[data-device="${DEVICE}"]`);
    await card.waitFor();
    const states = card.locator("[data-state]");
    expect(await states.count()).toBeGreaterThan(0);
    for (const state of await states.all()) expect(await state.getAttribute("data-state")).toBe("offline");
    await expect.poll(() => page.title()).toBe("Offline – Davy");
    await keepScreenshot(page, "offline-overview");
    // The refused stream is what the browser itself reports; everything else must come from the phone.
    expect(errors.filter((error) => !error.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
  });

  it.each([
    ["overview", "/", `[data-device="${DEVICE}"]`],
    ["device page", `/device/${encodeURIComponent(DEVICE)}`, "device-view"],
    ["kiosk", "/kiosk", "kiosk-view"],
    ["graph", GRAPH, "graph-view"],
  ])("says of data from before the start when it was, and no age, on the %s", async (...[, path, view]) => {
    await page.goto(davy.url + path);
    const shown = page.locator(view);
    await shown
      .getByText(/\d\d:\d\d.*age unknown/)
      .first()
      .waitFor();
    expect(await shown.innerText()).not.toMatch(/\bago\b|\bnow\b/);
  });

  it("cuts nothing off a kiosk's tiles, and shows no time that is a guess", async () => {
    await page.goto(`${davy.url}/kiosk`);
    const words = page.locator("kiosk-view :is(.tile .doubt, .row .name small)");
    await words.first().waitFor();
    for (const text of await words.allInnerTexts()) expect(text).toMatch(/age\sunknown/);
    const cut = await words.evaluateAll((all) =>
      all
        .filter(
          (text) => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1,
        )
        .map((text) => text.textContent),
    );
    expect(cut).toEqual([]);
    expect(await page.locator("kiosk-view header time").count()).toBe(0);
  });

  it("shows times in the site's zone, although nobody is there to name it", async () => {
    await page.goto(`${davy.url}/settings`);
    await expect
      .poll(() => page.getByLabel("Time zone", { exact: true }).innerText())
      .toContain("Site (Asia/Tokyo)");
  });

  it.each([
    { path: "/log", opened: "opens", shown: "site-log" },
    {
      path: "/settings/notices",
      opened: "does not open",
      shown: "lazy-part p[role=alert]",
    },
  ])("$opened $path, whose part is kept once it was opened", async ({ path, shown }) => {
    await page.goto(davy.url + path);
    await page.locator(shown).first().waitFor({ state: "attached" });
  });

  it("opens the graph that was never opened online", async () => {
    await page.goto(davy.url + GRAPH);
    await page.locator("gas-chart canvas").first().waitFor();
    await page
      .locator("graph-view")
      .getByText(/Offline – data until .*\d\d:\d\d – age unknown/)
      .waitFor();
    await keepScreenshot(page, "offline-graph");
  });

  it("draws from the phone what the server has, point for point", async () => {
    const { points } = await readHistory(page, { device: DEVICE, from: now - 2.5 * HOUR_MS, to: now });
    expect(points).toEqual(serverRaw.filter(([t]) => Number(t) >= now - 2.5 * HOUR_MS && Number(t) < now));
    expect(points.length).toBeGreaterThan(400);
  });

  it("keeps the peak of one reading in the day's graph", async () => {
    const { extremes } = await readHistory(page, { device: DEVICE, from: now - DAY_MS, to: now });
    const highest = extremes.map(([, max]) => max ?? Number.NaN).filter((max) => !Number.isNaN(max));
    expect(Math.max(...highest)).toBe(CO_PEAK);
    expect(highest).toEqual(serverMinutes);
  });

  it("says unknown, not empty, of what the phone does not have", async () => {
    const week = await readHistory(page, { device: DEVICE, from: now - 3 * DAY_MS, to: now + HOUR_MS });
    const [stretch, ...others] = week.known;
    expect(others).toEqual([]);
    expect(stretch?.from).toBeGreaterThan(now - 3 * DAY_MS);
    expect(stretch?.to).toBeGreaterThan(now - 5_000);
    expect(stretch?.to).toBeLessThan(now + 5 * MINUTE_MS);
    const older = await readHistory(page, { device: DEVICE, from: now - 30 * DAY_MS, to: now - 29 * DAY_MS });
    expect(older).toMatchObject({ points: [], known: [] });
  });

  it("saves what it has as CSV", async () => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    const text = readFileSync(await (await downloading).path(), "utf8");
    const [head, ...lines] = text.trim().split("\r\n");
    expect(head).toBe("device,time,battery,CO (ppm),O2 (ppm)");
    expect(lines.length).toBeGreaterThan(100);
    const known = new Map(serverRaw.map(([t, value]) => [new Date(Number(t)).toISOString(), String(value)]));
    for (const line of lines) {
      const [, time = "", , co] = line.split(",");
      expect(co).toBe(known.get(time));
    }
  });

  it("is live again when the server is back, with what was missed and nothing twice", async () => {
    const { port } = new URL(davy.url);
    davy = await startTestDavy({ folder: davy.folder, env: { PORT: port } });
    const missed = Array.from({ length: 60 }, (_, step) => ({
      device: DEVICE,
      t: now + step * 100,
      value: step,
    }));
    await postBatch(davy.url, missed);
    await page.locator("link-banner [data-link]").waitFor({ state: "detached" });
    await expect
      .poll(async () => (await readHistory(page, { device: DEVICE, from: now, to: now + HOUR_MS })).points, {
        timeout: 10_000,
      })
      .toEqual(missed.map(({ t, value }) => [t, value]));
  });

  it("fetches what is wanted while no page of the app is open, when the browser wakes the worker for it", async () => {
    // Of the app's origin, but not the app, which would fetch by itself.
    await page.goto(davy.url + PATHS.openapi);
    await forgetPieces(page);
    await wakeToWarm(phone, page);
    await untilKept(page, "raw", 7);
    await untilKept(page, "minute", 2);
  });
});
