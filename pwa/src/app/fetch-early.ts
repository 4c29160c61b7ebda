// Imported before all else: what follows takes a slow phone a tenth of a second to evaluate, and in that time
// comes the code of the view at this address, of what knows the fleet of the last visit, and of the alarms. Whoever needs either asks again,
// and says when it could not be fetched.

import { routeOf } from "../ground/routes.ts";
import { loaderOf } from "./lazy-views.ts";

const { view } = routeOf(location.pathname);
/** That the code of the view at this address is there, or will not come by itself. */
export const firstView: Promise<unknown> = Promise.resolve(loaderOf(view)?.()).catch(() => undefined);
if (view === "overview") {
  // Alarms stand above all else: what draws them must not push down what is already read.
  import("../views/overview/lead-alarms.ts").catch(() => undefined);
  import("../views/overview/overview-tools.ts").catch(() => undefined);
}
import("../data/page-kept.ts").catch(() => undefined);
import("../data/create-page-alarms.ts").catch(() => undefined);
