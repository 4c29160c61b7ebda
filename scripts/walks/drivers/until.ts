import { setTimeout as sleep } from "node:timers/promises";
import { BrowserHangs } from "./browser-hangs.ts";

const STEP_MS = 100;

/** Asks until there is an answer other than undefined. Rejects after `ms`, with what was wanted in words; at once where the browser hangs. */
export async function until<T>(
  wanted: string,
  ask: () => T | undefined | Promise<T | undefined>,
  ms: number,
): Promise<T> {
  const end = performance.now() + ms;
  let trouble: unknown;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof BrowserHangs) throw error;
      // A page that is just being left answers with an error; the next question finds the one that follows.
      trouble = error;
    }
    await sleep(STEP_MS);
  }
  throw new Error(`Not within ${ms / 1_000} s: ${wanted}`, { cause: trouble });
}
