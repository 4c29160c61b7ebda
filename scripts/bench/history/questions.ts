// Asks long questions without a pause, in a process of its own, until it is ended.

import { answerParent } from "../process.ts";

/** The addresses to ask in turn. */
export interface Questions {
  readonly urls: readonly string[];
}

async function askFor(urls: readonly string[]): Promise<void> {
  for (let next = 0; ; next += 1) {
    const answer = await fetch(urls[next % urls.length] ?? "");
    for await (const _ of answer.body ?? []) {
      // Read to its end, however long it is.
    }
  }
}

answerParent(async ({ urls }: Questions) => {
  askFor(urls).catch(() => {
    // The server has ended, and this process is about to.
  });
  return {};
});
