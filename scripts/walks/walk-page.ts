// The page as a walk sees it and acts on it: by what is visible, in words that are the same in every browser.

import { setTimeout } from "node:timers/promises";
import { BrowserHangs } from "./drivers/browser-hangs.ts";
import type { Driver } from "./drivers/driver.ts";
import { until } from "./drivers/until.ts";
import { ask } from "./in-page.ts";

/** How soon a page shows what it should, where a walk does not say otherwise, ms. */
const SOON_MS = 15_000;

export interface WalkPage {
  /** Goes to a path of the app. */
  open(path: string): Promise<void>;
  /** Goes to an address of another site. */
  leave(url: string): Promise<void>;
  back(): Promise<void>;
  /** The texts of all visible elements of a kind. */
  texts(selector: string): Promise<string[]>;
  /** Waits until a visible element of the kind has the text. */
  sees(selector: string, text: string, ms?: number): Promise<void>;
  /** Waits until no visible element of the kind has the text. */
  seesNo(selector: string, text: string, ms?: number): Promise<void>;
  click(selector: string, text?: string): Promise<void>;
  /** Replaces what a field holds. */
  fill(selector: string, text: string): Promise<void>;
  choose(selector: string, value: string): Promise<void>;
  /** Waits until the title has the text. */
  hasTitle(text: string): Promise<void>;
  /** Waits until the service worker answers for the page. */
  isControlled(): Promise<void>;
  /** Waits until a canvas shows a drawing. */
  isDrawn(selector: string): Promise<void>;
  screenshot(): Promise<Buffer>;
}

/** What stays where it is for so long stands still, ms. */
const STILL_MS = 150;

/** The page of a driver, for a server at `url`. */
export function createWalkPage(driver: Driver, url: string): WalkPage {
  const texts = async (selector: string) => (await driver.run(ask.texts(selector))) as string[];
  const yes = async (wanted: string, script: string) => {
    await until(wanted, async () => ((await driver.run(script)) === true ? true : undefined), SOON_MS);
  };
  const click = async (selector: string, text = "") => {
    const find = async () => (await driver.run(ask.aim(selector, text))) as { x: number; y: number } | null;
    // What still moves, since parts of the page come in, would be missed.
    const findStill = async () => {
      const before = await find();
      await setTimeout(STILL_MS);
      const after = await find();
      return before && after && before.x === after.x && before.y === after.y ? after : undefined;
    };
    const { x, y } = await until(`${selector} with “${text}” to click`, findStill, SOON_MS);
    await driver.clickAt(x, y);
  };
  return {
    open: (path) => driver.open(url + path),
    leave: (address) => driver.open(address),
    back: () => driver.back(),
    texts,
    async sees(selector, text, ms = SOON_MS) {
      const isThere = async () =>
        (await texts(selector)).some((one) => one.includes(text)) ? true : undefined;
      await until(`“${text}” in ${selector}`, isThere, ms).catch(async (error: unknown) => {
        if (error instanceof BrowserHangs) throw error;
        const shown = await texts(selector).catch(() => ["no page"]);
        throw new Error(
          `${error instanceof Error ? error.message : error}; it shows ${JSON.stringify(shown).slice(0, 500)}`,
        );
      });
    },
    async seesNo(selector, text, ms = SOON_MS) {
      const isGone = async () =>
        (await texts(selector)).some((one) => one.includes(text)) ? undefined : true;
      await until(`no “${text}” in ${selector}`, isGone, ms);
    },
    click,
    async fill(selector, text) {
      await click(selector);
      await yes(`the field ${selector}`, ask.markAll(selector));
      await driver.type(text);
    },
    choose: (selector, value) => yes(`“${value}” to choose in ${selector}`, ask.choose(selector, value)),
    async hasTitle(text) {
      const isIt = async () => (String(await driver.run(ask.title)).includes(text) ? true : undefined);
      await until(`the title “${text}”`, isIt, SOON_MS);
    },
    isControlled: () => yes("a service worker", ask.isControlled),
    async isDrawn(selector) {
      const colours = async () => ((await driver.run(ask.countColours(selector))) as number) > 5 || undefined;
      await until(`a drawing on ${selector}`, colours, SOON_MS);
    },
    screenshot: () => driver.screenshot(),
  };
}
