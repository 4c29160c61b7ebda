// Pages with the offline store in them (test/browser/page/store-page.ts), on an origin that no server is needed for.

import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";

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

/** Answers what opens the entry in a context. Pages of one context share their storage. */
export async function bundleStorePage(): Promise<(context: BrowserContext) => Promise<Page>> {
  bundled ??= bundle();
  const script = await bundled;
  return async (context) => {
    const page = await context.newPage();
    await page.route(`${ORIGIN}/`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>store</title>" }),
    );
    await page.goto(ORIGIN);
    await page.addScriptTag({ content: script });
    return page;
  };
}
