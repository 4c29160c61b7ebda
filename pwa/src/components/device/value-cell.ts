// A sensor in a row of a table: a number alone while all is well, a block with its mark when not.

import { html, nothing } from "lit";
import {
  alarmState,
  lastStatus,
  type SensorPresentation,
} from "../../../../shared/present/present-sensor.ts";
import type { Format } from "../../i18n/format.ts";
import { figureText, printedFigure, sensorName, stateWords } from "../../i18n/state-texts.ts";
import { stateMark } from "../sensor/state-mark.ts";

/** A figure of five characters or more is printed so much smaller that it neither is cut off nor covers its neighbour. */
function lengthClass({ length }: string): string {
  if (length > 6) return `long ${length > 9 ? "n10" : length > 7 ? "n9" : "n7"}`;
  return length > 4 ? "long" : "";
}

function markOf(sensor: SensorPresentation) {
  if (sensor.state === "normal") return nothing;
  if (sensor.state === "late") {
    const alarm = alarmState(sensor);
    return html`${stateMark("late")}${alarm === "normal" ? nothing : stateMark(alarm)}`;
  }
  if (sensor.state !== "stale" && sensor.state !== "offline") return stateMark(sensor.state);
  const last = lastStatus(sensor.last);
  // What it last was is said by an unfilled mark; that it is old, by its row.
  return last === "normal" ? nothing : html`<span class="last">${stateMark(last)}</span>`;
}

/** The value of a sensor with its state; what the column says by its place is said here in words. */
export function valueCell(sensor: SensorPresentation | undefined, format: Format, isNamed = false) {
  if (!sensor) return html`<span class="cell"></span>`;
  const { scale, state } = sensor;
  const figure = printedFigure(sensor);
  const text = figure ? figureText(figure.value, scale, format) : "–";
  const words = state === "normal" && sensor.shown.rated ? "" : `, ${stateWords(sensor, format)}`;
  return html`<span
    class="cell ${state} ${state === "late" ? `maybe-${alarmState(sensor)}` : ""} ${lengthClass(text)}"
    data-sensor=${scale.key}
    data-state=${state}
    >${markOf(sensor)}<span class=${isNamed ? "gas" : "gas hidden"}>${sensorName(scale)} </span><b>${text}</b
    ><span class=${isNamed ? "unit" : "unit hidden"}> ${scale.unit}</span
    >${words ? html`<span class="visually-hidden">${words}</span>` : nothing}</span
  >`;
}
