interface Settled {
  readonly done: Promise<void>;
  commit(): void;
}

/**
 * Ends a transaction with these requests and waits for it. Its own error tells why it failed (a used-up quota, say); those of
 * its requests do not.
 */
export async function settle(transaction: Settled, requests: readonly Promise<unknown>[]): Promise<void> {
  const settled = Promise.allSettled(requests);
  commit(transaction);
  await settled;
  await transaction.done;
}

/** Saves the browser's question whether more is to come, which costs as much as a request. */
function commit(transaction: Settled): void {
  try {
    transaction.commit();
  } catch {
    // It has ended by itself; `done` tells how.
  }
}
