import type { Page } from "playwright-core";

/** Keeps back what a page asks for at such addresses until the answer of this is called. */
export async function holdBack(page: Page, isHeld: RegExp | ((url: URL) => boolean)): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(isHeld, async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}
