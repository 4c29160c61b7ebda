// The head of the page while an alarm sounds: its controls beside each other at every width, in the longer language, with large text.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { GRAPH_NOW as NOW } from "../helpers/graph-page.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

/** Runs in the page: how far it reaches beyond the screen, and which controls cannot be pressed in their middle. */
function lookAtHead(): { excess: number; covered: string[] } {
  const all = (root: Document | ShadowRoot): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const parts = all(document).filter(
    ({ localName }) =>
      localName === "app-header" || localName === "alarm-banner" || localName === "alarm-voice",
  );
  const controls = parts.flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll<HTMLElement>("a, button, .link") ?? []),
  ]);
  const shown = controls.filter((control) => control.checkVisibility());
  const topmost = (x: number, y: number) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot?.elementFromPoint(x, y) && found.shadowRoot.elementFromPoint(x, y) !== found)
      found = found.shadowRoot.elementFromPoint(x, y);
    return found;
  };
  const covered = shown.filter((control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    const found = topmost(left + width / 2, top + height / 2);
    return !(found && (control.contains(found) || found.contains(control)));
  });
  return {
    excess: document.documentElement.scrollWidth - innerWidth,
    covered: covered.map((control) => control.innerText || control.ariaLabel || control.className),
  };
}

describeInBrowser("the head of the page while an alarm sounds", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const sounding = async (preferences: { readonly [name: string]: string }): Promise<Page> => {
    const page = await pages.open({ path: "/settings", devices: scriptedFleet(NOW), now: NOW, preferences });
    await page.evaluate((name) => window.stage.setSite({ name }), "Northfield quarry and mill");
    await page.evaluate((alarm) => window.stage.setAlarms([alarm]), buildAlarm({ raisedAt: NOW - 240_000 }));
    await page.locator("h1").first().click();
    await page.locator("alarm-voice button").waitFor();
    return page;
  };

  it("has all its controls in reach, and reaches beyond no screen", async () => {
    const page = await sounding({ language: "de" });
    for (const width of [320, 390, 721, 820, 1_001, 1_280, 1_400, 1_700, 1_920]) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(() => page.evaluate(lookAtHead), { message: `at ${width} px` })
        .toEqual({ excess: 0, covered: [] });
    }
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    for (const width of [390, 1_000, 1_440]) {
      await page.setViewportSize({ width, height: 900 });
      await expect
        .poll(() => page.evaluate(lookAtHead), { message: `at ${width} px and 200 %` })
        .toEqual({ excess: 0, covered: [] });
    }
    await page.context().close();
  });

  it("is as high with the button for silence as without, on a phone", async () => {
    const page = await sounding({});
    await page.setViewportSize({ width: 390, height: 844 });
    const height = async () => (await page.locator("app-header header").boundingBox())?.height;
    const loud = await height();
    await page.getByRole("button", { name: "Silence 2 min" }).click();
    await expect.poll(() => page.locator("alarm-voice button").count()).toBe(0);
    expect(await height()).toBe(loud);
    await page.context().close();
  });
});
