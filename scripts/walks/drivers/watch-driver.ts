// A browser may stop to answer whatever its page does: one that loses a navigation between its own processes waits for it for
// ever, and every later command waits with it. That is told apart from a page that shows what it should not.

import { BrowserHangs } from "./browser-hangs.ts";
import { ANSWER_MS, type Driver } from "./driver.ts";

/** Within this time a browser that lives answers the simplest question, ms. */
const PULSE_MS = 5_000;

export interface WatchParts {
  /** Calls back after a time, ms; answers what calls it off. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** The names of the browser's processes that are busy; undefined where the system does not tell. */
  readonly findBusy: () => Promise<readonly string[] | undefined>;
}

const LATE = Symbol("late");

/** The same driver, which rejects what is not answered within ANSWER_MS: with BrowserHangs, and from then on at once, where it answers nothing else either. */
export function watchDriver(driver: Driver, { after, findBusy }: WatchParts): Driver {
  let hang: BrowserHangs | undefined;
  const within = async <T>(work: Promise<T>, ms: number): Promise<T | typeof LATE> => {
    let cancel = () => {};
    const limit = new Promise<typeof LATE>((resolve) => {
      cancel = after(ms, () => resolve(LATE));
    });
    return await Promise.race([work, limit]).finally(() => cancel());
  };
  const lives = () =>
    within(driver.run("return true;"), PULSE_MS).then(
      (answer) => answer === true,
      () => false,
    );
  const ask = async <T>(name: string, command: () => Promise<T>): Promise<T> => {
    if (hang) throw hang;
    const answer = await within(command(), ANSWER_MS);
    if (answer !== LATE) return answer;
    const what = `${driver.version} did not answer “${name}” within ${ANSWER_MS / 1_000} s`;
    if (await lives()) throw new Error(`${what}.`);
    hang = new BrowserHangs(what, await findBusy());
    throw hang;
  };
  return {
    version: driver.version,
    open: (url) => ask(`open ${url}`, () => driver.open(url)),
    back: () => ask("back", () => driver.back()),
    run: (body) => ask("run", () => driver.run(body)),
    clickAt: (x, y) => ask("click", () => driver.clickAt(x, y)),
    type: (text) => ask("type", () => driver.type(text)),
    screenshot: () => ask("screenshot", () => driver.screenshot()),
    stop: () => driver.stop(),
  };
}
