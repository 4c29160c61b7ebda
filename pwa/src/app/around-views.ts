// What stands around the views and is not needed by the first picture: one part, since each is asked for in the same moment, and what
// several parts share lies in many small files.

import "../components/alarm/alarm-announcer.ts";
import "../components/alarm/alarm-banner.ts";
import "../components/alarm/alarm-layer.ts";
import "../components/shell/app-notices.ts";
