// The short form of `npm run bench -- soak`: some minutes of a kiosk in some seconds.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { soakKiosk } from "../../scripts/bench/soak/kiosk-soak.ts";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

/** A tail of live readings that is not full yet grows; this much is more than what minutes bring, bytes. */
const HEAP_MARGIN = 12e6;

describeInBrowser("a kiosk over time", () => {
  let davy: TestDavy;
  let browser: Browser;
  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  it("keeps nodes and listeners, and lets go of what it has shown", async () => {
    const { before, after } = await soakKiosk(browser, {
      url: davy.url,
      devices: 20,
      // At both looks one device is in alarm and no other was within a minute, so that the wall shows the same scene: one passes
      // through alarm each 97 s (scripted-stream.ts).
      warmUpSeconds: 157,
      seconds: 291,
    });
    expect(before.nodes).toBeGreaterThan(100);
    expect(Math.abs(after.nodes - before.nodes)).toBeLessThan(before.nodes / 10);
    expect(after.listeners).toBe(before.listeners);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(HEAP_MARGIN);
  });
});
