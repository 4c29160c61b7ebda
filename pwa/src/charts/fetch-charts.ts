/**
 * Begins to fetch the charts' code, the larger part of a graph, once anything is seen of the page; in a moment where it is
 * already. So it comes beside the history, not after it, and does not hold up on a slow network what brings the values.
 */
export function fetchChartsSoon(): void {
  const observer = new PerformanceObserver((seen) => {
    if (seen.getEntriesByName("first-contentful-paint").length === 0) return;
    observer.disconnect();
    // A chart that misses it asks again, and says so.
    import("./echarts.ts").catch(() => undefined);
  });
  observer.observe({ type: "paint", buffered: true });
}
