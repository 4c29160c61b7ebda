/** One work after the other. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs pieces of work one after the other, so that each sees what the one before it has changed. One that fails stops no other;
 * as many wait as there are requests.
 */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    // Whoever asked gets the failure.
    last = done.catch(() => undefined);
    return done;
  };
}
