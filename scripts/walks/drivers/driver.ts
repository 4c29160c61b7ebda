// What a walk needs of a browser, and all that it may ask of one. Each engine has one implementation.

/** A browser with one window, which shows one page at a time. Every promise rejects within the browser's own limits. */
export interface Driver {
  readonly version: string;
  /** Goes to an address and waits until it is loaded; an address that does not answer shows the browser's own page. */
  open(url: string): Promise<void>;
  /** One step back in the history. */
  back(): Promise<void>;
  /** Runs the body of an async function in the page; its answer comes back as JSON makes it. */
  run(body: string): Promise<unknown>;
  /** A click of the main button at a point of the page's view, CSS px. */
  clickAt(x: number, y: number): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** What is in view, as a PNG. */
  screenshot(): Promise<Buffer>;
  /** Ends the browser and removes its profile. */
  stop(): Promise<void>;
}

/** The window of every walk, px. */
export const WINDOW = { width: 1_000, height: 900 } as const;
/** A browser that has not started by then does not, ms. */
export const START_MS = 30_000;
/** Longest that a page may take to load, or a script in it to answer, ms. */
export const ANSWER_MS = 20_000;
/** What a browser is told of the same, ms: it gives up later, so that it is seen not to answer. */
export const BROWSER_MS = 2 * ANSWER_MS;
