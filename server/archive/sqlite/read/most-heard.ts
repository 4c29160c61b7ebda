// An answer has a bound on its sensors, so that one question never takes the archive's thread for seconds, whatever is stored.

/** As many as are taken in of a device and day; data of 0.1.0, which had no such bound, may hold more. */
export const MAX_SENSORS_ANSWERED = 256;

/** Those of many that have the most rows; undefined when there are no more than the bound. */
export function mostHeard<Name>(rowsOf: ReadonlyMap<Name, number>): ReadonlySet<Name> | undefined {
  if (rowsOf.size <= MAX_SENSORS_ANSWERED) return undefined;
  const inOrder = [...rowsOf].sort(([, a], [, b]) => b - a);
  return new Set(inOrder.slice(0, MAX_SENSORS_ANSWERED).map(([name]) => name));
}
