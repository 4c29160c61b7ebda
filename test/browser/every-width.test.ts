// Screens between the sizes of phones and desktops: a layout that changes at a width is looked at on both sides of it.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { openStaged } from "../helpers/staged-views.ts";

/** Runs in the page: words in sight that stick out of the button they stand in. */
function wordsOutOfButtons(): string[] {
  const isOut = (button: Element, words: Element): boolean => {
    const range = document.createRange();
    range.selectNodeContents(words);
    const { left, right } = button.getBoundingClientRect();
    // Words for those alone who have the page read out are a pixel wide.
    const isRead = words.getBoundingClientRect().width <= 1;
    return (
      !isRead && [...range.getClientRects()].some((line) => line.left < left - 1 || line.right > right + 1)
    );
  };
  const within = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll("*")].flatMap((element) => {
      const deeper = element.shadowRoot ? within(element.shadowRoot) : [];
      const button = element.closest("button");
      const isLeaf = element.childElementCount === 0 && element.textContent !== "";
      return button && isLeaf && isOut(button, element) ? [element.textContent.trim(), ...deeper] : deeper;
    });
  return within(document);
}

describeInBrowser("at every width", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each([
    { path: "/", ready: "alarm-card.lead button" },
    { path: "/alarms", ready: "alarm-card button" },
  ])("keeps the words of each button of $path within it", async ({ path, ready }) => {
    const page = await openStaged(pages, path);
    await page.locator(ready).first().waitFor();
    for (let width = 288; width <= 1920; width += 24) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect([width, ...(await page.evaluate(wordsOutOfButtons))]).toEqual([width]);
    }
    await page.context().close();
  });
});
