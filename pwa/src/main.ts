// Entry of the page.

import { startApp } from "./app/start-app.ts";
import { createAppData } from "./data/create-app-data.ts";

startApp(window, createAppData({ window, version: __VERSION__, build: __BUILD__ }));
