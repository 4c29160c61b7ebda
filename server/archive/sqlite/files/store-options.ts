/** What the worker needs to open the archive; Infinity where there is no bound. Times ms, sizes bytes. */
export interface StoreOptions {
  readonly folder: string;
  readonly cacheBytes: number;
  readonly rawRetentionMs: number;
  readonly minuteRetentionMs: number;
  readonly hourRetentionMs: number;
  readonly eventsRetentionMs: number;
  readonly maxDataBytes: number;
}

/** These options alone: what else was given need not go over to the worker. */
export function storeOptionsOf({
  folder,
  cacheBytes,
  rawRetentionMs,
  minuteRetentionMs,
  hourRetentionMs,
  eventsRetentionMs,
  maxDataBytes,
}: StoreOptions): StoreOptions {
  const retention = { rawRetentionMs, minuteRetentionMs, hourRetentionMs, eventsRetentionMs };
  return { folder, cacheBytes, ...retention, maxDataBytes };
}
