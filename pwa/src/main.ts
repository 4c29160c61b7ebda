// Entry of the page.

import "./app/start-app.ts";
