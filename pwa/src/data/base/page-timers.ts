/** Timers of a window that answer what calls them off. */
export interface PageTimers {
  after(ms: number, callback: () => void): () => void;
  every(ms: number, callback: () => void): () => void;
  /** At the next animation frame; a hidden page has none. */
  frame(callback: () => void): () => void;
}

export function createPageTimers(window: Window): PageTimers {
  return {
    after(ms, callback) {
      const timer = window.setTimeout(callback, ms);
      return () => window.clearTimeout(timer);
    },
    every(ms, callback) {
      const timer = window.setInterval(callback, ms);
      return () => window.clearInterval(timer);
    },
    frame(callback) {
      const request = window.requestAnimationFrame(callback);
      return () => window.cancelAnimationFrame(request);
    },
  };
}
