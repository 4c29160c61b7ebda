// `npm run bench -- charts [--quick]`: what a live update of a chart of eight lines costs on a slow phone, from the readings to
// the painted canvas. The yardstick is ECharts with all readings handed over, in the same page and run.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launchChromium } from "../launch-chromium.ts";
import { percentile, printTable, type Row } from "./table.ts";

/** A phone of the lower middle class is about a fourth of a desktop processor. */
const SLOWDOWN = 4;
const LONGEST_MS = 60;
/** A phone upright, a tablet, px. */
const WIDTHS = [328, 788];

declare global {
  interface Window {
    measureUpdates(who: "ours" | "naive", width: number, updates: number): Promise<number[]>;
  }
}

async function bundlePage(folder: string): Promise<string> {
  const outfile = join(folder, "page.js");
  await build({
    entryPoints: ["scripts/bench/charts/page.ts"],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  return outfile;
}

async function measure(page: Page, width: number, updates: number): Promise<Row[]> {
  const timesOf = (who: "ours" | "naive") =>
    page.evaluate((given) => window.measureUpdates(given.who, given.width, given.updates), {
      who,
      width,
      updates,
    });
  const [ours, naive] = [await timesOf("ours"), await timesOf("naive")];
  const row = (name: string, share: number): Row => ({
    measured: `8 lines of an hour, ${width} px wide: ${name}, ms`,
    davy: percentile(ours, share),
    yardstick: percentile(naive, share),
    against: "ECharts with all readings",
  });
  return [row("p50", 0.5), { ...row("p95", 0.95), aim: { of: "figure", atMost: LONGEST_MS } }];
}

/** Runs the benchmark; `--quick` for fewer updates. */
export async function run(args: readonly string[]): Promise<void> {
  const updates = args.includes("--quick") ? 20 : 100;
  const browser = await launchChromium();
  const folder = mkdtempSync(join(tmpdir(), "davy-bench-"));
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: await bundlePage(folder) });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    const rows: Row[] = [];
    for (const width of WIDTHS) rows.push(...(await measure(page, width, updates)));
    printTable(`A live update of a chart at CPU ÷${SLOWDOWN}`, rows);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
