/** Waits for a transaction. Its own error tells why it failed (a used-up quota, say); those of its requests do not. */
export async function settle(
  transaction: { readonly done: Promise<void> },
  requests: readonly Promise<unknown>[],
): Promise<void> {
  await Promise.allSettled(requests);
  await transaction.done;
}
