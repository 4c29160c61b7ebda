import { SECOND_MS } from "../../shared/ground/time.ts";

/** A clock that goes on by so much more than time did has been set, or the machine slept, ms. */
const STEP_MS = 30 * SECOND_MS;

interface WatchedClocks {
  /** The server's clock, unix ms. */
  readonly now: () => number;
  /** A clock that only runs forwards at the right pace while the machine is awake, ms since whenever. */
  readonly mono: () => number;
}

/** Watches for leaps of the server's clock. Answers each time by how much it leapt since it was last asked, ms; 0 for not at all. */
export function watchSteps({ now, mono }: WatchedClocks): () => number {
  let [lastNow, lastMono] = [now(), mono()];
  return () => {
    const [at, moment] = [now(), mono()];
    const stepMs = at - lastNow - (moment - lastMono);
    [lastNow, lastMono] = [at, moment];
    return stepMs > STEP_MS ? Math.round(stepMs) : 0;
  };
}
