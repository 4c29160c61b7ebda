/** Calls back after a time; answers what calls it off. */
export type After = (ms: number, callback: () => void) => () => void;

/** The timers of page and worker. */
export const startTimer: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
