// What is said before anything is known.

import { msg } from "@lit/localize";

/** That neither the server nor this browser's disk has told of the fleet yet. */
export function waitingText(): string {
  return msg("Waiting for the first word from the server …", { id: "shell.waiting" });
}
