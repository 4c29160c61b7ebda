/** Something that is done soon, and then once. */
export interface Soon {
  ask(): void;
  /** Nothing is done any more, also what was asked for. */
  end(): void;
}

/**
 * Does something in a task of its own, once for however often it was asked for before: a thousand events may come within one
 * task. By a message, since a hidden page has no frames and its timers wait.
 */
export function createSoon(act: () => void): Soon {
  const { port1, port2 } = new MessageChannel();
  let isAsked = false;
  port1.onmessage = () => {
    isAsked = false;
    act();
  };
  return {
    ask() {
      if (isAsked) return;
      isAsked = true;
      port2.postMessage(null);
    },
    end: () => port1.close(),
  };
}
