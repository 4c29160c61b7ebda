// What the parts around and below the first picture share: one file that comes beside the first of them. The build has every part of
// the screens stand on it but what the overview draws first; otherwise each set of parts that shares a module would be a request of its own.

import "@lit/task";
import "../../../shared/entries/actor.ts";
import "../../../shared/entries/alarm.ts";
import "../../../shared/history/columns.ts";
import "../../../shared/history/reduce.ts";
import "../../../shared/present/alarm-order.ts";
import "../../../shared/rules/guidance.ts";
import "../../../shared/wire/alarm-figures.ts";
import "../components/alarm/alarm-styles.ts";
import "../components/alarm/ask-to-answer.ts";
import "../components/alarm/lead-seen.ts";
import "../components/base/more-icons.ts";
import "../controllers/alarms-controller.ts";
import "../controllers/polled-controller.ts";
import "../controllers/session-controller.ts";
import "../controllers/shown-alarms-controller.ts";
import "../data/base/log-parameters.ts";
import "../i18n/access-texts.ts";
import "../i18n/alarm-texts.ts";
import "../i18n/measured-text.ts";
import "../styles/dialog-styles.ts";
