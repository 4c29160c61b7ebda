import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleStyleguide, STYLEGUIDE_DOCUMENT } from "../../scripts/build/build-styleguide.ts";
import { axeFindings, STANDARDS } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser, OUTPUT_FOLDER } from "../helpers/browser.ts";
import { differenceOf, smallPicture } from "../helpers/compare-pictures.ts";

const FOLDER = resolve(import.meta.dirname, "../fixtures/styleguide");
/** Of its pixels a picture may have so many otherwise: fewer than one changed mark or number has. */
const TOLERANCE = 0.002;
const WIDTH = 760;
const THEMES = ["light", "dark", "contrast"];

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
  const errors: string[] = [];
  const pages = new Map<string, Page>();
  const open = async (theme: string): Promise<Page> => {
    // High enough for all of it: what is out of sight is not drawn.
    const page = await browser.newPage({
      viewport: { width: WIDTH, height: 11_000 },
      deviceScaleFactor: 0.5,
      locale: "en-GB",
      timezoneId: "UTC",
      reducedMotion: "reduce",
    });
    page.on("pageerror", (error) => errors.push(error.message));
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/styleguide?theme=${theme}`);
    for (const part of ["safety-note p", "lead-curve path", "life-strip svg", "gas-chart canvas"])
      await page.locator(part).first().waitFor();
    return page;
  };
  beforeAll(async () => {
    const script = await bundleStyleguide();
    server = createServer(({ url }, response) => {
      const isScript = url === "/styleguide.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : STYLEGUIDE_DOCUMENT);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    browser = await launchBrowser();
    for (const theme of THEMES) pages.set(theme, await open(theme));
  });
  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const pageOf = (theme: string): Page => {
    const page = pages.get(theme);
    if (!page) throw new Error(`No page shows ${theme}.`);
    return page;
  };

  it.each(THEMES)(
    "has no finding of axe in %s but for what a page of many samples cannot have",
    async (theme) => {
      // Samples stand in no landmark, and several have one name. A theme changes colours alone.
      const isSample = ({ line }: { line: string }) => /^(landmark|region|page-has|heading-order)/.test(line);
      const rules = theme === THEMES[0] ? STANDARDS : ["color-contrast"];
      expect((await axeFindings(pageOf(theme), rules)).filter((finding) => !isSample(finding))).toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  it.each(THEMES)("looks as somebody has seen it in %s", async (theme) => {
    const page = pageOf(theme);
    const png = await page.locator("style-guide").screenshot({ animations: "disabled" });
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
    const page = pageOf("light");
    const shown = page.locator("place-sheet").first();
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
