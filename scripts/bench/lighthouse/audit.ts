// One address in Lighthouse, which test/tools brings, and what it found.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CHROMIUM_FLAGS, chromiumPath } from "../../launch-chromium.ts";

const LIGHTHOUSE = join("test", "tools", "node_modules", "lighthouse", "core", "index.js");
const START_MS = 20_000;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

/** Scores are 0…100; `layoutShift` is the cumulative one. */
export interface Findings {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly layoutShift: number;
  /** What cost points outside of performance, and of performance what cost the most, in Lighthouse's words. */
  readonly complaints: readonly string[];
}

/** As far as it is read here. */
interface Audit {
  readonly id: string;
  readonly title: string;
  readonly score: number | null;
  readonly scoreDisplayMode: string;
  readonly numericValue?: number;
  readonly displayValue?: string;
}

interface Category {
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

interface LighthouseResult {
  readonly categories: { readonly [name: string]: Category };
  readonly audits: { readonly [id: string]: Audit };
  readonly runtimeError?: { readonly message: string };
}

type Lighthouse = (
  url: string,
  flags: { readonly [name: string]: unknown },
) => Promise<{ readonly lhr: LighthouseResult } | undefined>;

/** Loads Lighthouse; throws with what to do where it is not installed. */
export async function loadLighthouse(): Promise<Lighthouse> {
  if (!existsSync(LIGHTHOUSE))
    throw new Error("Lighthouse is not installed: npm ci --prefix test/tools --ignore-scripts");
  const { default: lighthouse }: { default: Lighthouse } = await import(
    pathToFileURL(resolve(LIGHTHOUSE)).href
  );
  return lighthouse;
}

/** A browser that Lighthouse steers through its port. */
export interface SteeredBrowser {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a browser on an empty profile. Rejects when it tells no port within 20 s. */
export async function startBrowser(profile: string): Promise<SteeredBrowser> {
  const flags = ["--headless", ...CHROMIUM_FLAGS, "--remote-debugging-port=0"];
  const child = spawn(chromiumPath(), [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    // Debian's command is a script that starts the browser: both are ended as a group, or each look leaves a browser behind.
    detached: true,
  });
  // Closed when the last of them has let go of its output.
  const ended = new Promise<void>((resolved) => child.once("close", () => resolved()));
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  };
  const port = await new Promise<number>((resolved, rejected) => {
    let told = "";
    const timer = setTimeout(() => rejected(new Error("The browser told no port.")), START_MS);
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(told)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolved(Number(found));
    });
    void ended.then(() => rejected(new Error(`The browser ended: ${told}`)));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { port, stop };
}

function complaintsOf({ categories, audits }: LighthouseResult): string[] {
  const told = CATEGORIES.flatMap((name) =>
    (categories[name]?.auditRefs ?? [])
      .filter(({ weight }) => weight > 0)
      .map(({ id }) => ({ name, audit: audits[id] })),
  );
  return told.flatMap(({ name, audit }) => {
    if (!audit || audit.score === null || audit.score >= (name === "performance" ? 0.9 : 1)) return [];
    return [`${name}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ""}`];
  });
}

/** Looks at an address as a phone with Lighthouse's own slow network and processor. Rejects where the page did not load. */
export async function audit(
  lighthouse: Lighthouse,
  url: string,
  { port, cookie }: { readonly port: number; readonly cookie?: string | undefined },
): Promise<Findings> {
  const result = await lighthouse(url, {
    port,
    logLevel: "error",
    onlyCategories: CATEGORIES,
    ...(cookie === undefined ? {} : { extraHeaders: { Cookie: cookie } }),
  });
  if (!result) throw new Error(`Lighthouse said nothing of ${url}.`);
  const { lhr } = result;
  if (lhr.runtimeError?.message) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const score = (name: string) => Math.round((lhr.categories[name]?.score ?? Number.NaN) * 100);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    layoutShift: lhr.audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN,
    complaints: complaintsOf(lhr),
  };
}
