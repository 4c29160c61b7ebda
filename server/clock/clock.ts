/** The server's one clock, unix ms. It never steps back, and never stands still: ages are differences of it. */
export interface ServerClock {
  now(): number;
  /** From here on it is at least this late. */
  raise(ms: number): void;
  /** How far it runs ahead of the machine's clock, ms; above 0 after that one was set back. */
  aheadMs(): number;
}

interface ClockSources {
  /** The machine's clock, unix ms. */
  readonly wall: () => number;
  /** A clock that only runs forwards at the right pace, ms since whenever. */
  readonly mono: () => number;
}

/**
 * Follows the machine's clock forwards. When that one is set back, by hand, by NTP or by a start without a clock chip, it
 * goes on at the right pace from where it was: readings that came before would else look as if they came just now.
 */
export function createServerClock({ wall, mono }: ClockSources): ServerClock {
  let latest = wall();
  let latestMono = mono();

  function now(): number {
    const moment = mono();
    latest = Math.max(wall(), latest + Math.max(0, moment - latestMono));
    latestMono = moment;
    return Math.floor(latest);
  }

  return {
    now,
    raise(ms) {
      latest = Math.max(now(), ms);
    },
    aheadMs: () => Math.max(0, now() - wall()),
  };
}
