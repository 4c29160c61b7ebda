// After one came in, the address no longer is that of a way in.

import { inBase } from "../../ground/base-path.ts";
import { ENTRANCES, routeOf } from "../../ground/routes.ts";

/** Goes on to the overview from the address of a way in; elsewhere one lands where one was going. */
export function leaveEntrance(): void {
  const { view } = routeOf(location.pathname);
  if (!ENTRANCES.some((entrance) => entrance === view)) return;
  history.replaceState(null, "", inBase("/"));
  window.dispatchEvent(new PopStateEvent("popstate"));
}
