// Serves the app over a stage (test/browser/page/app-page.ts) and opens it in Chromium.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import type { LinkState } from "../../shared/fleet/freshness.ts";
import { launchBrowser } from "./browser.ts";

const DOCUMENT = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Davy</title>
<script type="module" src="/assets/app-page.js"></script></head><body><davy-app></davy-app></body></html>`;

/** As the server sends it: what a screen needs beyond this is a fault of the screen. */
const POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'";

/** The staged app's files by name. */
type Assets = ReadonlyMap<string, Uint8Array>;

/** Bundled once for all files of a worker. */
let bundled: Promise<Assets> | undefined;

async function bundle(): Promise<Assets> {
  const { outputFiles } = await build({
    entryPoints: ["test/browser/page/app-page.ts"],
    outdir: "assets",
    write: false,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    loader: { ".svg": "text" },
    define: { __BUILD__: '"test"' },
    logLevel: "warning",
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

export interface PageWish {
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  readonly devices?: readonly DeviceState[];
  readonly link?: LinkState;
  readonly now?: number;
  /** From when on the page's own time is moved by the test (`page.clock`), unix ms. */
  readonly clockFrom?: number;
  readonly preferences?: { readonly [name: string]: string | readonly string[] };
}

export interface AppPages {
  readonly browser: Browser;
  readonly origin: string;
  open(wish: PageWish): Promise<Page>;
  stop(): Promise<void>;
}

/** Builds and serves the staged app; `stop` ends the server and closes its pages. */
export async function startAppPages(): Promise<AppPages> {
  bundled ??= bundle();
  const assets = await bundled;
  const server = createServer((request, response) => {
    const isAsset = request.url?.startsWith("/assets/");
    response.setHeader("content-type", isAsset ? "text/javascript" : "text/html");
    response.setHeader("content-security-policy", POLICY);
    response.end(isAsset ? assets.get(basename(request.url ?? "")) : DOCUMENT);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  return {
    browser,
    origin,
    open: (wish) => openPage({ browser, origin }, wish),
    async stop() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openPage(
  { browser, origin }: Pick<AppPages, "browser" | "origin">,
  wish: PageWish,
): Promise<Page> {
  const { width = 1280, height = 800, preferences = {}, devices, link = "live", now } = wish;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "en-GB",
    timezoneId: "UTC",
  });
  await context.addInitScript(
    (stored) => localStorage.setItem("davy.preferences", stored),
    JSON.stringify(preferences),
  );
  const page = await context.newPage();
  if (wish.clockFrom !== undefined) await page.clock.install({ time: wish.clockFrom });
  await page.goto(`${origin}${wish.path ?? "/"}`);
  await page.waitForFunction(() => "stage" in window);
  await page.evaluate(
    (given) => {
      if (given.now !== undefined) window.stage.setNow(given.now);
      window.stage.setLink(given.link);
      if (given.devices) window.stage.setDevices(given.devices);
    },
    { devices, link, now },
  );
  return page;
}
