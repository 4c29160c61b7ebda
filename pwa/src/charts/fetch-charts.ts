const SEEN = "first-contentful-paint";

/** Once anything of the page is seen; at once where nobody can see it, or nothing tells. */
async function whenSeen(): Promise<void> {
  const canTell = PerformanceObserver.supportedEntryTypes.includes("paint");
  if (document.hidden || !canTell || performance.getEntriesByName(SEEN).length > 0) return;
  await new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((entries) => {
      if (entries.getEntriesByName(SEEN).length === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: "paint", buffered: true });
  });
}

/**
 * Fetches the charts' code, the larger part of a graph: at once where this browser keeps it or the page is seen already, else
 * once anything is seen of it. So it comes beside the history, not after it, and does not hold up on a slow network what brings
 * the values. Rejects where it could not be fetched.
 */
export async function fetchCharts(): Promise<typeof import("./echarts.ts")> {
  if (!navigator.serviceWorker?.controller) await whenSeen();
  return await import("./echarts.ts");
}
