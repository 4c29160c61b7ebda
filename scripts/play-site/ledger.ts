// Which readings were acknowledged, held against what the server has kept.

/** A reading as a sender knows it: its device, and a value that no other of that device has. */
export interface Sent {
  readonly device: string;
  readonly value: number;
}

/** What is wrong with what was kept. */
export interface Balance {
  readonly acknowledged: number;
  readonly kept: number;
  /** Acknowledged, and not kept. */
  readonly missing: readonly Sent[];
  /** Kept more than once. */
  readonly twice: readonly Sent[];
}

function nameOf({ device, value }: Sent): string {
  return `${device} ${value}`;
}

/** Takes note of what was acknowledged. */
export class Ledger {
  readonly #acknowledged = new Map<string, Sent>();

  acknowledge(sent: Sent): void {
    this.#acknowledged.set(nameOf(sent), sent);
  }

  /** Holds it against all that was kept. What was never acknowledged may be there or not, but never twice. */
  balance(kept: readonly Sent[]): Balance {
    const counts = new Map<string, number>();
    for (const one of kept) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
    const seen = new Set<string>();
    const twice = kept.filter((one) => {
      const name = nameOf(one);
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew && (counts.get(name) ?? 0) > 1;
    });
    const missing = [...this.#acknowledged].filter(([name]) => !counts.has(name)).map(([, sent]) => sent);
    return { acknowledged: this.#acknowledged.size, kept: kept.length, missing, twice };
  }
}
