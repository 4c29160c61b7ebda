/** Something that is done at once when it is asked for, and then no more often than its time allows. */
export interface Pace {
  /** Does it now, or once the time since the last is over: none that was asked for is left out. */
  ask(): void;
  /** What was asked for is not done any more. */
  end(): void;
}

/** Makes one that acts each `everyMs` at most. */
export function createPace(act: () => void, everyMs: number): Pace {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const end = () => {
    clearTimeout(resting);
    resting = undefined;
  };
  const ask = () => {
    isAsked = resting !== undefined;
    if (isAsked) return;
    resting = setTimeout(() => {
      end();
      if (isAsked) ask();
    }, everyMs);
    act();
  };
  return { ask, end };
}
