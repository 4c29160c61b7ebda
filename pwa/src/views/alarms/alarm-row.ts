import { html, nothing } from "lit";
import { isDanger } from "../../../../shared/present/alarm-order.ts";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { alarmMark, drillTag } from "../../components/alarm/alarm-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { alarmHref } from "../../ground/routes.ts";
import {
  alarmFigure,
  alarmLine,
  alarmTitle,
  answerWords,
  lastingWords,
  personName,
  standingWord,
} from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";

/** By what a row is written. */
export interface RowLook {
  readonly format: Format;
  readonly now: number;
}

function whoWords({ alarm, standing }: AlarmPresentation, format: Format, now: number): string {
  if (alarm.acknowledgedAt === null || standing === "asks") return "";
  return `${personName(alarm.acknowledgedBy)}, ${answerWords(alarm, format, now)}`;
}

/** One alarm as a line that opens it: what, where, how long, who is at it. */
export function alarmRow(shown: AlarmPresentation, { format, now }: RowLook) {
  const who = whoWords(shown, format, now);
  const isGas = isDanger(shown.alarm) && shown.alarm.sensor;
  const figure = isGas
    ? html`<b class="figure">${alarmFigure(shown.peak, shown, format)} <small><bdi>${shown.unit}</bdi></small></b>`
    : nothing;
  const facts = [
    isGas ? alarmTitle(shown) : (shown.place ?? ""),
    isGas ? shown.name : "",
    lastingWords(shown, format, now),
    // Since when it is over stands there already.
    who || standingWord({ standing: shown.standing === "over" ? "asks" : shown.standing }),
  ];
  return html`<a class="row" href=${alarmHref(shown.alarm.id)}>
    ${alarmMark(shown)}
    <span class="words"><b>${alarmLine(shown)}</b> ${drillTag(shown)}<small>${facts.filter(Boolean).join(", ")}</small></span>
    ${figure} ${icon("chevronRight")}
  </a>`;
}
