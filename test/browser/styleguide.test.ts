import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleStyleguide, STYLEGUIDE_DOCUMENT } from "../../scripts/build/build-styleguide.ts";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser, OUTPUT_FOLDER, watchErrors } from "../helpers/browser.ts";
import { differenceOf, smallPicture } from "../helpers/compare-pictures.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/styleguide");
/** Of its pixels a picture may have so many otherwise: fewer than one changed mark or number has. */
const TOLERANCE = 0.002;
const WIDTH = 760;

/** How wide a text is: pictures of a machine with other fonts are other pictures. */
function fontWidth(page: Page): Promise<number> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    if (context) context.font = `600 20px ${getComputedStyle(document.documentElement).fontFamily}`;
    return Math.round(context?.measureText("Shaft 3, 1,280 ppm").width ?? 0);
  });
}

// To take new pictures after somebody has looked at the guide: `DAVY_NEW_PICTURES=1 npm test -- styleguide`.
describeInBrowser("style guide", () => {
  let browser: Browser;
  let server: Server;
  let page: Page;
  let errors: string[];
  beforeAll(async () => {
    const script = await bundleStyleguide();
    server = createServer(({ url }, response) => {
      const isScript = url === "/styleguide.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : STYLEGUIDE_DOCUMENT);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    browser = await launchBrowser();
    page = await browser.newPage({
      viewport: { width: WIDTH, height: 9000 },
      deviceScaleFactor: 0.5,
      locale: "en-GB",
      timezoneId: "UTC",
      reducedMotion: "reduce",
    });
    errors = watchErrors(page);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/styleguide`);
    await page.locator("style-guide").nth(2).locator("safety-note p").waitFor();
  });
  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it("has no finding of axe in any theme but for what a page of many samples cannot have, and no error", async () => {
    // Samples stand in no landmark, and several have one name.
    const isSample = ({ line }: { line: string }) => /^(landmark|region|page-has|heading-order)/.test(line);
    expect((await axeFindings(page)).filter((finding) => !isSample(finding))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it.each(["light", "dark", "contrast"])("looks as somebody has seen it in %s", async (theme) => {
    const png = await page.locator(`style-guide[data-theme=${theme}]`).screenshot({ animations: "disabled" });
    const picture = await smallPicture(page, png);
    const fonts = join(FOLDER, "fonts.json");
    const kept = join(FOLDER, `${theme}.webp`);
    const width = await fontWidth(page);
    if (process.env["DAVY_NEW_PICTURES"]) {
      writeFileSync(fonts, `{ "width": ${width} }\n`);
      writeFileSync(kept, picture);
    }
    mkdirSync(OUTPUT_FOLDER, { recursive: true });
    writeFileSync(join(OUTPUT_FOLDER, `styleguide-${theme}.png`), png);
    expect(existsSync(kept)).toBe(true);
    // Other fonts make another picture; what can be compared then is that there is one.
    const isSameFont = JSON.parse(readFileSync(fonts, "utf8")).width === width;
    const difference = isSameFont ? await differenceOf(page, picture, readFileSync(kept)) : 0;
    expect(difference).toBeLessThanOrEqual(TOLERANCE);
  });

  it("tells a changed picture from one that is the same", async () => {
    const shown = page.locator("style-guide[data-theme=light] place-sheet").first();
    const before = await shown.screenshot();
    expect(await differenceOf(page, before, await shown.screenshot())).toBe(0);
    await shown
      .locator(".cell.a2 b")
      .first()
      .evaluate((figure) => {
        figure.textContent = "1,111";
      });
    expect(await differenceOf(page, before, await shown.screenshot())).toBeGreaterThan(0);
  });
});
