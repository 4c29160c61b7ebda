// Entry of the page.

import { firstView } from "./app/fetch-early.ts";
import { startGuard } from "./app/guard.ts";
import { startApp } from "./app/start-app.ts";
import { createAppData } from "./data/create-app-data.ts";
import { createGuardData } from "./data/health/guard-data.ts";

// First, so that it also sees what throws while the rest comes up.
startGuard({ window, ...createGuardData(window, __BUILD__) });
const data = createAppData({ window, version: __VERSION__, build: __BUILD__ });
startApp(window, data, Promise.all([firstView, data.restored()]));
