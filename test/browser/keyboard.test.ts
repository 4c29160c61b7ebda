import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { openStaged, STAGED_VIEWS } from "../helpers/staged-views.ts";

declare global {
  interface Window {
    lastStop?: Element;
  }
}

interface Stop {
  /** Its first line of text. */
  readonly name: string;
  /** What is wrong with the focus there; empty when nothing is. */
  readonly trouble: string;
}

/**
 * Where the focus stands, through all shadow roots; undefined when nowhere, or where it has been before; "within" while it goes through
 * the parts of one control, as the hours and minutes of a time.
 */
function nextStop(page: Page): Promise<Stop | "within" | undefined> {
  return page.evaluate(async () => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active || active === document.body) return undefined;
    if (active.getAttribute("data-walked") === "last") return "within";
    if (active.hasAttribute("data-walked")) return undefined;
    window.lastStop?.setAttribute("data-walked", "");
    window.lastStop = active;
    active.setAttribute("data-walked", "last");
    const { left, right, top, bottom } = active.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2];
    let isInSight = false;
    // Into the shadow roots until the focused element is met, or one within it.
    for (let hit = document.elementFromPoint(x, y); hit && !isInSight; ) {
      isInSight = active.contains(hit) || hit.contains(active);
      const within: Element | null = hit.shadowRoot?.elementFromPoint(x, y) ?? null;
      hit = within === hit ? null : within;
    }
    // What is drawn where it is in sight follows the focus by a frame; nobody presses a key several times in one.
    const root = active.getRootNode();
    if (root instanceof ShadowRoot && root.host.hasAttribute("near"))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const hasOutline = getComputedStyle(active).outlineStyle !== "none";
    return {
      name: active.textContent?.trim().split("\n")[0]?.trim() || active.id || active.tagName,
      trouble: [hasOutline ? "" : "no outline", isInSight ? "" : "out of sight"].filter(Boolean).join(", "),
    };
  });
}

/** Tabs through the page until the focus leaves it. */
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await nextStop(page);
    if (!stop) return stops;
    if (stop !== "within") stops.push(stop);
  }
}

/** The controls that a walk did not come by. Arrows lead to the choices of a group of which one has the stop. */
function missed(page: Page): Promise<string[]> {
  return page
    .locator(
      "a[href], button:enabled:not([role=radio][tabindex='-1']), input:enabled, select:enabled, summary, [tabindex='0']",
    )
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility() && !control.hasAttribute("data-walked"))
        .map((control) => control.outerHTML.slice(0, 80)),
    );
}

describeInBrowser("keyboard", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each(STAGED_VIEWS)(
    "is walked by keyboard at $path: every control once, in sight and with a visible focus, also on a phone",
    async ({ path, ready }) => {
      for (const size of [SIZES.wall, SIZES.phone]) {
        const page = await openStaged(pages, path, size);
        await page.locator(ready).first().waitFor();
        await page.locator("details").evaluateAll((all) => {
          for (const details of all) (details as HTMLDetailsElement).open = true;
        });
        const stops = await walk(page);
        expect(stops.filter(({ trouble }) => trouble !== "")).toEqual([]);
        expect(await missed(page)).toEqual([]);
        const kiosk = size === SIZES.wall ? ["Kiosk"] : [];
        const ways = ["Skip to content", "Overview", "Alarms", "Graph", ...kiosk, "Settings"];
        if (path === "/")
          expect(stops.slice(0, ways.length).map(({ name }) => name.replace(/\d+$/, ""))).toEqual(ways);
        await page.context().close();
      }
    },
  );
});
