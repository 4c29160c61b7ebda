// Pages with the offline store in them (test/browser/page/store-page.ts), on an origin that no server is needed for.

import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launchBrowser } from "./browser.ts";

const ORIGIN = "http://localhost:1";

/** Bundled once for all files of a worker. */
let bundled: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["test/browser/page/store-page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** Opens a page with the store in it. Pages of one context share their storage. */
async function openStorePage(context: BrowserContext): Promise<Page> {
  bundled ??= bundle();
  const content = await bundled;
  const page = await context.newPage();
  await page.route(`${ORIGIN}/`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>store</title>" }),
  );
  await page.goto(ORIGIN);
  await page.addScriptTag({ content });
  return page;
}

interface StorePages {
  /** The page of this test, whose storage is empty at first. */
  readonly page: Page;
  /** Another tab beside it, with the same storage. */
  open(): Promise<Page>;
}

/** Gives each test of a `describeInBrowser` a page with the offline store in it, by itself. */
export function useStorePages(): StorePages {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await openStorePage(context);
  });
  afterEach(() => context.close());
  afterAll(() => browser?.close());
  return {
    get page() {
      return page;
    },
    open: () => openStorePage(context),
  };
}
