// All German texts, by message id.

import { access } from "./access.ts";
import { alarm } from "./alarm.ts";
import { bluetooth } from "./bluetooth.ts";
import { device } from "./device.ts";
import { entrances } from "./entrances.ts";
import { gases } from "./gases.ts";
import { graph } from "./graph.ts";
import { guidance } from "./guidance.ts";
import { kiosk } from "./kiosk.ts";
import { log } from "./log.ts";
import { notices } from "./notices.ts";
import { overview } from "./overview.ts";
import { report } from "./report.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";

export const templates = {
  ...shell,
  ...overview,
  ...device,
  ...graph,
  ...kiosk,
  ...report,
  ...bluetooth,
  ...settings,
  ...gases,
  ...access,
  ...entrances,
  ...alarm,
  ...notices,
  ...log,
  ...guidance,
};
