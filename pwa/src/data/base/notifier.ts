import type { Subscribe } from "./app-data.ts";
import { tellOne } from "./topic.ts";

/** Tells listeners of changes, once however many there were. */
export interface Notifier {
  readonly subscribe: Subscribe;
  changed(): void;
  stop(): void;
}

/** Asks for a call at the next animation frame, which a hidden page has not; answers what calls it off. */
export type RequestFrame = (callback: () => void) => () => void;

/** Creates a notifier that calls its listeners at most once per animation frame, and never while the page is hidden. */
export function createNotifier(requestFrame: RequestFrame): Notifier {
  const listeners = new Set<() => void>();
  let cancel: (() => void) | undefined;
  const tell = () => {
    cancel = undefined;
    for (const listener of listeners) tellOne(listener, undefined);
  };
  return {
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice is ended once each.
      const entry = () => listener();
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    changed() {
      cancel ??= requestFrame(tell);
    },
    stop() {
      cancel?.();
      cancel = undefined;
      listeners.clear();
    },
  };
}
