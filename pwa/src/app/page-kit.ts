// What views of readings and alarms share and the overview does not need, in one file.

import "../../../shared/history/gaps.ts";
import "../../../shared/rules/shift-times.ts";
import "../charts/line-columns.ts";
import "../charts/paper.ts";
import "../components/alarm/drill-fields.ts";
import "../components/alarm/guidance-text.ts";
import "../components/base/empty-state.ts";
import "../components/sensor/calibrated-mark.ts";
import "../components/settings/device-choice.ts";
import "../components/settings/save-many.ts";
import "../components/shell/kept-offline.ts";
import "../controllers/paged-controller.ts";
import "../i18n/alarm-step-texts.ts";
import "../i18n/change-texts.ts";
import "../i18n/gas-hazards.ts";
import "../i18n/guidance-texts.ts";
import "../rules/alarm-history.ts";
import "../rules/copy-settings.ts";
import "../rules/csv.ts";
import "../rules/settings-draft.ts";
import "../styles/old-line-styles.ts";
import "../views/alarms/alarm-history-styles.ts";
import "../views/alarms/alarm-row.ts";
import "../views/alarms/alarms-styles.ts";
import "../views/alarms/more-button.ts";
import "../views/graph/export-files.ts";
