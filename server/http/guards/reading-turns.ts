import { createTurns } from "../../../shared/ground/in-turn.ts";
import { TryLater } from "./error-handler.ts";

/** What is read out of the archive at length takes a second or two each: so many may wait. */
const MAX_WAITING = 20;
const RETRY_AFTER_S = 10;

/**
 * Runs long readings of the archive one at a time, so that history and posts have their turns. Rejects with a TryLater, 503, when
 * too many wait; `what` says for what, as in "Too many ask for exposure at once".
 */
export function createReadingTurns(what: string): <T>(read: () => Promise<T>) => Promise<T> {
  const inTurn = createTurns();
  const busy = `Too many ask for ${what} at once. Ask again in ${RETRY_AFTER_S} s.`;
  let waiting = 0;
  return async (read) => {
    if (waiting >= MAX_WAITING) throw new TryLater(503, ["busy", busy], RETRY_AFTER_S);
    waiting += 1;
    try {
      return await inTurn(read);
    } finally {
      waiting -= 1;
    }
  };
}
