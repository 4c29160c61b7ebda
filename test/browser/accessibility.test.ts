import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { axeFindings, STANDARDS } from "../helpers/axe.ts";
import { describeInBrowser, keepScreenshot, SIZES, sidewaysExcess } from "../helpers/browser.ts";
import { GLOVE_PX, smallTargets } from "../helpers/small-targets.ts";
import { openStaged, STAGED_VIEWS } from "../helpers/staged-views.ts";

const THEMES = ["light", "dark", "contrast"];

/** What axe finds serious or critical, as lines to read. */
async function findings(page: Page, runOnly: readonly string[] = STANDARDS): Promise<string[]> {
  const found = await axeFindings(page, runOnly);
  return found.filter(({ isSerious }) => isSerious).map(({ line }) => line);
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

/** How the blocks and the pressed controls of a page look: fill and ink, as the browser has worked them out. */
function fills(page: Page, selector: string): Promise<{ fill: string; ink: string }[]> {
  return page.locator(selector).evaluateAll((blocks) =>
    blocks.map((block) => {
      const { backgroundColor, color } = getComputedStyle(block);
      return { fill: backgroundColor, ink: color };
    }),
  );
}

/** The axes of time that run from right to left, by the words at their ends. */
function againstTime(page: Page): Promise<string[]> {
  return page.locator(".axis, .times svg").evaluateAll((axes) =>
    axes.flatMap((axis) => {
      const words = [...axis.querySelectorAll("span, text")].filter(({ textContent }) => textContent?.trim());
      const places = words.map((word) => word.getBoundingClientRect().left);
      const isReversed = places.some((left, index) => left < (places[index - 1] ?? left));
      return isReversed ? [words.map(({ textContent }) => textContent).join(" ")] : [];
    }),
  );
}

/** The elements that are animated although the person asked for less motion. */
function moving(page: Page): Promise<string[]> {
  return page.locator("*").evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        // What has left the document meanwhile has no style.
        if (!element.isConnected) return false;
        return animationName !== "none" || transitionDuration.split(", ").some((part) => part !== "0s");
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
}

describeInBrowser("accessibility", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string, over: PageWish = {}) => openStaged(pages, path, over);

  it.each(STAGED_VIEWS)(
    "has no serious finding at $path, nor too small a target, nor text lost at 400 % zoom, nor motion that is not wanted, nor words lost to forced colours or from right to left",
    async ({ path, ready }) => {
      const page = await open(path);
      await page.locator(ready).first().waitFor();
      // The bar that saves lies over what is at the edge until it is scrolled to: it is looked at where it rests.
      if (ready.startsWith("device-settings"))
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      for (const summary of await page.locator("summary").filter({ visible: true }).all())
        await summary.click();
      expect(await findingsInAllThemes(page)).toEqual([]);
      // A wall is no phone, but may be touched.
      await page.setViewportSize(path === "/kiosk" ? SIZES.wall : SIZES.phone);
      expect(await smallTargets(page, path === "/kiosk" ? 44 : GLOVE_PX)).toEqual([]);
      // 200 % of a 1280 px window leaves 640 px, 400 % leaves 320 px (WCAG 1.4.10).
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 512 });
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ width, excess: Math.max(0, excess) }).toEqual({ width, excess: 0 });
      }
      // Whoever reads from right to left has all of it as well, and time still runs from left to right.
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
      expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
      expect(await againstTime(page)).toEqual([]);
      await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
      expect(await moving(page)).toEqual([]);
      expect(await findings(page, ["color-contrast"])).toEqual([]);
      await page.context().close();
    },
  );

  it("has no serious finding, and targets for a glove, where it asks: for the site's limits, before an alarm is hidden", async () => {
    const page = await open("/");
    // An alarm that asks to be answered comes first.
    await page.evaluate(() => window.stage.setAlarms([]));
    await page.evaluate(() => window.stage.setSite({ presetChosen: false }));
    await page.getByRole("button", { name: "Choose limits …" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.setViewportSize(SIZES.phone);
    expect(await smallTargets(page, GLOVE_PX)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press("Escape");
    await page
      .getByRole("link", { name: /^handheld 1$/i })
      .first()
      .click();
    await page.locator("device-view").getByRole("link", { name: "Settings" }).click();
    const co = page.getByRole("group", { name: /Carbon monoxide/ });
    await co.getByRole("button", { name: "Set as zero" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alertdialog").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 740 });
    expect(await smallTargets(page, GLOVE_PX)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });

  it("has no serious finding, and targets for a glove, where alarms are answered, and in their history", async () => {
    const page = await open("/alarms", SIZES.phone);
    await page.getByRole("button", { name: "Acknowledge", exact: true }).first().click();
    await page.getByRole("dialog").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    expect(await smallTargets(page, GLOVE_PX)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "History" }).click();
    await page.locator("alarm-history .row").first().waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.context().close();
  });

  it("has no serious finding in the panel of a gas, offline, nor before the first reading", async () => {
    const page = await open("/device/handheld%201");
    await page.getByRole("button", { name: "About CO" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.evaluate(() => window.stage.setLink("lost"));
    await page.locator("device-view .facts .aged").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.getByRole("link", { name: "Overview" }).first().click();
    await page.locator("device-row .row.old").first().waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.evaluate(() => window.stage.setDevices([]));
    await page.locator("first-steps pre").waitFor();
    expect(await findingsInAllThemes(page)).toEqual([]);
    await page.context().close();
  });

  it("keeps fill, frame and mark of alarms where the system forces its colours: solid asks, framed has an answer", async () => {
    const page = await open("/alarms");
    await page.emulateMedia({ forcedColors: "active" });
    for (const look of ["solid", "framed"]) await page.locator(`alarm-card .block.${look}`).first().waitFor();
    const [ink, ground] = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.cssText = "color: CanvasText; background-color: Canvas";
      const { color, backgroundColor } = getComputedStyle(probe);
      probe.remove();
      return [color, backgroundColor];
    });
    const solid = await fills(page, "alarm-card .block.solid");
    const framed = await fills(page, "alarm-card .block.framed");
    expect([solid.length > 0, framed.length > 0]).toEqual([true, true]);
    for (const block of solid) expect(block).toEqual({ fill: ink, ink: ground });
    for (const block of framed) expect(block).toEqual({ fill: ground, ink });
    const marks = await page
      .locator("alarm-card .block.solid .mark .fill")
      .evaluateAll((all) => all.map((mark) => getComputedStyle(mark).fill));
    expect(new Set(marks)).toEqual(new Set([ground]));
    await page.context().close();
  });

  it("finds what is wrong when something is", async () => {
    const page = await open("/settings");
    await page.evaluate(() => document.body.append(document.createElement("input")));
    expect(await findings(page)).not.toEqual([]);
    await page.context().close();
  });

  it("tells every state apart by shape and word, also without colour", async () => {
    const page = await open("/", { ...SIZES.wall, preferences: { density: "cards" } });
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
});
