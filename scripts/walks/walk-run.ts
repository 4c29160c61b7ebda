// The rule of a run: what a walk does not see fails at once. A browser that hangs while none of its processes is at work is no
// word on the app: the walk is repeated once in a new browser, and the run says so. A busy one may be a page of ours that loops.

import { BrowserHangs } from "./drivers/browser-hangs.ts";
import type { Driver } from "./drivers/driver.ts";

export interface RunNeeds<Way> {
  /** Starts a browser. */
  readonly start: () => Promise<Driver>;
  /** Walks a way; rejects with what was not to be seen. */
  readonly walk: (driver: Driver, way: Way) => Promise<void>;
  /** Takes a line for the person who looks on. */
  readonly report: (line: string) => void;
  /** ms of a clock that never runs backwards. */
  readonly now: () => number;
}

/** How many ways were walked to their end, how many were not, and how often a browser hung on the way. */
export interface Walked {
  readonly passed: number;
  readonly failed: number;
  readonly hung: number;
}

/** Walks in browsers of one kind. */
export class WalkRun<Way extends { readonly name: string }> {
  readonly #needs: RunNeeds<Way>;
  #driver: Driver | undefined;
  #hung = 0;

  constructor(needs: RunNeeds<Way>) {
    this.#needs = needs;
  }

  /** Walks all ways one after the other in one browser, or after one that hung in the next. Rejects when none starts. */
  async walkAll(ways: readonly Way[]): Promise<Walked> {
    let passed = 0;
    for (const way of ways) if (await this.#walk(way)) passed += 1;
    return { passed, failed: ways.length - passed, hung: this.#hung };
  }

  /** Ends the browser. */
  async stop(): Promise<void> {
    const driver = this.#driver;
    this.#driver = undefined;
    await driver?.stop();
  }

  /** Whether a way was walked to its end, be it in a second browser. */
  async #walk(way: Way): Promise<boolean> {
    const { report } = this.#needs;
    const first = await this.#walkOnce(way);
    if (first !== "hung") return first === "passed";
    report(`      ${way.name} once more, in a new browser:`);
    const second = await this.#walkOnce(way);
    if (second === "hung") report(`FAIL  ${way.name}: the new browser hung too.`);
    return second === "passed";
  }

  async #walkOnce(way: Way): Promise<"passed" | "failed" | "hung"> {
    const { start, walk, report, now } = this.#needs;
    this.#driver ??= await start();
    const began = now();
    const took = () => `${way.name} (${((now() - began) / 1_000).toFixed(1)} s)`;
    try {
      await walk(this.#driver, way);
      report(`  ok  ${took()}`);
      return "passed";
    } catch (error) {
      const isHung = error instanceof BrowserHangs;
      const isIdle = isHung && error.busy?.length === 0;
      report(`${isIdle ? "HUNG" : "FAIL"}  ${took()}: ${error instanceof Error ? error.message : error}`);
      if (isHung) await this.stop();
      if (isHung) this.#hung += 1;
      return isIdle ? "hung" : "failed";
    }
  }
}
