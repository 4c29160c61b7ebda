// What a finger in a glove has to hit, measured as a finger finds it: by where a touch arrives, not by boxes.

import type { Page } from "playwright-core";

/** Of a control's touch area, px: the least that a gloved finger hits. */
export const GLOVE_PX = 48;

/**
 * The controls in sight whose touch area is smaller than `least` px in width or height, each as a line to read. Links within a
 * sentence are as high as its line, and are left out (WCAG 2.5.8 does so as well).
 */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  // What is drawn in sight, and the room below it, follow a change of the window by a frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const controls = page.locator("a[href], button:enabled, input:enabled, select:enabled, summary");
  return controls.evaluateAll((all, wanted) => {
    const hitAt = (x: number, y: number): Element | null => {
      let hit = document.elementFromPoint(x, y);
      for (let within = hit?.shadowRoot?.elementFromPoint(x, y); within && within !== hit; ) {
        hit = within;
        within = hit.shadowRoot?.elementFromPoint(x, y);
      }
      return hit;
    };
    const isInSentence = (control: Element) =>
      getComputedStyle(control).display === "inline" &&
      control.localName === "a" &&
      (control.parentElement?.textContent?.trim() ?? "") !== control.textContent?.trim();
    const areaOf = (control: Element, block: ScrollLogicalPosition): readonly [number, number] => {
      control.scrollIntoView({ block, inline: "center", behavior: "instant" });
      if (block === "start") window.scrollBy({ top: -wanted, behavior: "instant" });
      const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
      const own = [control, ...labels];
      const takes = (x: number, y: number) => {
        const hit = hitAt(x, y);
        return hit !== null && own.some((one) => one.contains(hit));
      };
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const reach = (dx: number, dy: number) => {
        let far = 0;
        while (far < wanted && takes(x + dx * (far + 1), y + dy * (far + 1))) far += 1;
        return far;
      };
      return [reach(-1, 0) + reach(1, 0) + 1, reach(0, -1) + reach(0, 1) + 1];
    };
    // While a dialog asks, nothing else can be touched.
    const isReachable = (control: Element): boolean => {
      let above: Node | null = control;
      while (above && !(above instanceof HTMLDialogElement && above.matches(":modal")))
        above = above.parentNode instanceof ShadowRoot ? above.parentNode.host : above.parentNode;
      return above !== null;
    };
    const isAsked = all.some(isReachable);
    return all
      .filter((control) => !isAsked || isReachable(control))
      .filter((control) => control.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
      .filter((control) => !control.classList.contains("skip") && !isInSentence(control))
      .flatMap((control) => {
        const isSmall = ([width, height]: readonly [number, number]) =>
          width < wanted - 1 || height < wanted - 1;
        // What lies over the page's lower part covers the middle of a small one as well.
        const inMiddle = areaOf(control, "center");
        const area = isSmall(inMiddle) ? areaOf(control, "start") : inMiddle;
        if (!isSmall(area)) return [];
        return [`${area.join(" × ")}: ${control.outerHTML.replaceAll(/\s+/g, " ").slice(0, 110)}`];
      });
  }, least);
}
