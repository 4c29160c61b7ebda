import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, keepScreenshot, SIZES } from "../helpers/browser.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

/** What axe finds serious or critical, as lines to read. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat()} ${failureSummary}`),
    );
}

describeInBrowser("accessibility", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
  const open = (path: string, over = {}) =>
    pages.open({ path, devices: scriptedFleet(NOW), now: NOW, ...over });
  const THEMES = ["light", "dark", "contrast"];
  const VIEWS = [
    { path: "/", ready: "device-card article" },
    { path: "/device/handheld%201", ready: "life-strip svg" },
    { path: "/settings", ready: "progress" },
  ];
  const CASES = THEMES.flatMap((theme) => VIEWS.map((view) => ({ theme, ...view })));

  it.each(CASES)("has no serious finding at $path in $theme", async ({ theme, path, ready }) => {
    const page = await open(path, { preferences: { theme } });
    await page.locator(ready).first().waitFor();
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it("has no serious finding offline, nor in the panel of a gas", async () => {
    const offline = await open("/", { link: "lost" });
    await offline.locator("device-card article").first().waitFor();
    expect(await findings(offline)).toEqual([]);
    await offline.context().close();
    const page = await open("/device/handheld%201");
    await page.getByRole("button", { name: "About CO" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findings(page)).toEqual([]);
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
    await page.addStyleTag({ content: "html { filter: grayscale(1); }" }).catch(() => undefined);
    const rows = await page.locator("device-card .sensor").evaluateAll((sensors) =>
      sensors.map((sensor) => ({
        state: sensor.getAttribute("data-state"),
        mark: sensor.querySelector(".state > .mark")?.innerHTML,
        word: sensor
          .querySelector(".state")
          ?.textContent?.trim()
          .split(/[,–\s]/)[0],
      })),
    );
    const states = ["normal", "a1", "a2", "fault", "stale"];
    const marks = states.map((state) => rows.find((row) => row.state === state)?.mark);
    expect(new Set(marks).size).toBe(states.length);
    await keepScreenshot(page, "overview-states");
    await page.context().close();
  });

  it("is walked by keyboard: skip link, then the ways, then the page, each with a visible focus", async () => {
    const page = await open("/");
    await page.locator("device-card article").first().waitFor();
    const walked: string[] = [];
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press("Tab");
      walked.push(
        await page.evaluate(() => {
          let active: Element | null = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          const hasOutline = active ? getComputedStyle(active).outlineStyle !== "none" : false;
          return `${active?.textContent?.trim().split("\n")[0]?.trim() || active?.tagName}|${hasOutline}`;
        }),
      );
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

  it("has targets of 24 px at least, and of 48 px for alarms", async () => {
    for (const { path, ready } of VIEWS) {
      const page = await open(path, SIZES.phone);
      await page.locator(ready).first().waitFor();
      const small = await page.locator("a, button, input, select, summary").evaluateAll((controls) =>
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
      expect(small).toEqual([]);
      await page.context().close();
    }
  });

  it("keeps all at 200 % zoom without scrolling sideways", async () => {
    for (const { path, ready } of VIEWS) {
      // 200 % of a 1280 px window leaves 640 px, 400 % leaves 320 px (WCAG 1.4.10).
      for (const width of [640, 320]) {
        const page = await open(path, { width, height: 512 });
        await page.locator(ready).first().waitFor();
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ path, width, excess: Math.max(0, excess) }).toEqual({ path, width, excess: 0 });
        await page.context().close();
      }
    }
  });
});
