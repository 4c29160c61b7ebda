const SEEN = "first-contentful-paint";

function fetchCharts(): void {
  // A chart that misses it asks again, and says so.
  import("./echarts.ts").catch(() => undefined);
}

/**
 * Begins to fetch the charts' code, the larger part of a graph: at once where this browser keeps it or the page is seen
 * already, else once anything is seen of it. So it comes beside the history, not after it, and does not hold up on a slow
 * network what brings the values.
 */
export function fetchChartsSoon(): void {
  if (performance.getEntriesByName(SEEN).length > 0 || navigator.serviceWorker?.controller) {
    fetchCharts();
    return;
  }
  const observer = new PerformanceObserver((entries) => {
    if (entries.getEntriesByName(SEEN).length === 0) return;
    observer.disconnect();
    fetchCharts();
  });
  observer.observe({ type: "paint", buffered: true });
}
