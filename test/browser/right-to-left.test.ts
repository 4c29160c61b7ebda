import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { GRAPH_NOW } from "../helpers/graph-page.ts";
import { scriptedAlarms } from "../helpers/scripted-alarms.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";
import { openStaged, STAGED_VIEWS } from "../helpers/staged-views.ts";

const O2 = { sensor: { key: "O2", type: "O2" }, unit: "ppm", side: "low" } as const;
/** An alarm of oxygen, whose figures are shown in %vol. */
const THIN_AIR = buildAlarm({
  ...{ id: "9-o2", device: "fixed-08", ...O2, limit: 180_000, value: 172_000, raisedAt: GRAPH_NOW - 120_000 },
  highest: { value: 172_000, at: GRAPH_NOW - 60_000 },
});

/** What is seen with its unit turned about, `vol%`: the text, and the element that it is in. */
function turnedUnits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Node): void => {
      for (const node of root.childNodes) {
        if (node instanceof Element && node.shadowRoot) look(node.shadowRoot);
        look(node);
        const at = node instanceof Text ? node.data.indexOf("%vol") : -1;
        if (at < 0 || !node.parentElement?.checkVisibility()) continue;
        const leftOf = (from: number) => {
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, from + 1);
          return range.getBoundingClientRect().left;
        };
        if (leftOf(at) > leftOf(at + 1)) found.push(`${node.parentElement.outerHTML.slice(0, 120)}`);
      }
    };
    look(document.body);
    return [...new Set(found)];
  });
}

describeInBrowser("right to left", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it("reads %vol as it is written on a wall that is flooded", async () => {
    const devices = Array.from({ length: 40 }, (_, index) =>
      buildDevice(
        `meter ${index}`,
        { O2: 150_000 },
        { now: GRAPH_NOW, settings: { place: `Drift ${index % 4}` } },
      ),
    );
    const page = await pages.open({ path: "/kiosk", now: GRAPH_NOW, devices, ...SIZES.wall });
    await page.locator("kiosk-view .tile.many").first().waitFor();
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    expect(await turnedUnits(page)).toEqual([]);
    await page.context().close();
  });

  it.each([...STAGED_VIEWS, { path: "/alarms/9-o2", ready: "app-header" }])(
    "reads %vol as it is written at $path",
    async ({ path, ready }) => {
      const page = await openStaged(
        pages,
        path.replace("handheld%201", "fixed-08").replace("&compare=fixed-08", ""),
      );
      await page.locator(ready).first().waitFor();
      await page.evaluate(
        (alarms) => window.stage.setAlarms(alarms),
        [...scriptedAlarms(GRAPH_NOW), THIN_AIR],
      );
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
      expect(await turnedUnits(page)).toEqual([]);
      await page.context().close();
    },
  );
});
