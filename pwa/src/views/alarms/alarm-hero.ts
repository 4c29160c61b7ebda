import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { type AlarmPresentation, isPresent } from "../../../../shared/present/present-alarm.ts";
import { alarmMark, blockClass, drillTag } from "../../components/alarm/alarm-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { ageText } from "../../i18n/age-texts.ts";
import {
  alarmFigure,
  alarmGas,
  alarmLimit,
  alarmPlace,
  alarmTitle,
  answerWords,
  knownWords,
  lastingWords,
  personName,
  standingWord,
  unitText,
} from "../../i18n/alarm-texts.ts";
import type { RowLook } from "./alarm-row.ts";

function fact(name: string, value: unknown) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function facts(shown: AlarmPresentation, { format, now }: RowLook) {
  const { alarm } = shown;
  const limit = alarmLimit(shown, format);
  const peak = shown.peak === undefined || !alarm.sensor ? undefined : alarmFigure(shown.peak, shown, format);
  return html`<dl>
    ${fact(msg("since", { id: "alarm.factSince" }), format.time(alarm.raisedAt, now))}
    ${limit ? fact(msg("limit", { id: "alarm.limit" }), limit) : nothing}
    ${peak ? fact(msg("peak", { id: "alarm.factPeak" }), html`${peak} <small>${format.time(alarm.highest.at, now)}</small>`) : nothing}
    ${alarm.returnedAt === null ? nothing : fact(msg("over", { id: "alarm.factOver" }), format.time(alarm.returnedAt, now))}
    ${alarm.count > 1 ? fact(msg("times", { id: "alarm.factCount" }), alarm.count) : nothing}
  </dl>`;
}

function figure(shown: AlarmPresentation, { format }: RowLook) {
  if (!shown.alarm.sensor) return nothing;
  const isOver = shown.standing !== "asks" && shown.standing !== "answered";
  const isOld = !isOver && !isPresent(shown);
  const value = isOver ? shown.peak : shown.isFaulty ? undefined : shown.value;
  const age = isOld && shown.freshness ? ageText(shown.freshness, format) : "";
  return html`<div class="figure" ?data-old=${isOld}>
    <b class="value">${alarmFigure(value, shown, format)}</b>
    <span><b>${alarmGas(shown)}</b><bdi>${unitText(shown)}</bdi>${isOver ? html`, ${msg("peak", { id: "alarm.factPeak" })}` : nothing}
      ${age ? html`<small>${age}</small>` : nothing}</span>
  </div>`;
}

/** The alarm at the head of its page. */
export function alarmHero(shown: AlarmPresentation, look: RowLook) {
  const { alarm } = shown;
  const { format, now } = look;
  const isAnswered = alarm.acknowledgedAt !== null && shown.standing !== "asks";
  const lines = [shown.place ? shown.name : "", knownWords(shown, format, now) ?? ""];
  return html`<section class="hero ${blockClass(shown)}">
    <header>
      ${alarmMark(shown)}
      <p class="title">${alarmTitle(shown)}, ${standingWord(shown)}</p>
      ${drillTag(shown)} <span class="end">${lastingWords(shown, format, now)}</span>
    </header>
    <h2>${alarmPlace(shown)}</h2>
    <p>${lines.filter(Boolean).join(", ")}</p>
    <div class="numbers">${figure(shown, look)} ${facts(shown, look)}</div>
    ${isAnswered ? html`<p class="by">${icon("check")}<span><b>${personName(alarm.acknowledgedBy)}</b>, ${answerWords(alarm, format, now)}</span></p>` : nothing}
  </section>`;
}
