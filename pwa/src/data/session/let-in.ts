// Whether the server has said already that this browser may read: with the document, before anybody asks.

import { LET_IN } from "../../../../shared/wire/own-access.ts";

/** False where the document does not say so. A kept one may be wrong: what is asked for is refused then, as by a session that ended. */
export function isLetIn(performance: Performance): boolean {
  return performance.getEntriesByType("navigation").some((entry) =>
    // Not every browser tells a page over plain HTTP.
    (entry as Partial<PerformanceNavigationTiming>).serverTiming?.some(({ name }) => name === LET_IN),
  );
}
