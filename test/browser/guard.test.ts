// What a screen says when a part of it throws: on the built app over a real server, whose log hears of it.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import {
  describeInBrowser,
  keepScreenshot,
  launchBrowser,
  SIZES,
  sidewaysExcess,
} from "../helpers/browser.ts";
import { postBatch, untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const NOTICE = "This view stopped – reload";

/** Makes a method of an element throw from here on. */
function breakMethod({ tag, method }: { tag: string; method: string }): void {
  const prototype: Record<string, unknown> = customElements.get(tag)?.prototype;
  prototype[method] = () => {
    throw new Error(`fault in ${method}`);
  };
}

const THROWING: readonly [place: string, breakIt: (page: Page) => Promise<unknown>, part: string][] = [
  ["render", (page) => page.evaluate(breakMethod, { tag: "device-row", method: "render" }), "device-row"],
  ["updated", (page) => page.evaluate(breakMethod, { tag: "device-row", method: "updated" }), "device-row"],
  [
    "willUpdate",
    (page) => page.evaluate(breakMethod, { tag: "overview-view", method: "willUpdate" }),
    "overview-view",
  ],
  [
    "a timer",
    (page) =>
      page.evaluate(() => {
        setTimeout(() => {
          throw new Error("fault in a timer");
        });
      }),
    "script",
  ],
  [
    "an event's handler",
    async (page) => {
      await page.evaluate(() =>
        addEventListener("click", () => {
          throw new Error("fault in an event");
        }),
      );
      await page.mouse.click(5, 400);
    },
    "script",
  ],
  [
    "a promise that nobody holds",
    (page) =>
      page.evaluate(() => {
        void Promise.reject(new Error("fault in a promise"));
      }),
    "promise",
  ],
];

describeInBrowser("a page of which a part throws", () => {
  let davy: TestDavy;
  let browser: Browser;
  let context: BrowserContext;
  let offset = 0;

  beforeAll(async () => {
    davy = await startTestDavy({ now: () => Date.now() + offset });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });
  beforeEach(() => {
    // The server takes ten reports a minute from one address.
    offset += 60_000;
  });

  const post = (value: number) =>
    postBatch(davy.url, [{ device: "fixed-01", t: Date.now() + offset, value }]);
  const open = async (path: string) => {
    context = await browser.newContext({ viewport: SIZES.phone, locale: "en-GB" });
    const page = await context.newPage();
    await post(4);
    await page.goto(davy.url + path);
    return page;
  };
  const reports = () =>
    davy.report.lines.flatMap(({ message, details }) =>
      message === "A page reported an error" ? [details] : [],
    );

  it.each(THROWING)(
    "shows nothing as live after %s threw, and tells the server",
    async (_, breakIt, part) => {
      const page = await open("/");
      await page.locator("device-row .cell b").first().waitFor();
      const before = reports().length;
      await expect.poll(() => page.title()).toBe("Davy");
      await breakIt(page);
      await post(5);
      const notice = page.getByRole("button", { name: NOTICE });
      await notice.waitFor();
      await expect.poll(() => page.title()).toBe("Stopped – Davy");
      expect(await page.locator("app-header, device-row").filter({ visible: true }).count()).toBe(0);
      await expect.poll(() => reports().length).toBeGreaterThan(before);
      expect(reports()[before]).toMatchObject({
        view: "overview",
        part,
        message: expect.stringContaining("fault in "),
        stack: expect.stringContaining("fault in "),
      });
      await notice.click();
      await page.locator("device-row .cell b").first().waitFor();
      expect(await notice.count()).toBe(0);
      await context.close();
    },
  );

  it("says so after a handler of the stream threw", async () => {
    const page = await open("/settings");
    await page.addInitScript(() => {
      const listen = EventSource.prototype.addEventListener;
      EventSource.prototype.addEventListener = function (this: EventSource, name: string) {
        listen.call(this, name, () => {
          throw new Error("fault in the stream");
        });
      };
    });
    await page.goto(davy.url);
    await page.getByRole("button", { name: NOTICE }).waitFor();
    await context.close();
  });

  it("says so after the worker threw, which tells the server itself", async () => {
    const page = await open("/");
    await untilControlled(page);
    const before = reports().length;
    await context.serviceWorkers()[0]?.evaluate(() => {
      setTimeout(() => {
        throw new Error("fault in the worker");
      });
    });
    await page.getByRole("button", { name: NOTICE }).waitFor();
    await expect.poll(() => reports().length).toBe(before + 1);
    expect(reports()[before]).toMatchObject({ view: "worker", message: "Error: fault in the worker" });
    await context.close();
  });

  it("keeps the report of a page without a network for its next visit", async () => {
    const page = await open("/");
    await page.locator("device-row .cell b").first().waitFor();
    const before = reports().length;
    await context.route(`**${PATHS.clientErrors}`, (route) => route.abort());
    await page.evaluate(breakMethod, { tag: "device-row", method: "render" });
    await post(6);
    await page.getByRole("button", { name: NOTICE }).waitFor();
    expect(reports()).toHaveLength(before);
    await context.unrouteAll();
    await page.reload();
    await expect.poll(() => reports().length).toBe(before + 1);
    await context.close();
  });

  it("goes on after what stops nothing: a layout that needs another frame, a request given up", async () => {
    const page = await open("/");
    await page.locator("device-row .cell b").first().waitFor();
    await page.evaluate(async () => {
      const grow = new ResizeObserver(([entry]) => {
        if (entry?.target instanceof HTMLElement)
          entry.target.style.width = `${entry.contentRect.width + 1}px`;
      });
      const told = new Promise((resolve) => addEventListener("error", resolve, { once: true }));
      grow.observe(document.body);
      await told;
      grow.disconnect();
      const rejected = new Promise((resolve) =>
        addEventListener("unhandledrejection", resolve, { once: true }),
      );
      void fetch("/", { signal: AbortSignal.abort() });
      await rejected;
    });
    expect(await page.getByRole("button", { name: NOTICE }).count()).toBe(0);
    await context.close();
  });

  it("fits every screen and theme", async () => {
    const page = await open("/");
    await page.locator("device-row .cell b").first().waitFor();
    await page.evaluate(breakMethod, { tag: "device-row", method: "render" });
    await post(7);
    await page.getByRole("button", { name: NOTICE }).waitFor();
    await keepScreenshot(page, "stopped-light-phone");
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.evaluate(() => {
      document.documentElement.dataset["theme"] = "dark";
    });
    await keepScreenshot(page, "stopped-dark-wall");
    await context.close();
  });

  it("loads a kiosk anew by itself, three times within ten minutes, then says that it needs help", async () => {
    const page = await open("/settings");
    let loads = 0;
    page.on("load", () => {
      loads += 1;
    });
    await page.addInitScript(() => {
      setTimeout(() => {
        throw new Error("fault of each start");
      }, 300);
    });
    await page.goto(`${davy.url}/kiosk`);
    await page.getByText("This display needs help").waitFor();
    expect(loads).toBe(1 + 3);
    await keepScreenshot(page, "stopped-kiosk-helpless");
    await context.close();
  });

  it("brings a kiosk back by itself when its fault was of the moment", async () => {
    const page = await open("/kiosk");
    await page.locator("[data-tile]").first().waitFor();
    const loaded = page.waitForEvent("load");
    await page.evaluate(breakMethod, { tag: "kiosk-view", method: "render" });
    await loaded;
    await page.locator("[data-tile]").first().waitFor();
    expect(await page.getByRole("button", { name: NOTICE }).count()).toBe(0);
    await context.close();
  });
});
