// Views that are seldom opened, as one part.

import "./device-label-view.ts";
import "./device-settings-view.ts";
import "./missing-view.ts";
