// A wait that ends, whatever else. Node 20 forgets the time limit of an `AbortSignal.any` as soon as memory is collected: who waits by
// it then waits for ever (tried with 20.20). So the timer and the listener are held here.

/** A signal that aborts with another, or after a time with a `TimeoutError`. `end` lets go of both; to be called when the wait is over. */
export interface Limit {
  readonly signal: AbortSignal;
  end(): void;
}

/** Limits a wait to `ms`. */
export function limitOf(outer: AbortSignal, ms: number): Limit {
  const limit = new AbortController();
  const abort = () => limit.abort(outer.reason);
  const timer = setTimeout(() => limit.abort(new DOMException("It took too long.", "TimeoutError")), ms);
  outer.addEventListener("abort", abort, { once: true });
  if (outer.aborted) abort();
  return {
    signal: limit.signal,
    end() {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
    },
  };
}
