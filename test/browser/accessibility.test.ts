import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, keepScreenshot, SIZES } from "../helpers/browser.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const THEMES = ["light", "dark", "contrast"];

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds serious or critical, as lines to read. */
async function findings(page: Page, runOnly: readonly string[] = STANDARDS): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) => window.axe.run(document, { resultTypes: ["violations"], runOnly: rules }),
    runOnly,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat()} ${failureSummary}`),
    );
}

/** Chooses a theme as another tab of the same person would. */
async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate((name) => {
    localStorage.setItem("davy.preferences", JSON.stringify({ theme: name }));
    window.dispatchEvent(new StorageEvent("storage", { key: "davy.preferences" }));
  }, theme);
  await page.waitForFunction((name) => document.documentElement.dataset["theme"] === name, theme);
}

async function findingsInAllThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await setTheme(page, theme);
    // A theme changes colours alone, so that one pass over all the rules is enough.
    const rules = theme === THEMES[0] ? STANDARDS : ["color-contrast"];
    found.push(...(await findings(page, rules)).map((line) => `${theme}: ${line}`));
  }
  return found;
}

/** The controls that are smaller than 24 px, or than 48 px where alarms are at stake. */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator("a, button, input, select, summary").evaluateAll((controls) =>
    controls
      .filter(
        (control) =>
          control.checkVisibility({ contentVisibilityAuto: true }) && !control.classList.contains("skip"),
      )
      .filter((control) => {
        const { width, height } = control.getBoundingClientRect();
        const least = control.classList.contains("alarm") ? 48 : 24;
        return width < least || height < least;
      })
      .map((control) => control.outerHTML.slice(0, 80)),
  );
}

/** The element that has the focus, through all shadow roots: its first line of text, and whether the focus can be seen. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const hasOutline = active ? getComputedStyle(active).outlineStyle !== "none" : false;
    return `${active?.textContent?.trim().split("\n")[0]?.trim() || active?.tagName}|${hasOutline}`;
  });
}

describeInBrowser("accessibility", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string, over = {}) =>
    pages.open({ path, devices: scriptedFleet(NOW), now: NOW, ...over });
  const VIEWS = [
    { path: "/", ready: "device-card article" },
    { path: "/device/handheld%201", ready: "life-strip svg" },
    { path: "/settings", ready: "progress" },
    { path: "/graph?device=handheld%201&compare=fixed-08", ready: "gas-chart canvas" },
    { path: "/kiosk", ready: "kiosk-view .tile" },
  ];

  it.each(VIEWS)(
    "has no serious finding at $path, nor too small a target, nor text lost at 400 % zoom",
    async ({ path, ready }) => {
      const page = await open(path);
      await page.locator(ready).first().waitFor();
      for (const summary of await page.locator("summary").filter({ visible: true }).all())
        await summary.click();
      expect(await findingsInAllThemes(page)).toEqual([]);
      await page.setViewportSize(SIZES.phone);
      expect(await smallTargets(page)).toEqual([]);
      // 200 % of a 1280 px window leaves 640 px, 400 % leaves 320 px (WCAG 1.4.10).
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 512 });
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ width, excess: Math.max(0, excess) }).toEqual({ width, excess: 0 });
      }
      await page.context().close();
    },
  );

  it("has no serious finding in the panel of a gas, offline, nor before the first reading", async () => {
    const page = await open("/device/handheld%201");
    await page.getByRole("button", { name: "About CO" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Overview" }).first().click();
    await page.evaluate(() => window.stage.setLink("lost"));
    await page.locator(".sensor.offline").first().waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.evaluate(() => window.stage.setDevices([]));
    await page.locator("first-steps pre").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.context().close();
  });

  it("finds what is wrong when something is", async () => {
    const page = await open("/settings");
    await page.evaluate(() => document.body.append(document.createElement("input")));
    expect(await findings(page)).not.toEqual([]);
    await page.context().close();
  });

  it("tells every state apart by shape and word, also without colour", async () => {
    const page = await open("/", SIZES.wall);
    await page.locator("device-card article").first().waitFor();
    // Through the style object: the page's policy lets no style element in.
    await page.evaluate(() => {
      document.documentElement.style.filter = "grayscale(1)";
    });
    const rows = await page.locator("device-card .sensor").evaluateAll((sensors) =>
      sensors.map((sensor) => ({
        state: sensor.getAttribute("data-state"),
        mark: sensor.querySelector(".state > .mark")?.innerHTML,
        word: sensor.querySelector(".state")?.textContent?.trim().split(/[,–]/)[0]?.trim(),
      })),
    );
    const states = ["normal", "a1", "a2", "fault", "stale"];
    const firsts = states.map((state) => rows.find((row) => row.state === state));
    expect(new Set(firsts.map((row) => row?.mark)).size).toBe(states.length);
    expect(firsts.map((row) => row?.word)).toEqual(["Normal", "Alarm A1", "Alarm A2", "Fault", "Stale"]);
    await keepScreenshot(page, "overview-states");
    await page.context().close();
  });

  it("is walked by keyboard: skip link, then the ways, then the page, each with a visible focus", async () => {
    const page = await open("/");
    await page.locator("device-card article").first().waitFor();
    const walked: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press("Tab");
      walked.push(await focused(page));
    }
    expect(walked.slice(0, 6)).toEqual([
      "Skip to content|true",
      "Overview|true",
      "Graph|true",
      "Kiosk|true",
      "Settings|true",
      "7 devices|true",
    ]);
    expect(walked.every((step) => step.endsWith("|true"))).toBe(true);
    await page.context().close();
  });
});
