// Whether all that the app keeps in this browser is being taken away.

import { parseSessionWord } from "./wipe.ts";

/**
 * Follows what is said on the channel of the session: true from a sign-out or a revocation on, until somebody signs in. What is under way
 * then, such as the installation of a worker, fails as it should.
 */
export function followLeaving(channel: Pick<EventTarget, "addEventListener">): () => boolean {
  let isLeaving = false;
  channel.addEventListener("message", (event) => {
    const word = "data" in event ? parseSessionWord(event.data) : undefined;
    if (word) isLeaving = word === "signed-out" || word === "revoked";
  });
  return () => isLeaving;
}
