// What most views share and the shell does not need: one file that comes beside the first view, whichever it is. The build has
// every view stand on it, or each set of views that shares a module would be a request of its own.

import "../../../shared/present/names-apart.ts";
import "../components/base/keyed-list.ts";
import "../components/base/row-icons.ts";
import "../components/sensor/state-mark.ts";
import "../components/shell/safety-note.ts";
import "../controllers/address-controller.ts";
import "../controllers/calm-controller.ts";
import "../controllers/media-controller.ts";
import "../controllers/near-controller.ts";
import "../controllers/parts-controller.ts";
import "../controllers/settled-controller.ts";
import "../data/base/alarms.ts";
import "../i18n/gas-texts.ts";
import "../i18n/state-texts.ts";
import "../i18n/zone-name.ts";
