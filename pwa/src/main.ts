// Entry of the page.

import { startGuard } from "./app/guard.ts";
import { loaderOf } from "./app/lazy-views.ts";
import { startApp } from "./app/start-app.ts";
import { createAppData } from "./data/create-app-data.ts";
import { createGuardData } from "./data/health/guard-data.ts";
import { routeOf } from "./ground/routes.ts";

// First, so that it also sees what throws while the rest comes up.
startGuard({ window, ...createGuardData(window, __BUILD__) });
// The code of the view comes beside the data, not after the first picture; the shell asks again, and says when it fails.
loaderOf(routeOf(location.pathname).view)?.().catch(() => undefined);
startApp(window, createAppData({ window, version: __VERSION__, build: __BUILD__ }));
