// Entry of the page.

import "./app/davy-app.ts";
