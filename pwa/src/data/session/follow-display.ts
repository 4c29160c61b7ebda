// When a browser begins to do what displays do by themselves.

import type { SessionSource } from "../base/session.ts";

/**
 * Begins once this browser is let in as a display: `begin` loads what one does, and resolves to what ends it. Where that fails, it is
 * tried anew with the next change. Returns what ends all of it.
 */
export function followDisplay(
  session: Pick<SessionSource, "standing" | "subscribe">,
  begin: () => Promise<() => void>,
): () => void {
  let end: (() => void) | undefined;
  let isOver = false;
  const look = () => {
    const standing = session.standing();
    if (end || standing.kind !== "in" || standing.me.who.kind !== "display") return;
    end = () => {};
    begin().then(
      (stop) => {
        if (isOver) stop();
        else end = stop;
      },
      () => {
        end = undefined;
      },
    );
  };
  const endListening = session.subscribe(look);
  look();
  return () => {
    isOver = true;
    endListening();
    end?.();
  };
}
