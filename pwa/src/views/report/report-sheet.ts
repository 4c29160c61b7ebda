// One device of a report: a sheet of paper.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { presentAlarm } from "../../../../shared/present/present-alarm.ts";
import type { Viewing } from "../../../../shared/present/present-sensor.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { ruleOf } from "../../../../shared/rules/judge.ts";
import { identityText } from "../../../../shared/rules/reading.ts";
import { BOUNDS, type Limits } from "../../../../shared/rules/settings.ts";
import type { LimitedExposure, SensorExposure } from "../../../../shared/wire/exposure.ts";
import { alarmFigure, alarmGas, alarmTitle, personName } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { type Measured, measuredText } from "../../i18n/measured-text.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { paperCurve } from "./paper-curve.ts";
import type { DeviceReport, Report } from "./report-run.ts";
import { completenessText, exposureText, knownText, limitWords, measuredBy } from "./report-words.ts";

/** What a sheet is printed with. */
export interface Sheet {
  readonly report: Report;
  readonly format: Format;
  readonly viewing: Viewing;
  /** As it is by now; undefined where it was forgotten meanwhile. */
  readonly stateOf: (device: string) => DeviceState | undefined;
}

/** Longest gaps that are named. */
const MAX_GAPS = 3;

/** A figure of exposure, its limit, and how much of the time is known. */
function figureCell(
  figure: (LimitedExposure & { readonly at?: number }) | null,
  of: Measured,
  format: Format,
) {
  if (!figure) return html`<td>–</td>`;
  const { at } = figure;
  return html`<td class=${figure.reached ? "reached" : ""}>
    ${exposureText(figure, of, format)}
    <small>${limitWords(figure, of, format)}${at === undefined ? nothing : `, ${format.time(at, at)}`}</small>
    <small>${knownText(figure, format)}</small>
  </td>`;
}

/** Both figures of a gas; of one that is not harmful by being breathed, such as oxygen, a mean says nothing. */
export function limitedCells(sensor: SensorExposure, format: Format) {
  const { source, shortTerm, dose } = sensor;
  if (source === null) return html`<td>–</td><td>–</td>`;
  const of = measuredBy(sensor);
  return html`${figureCell(shortTerm, of, format)} ${figureCell(dose, of, format)}`;
}

function calibrationText({ zero, gain }: SensorExposure, format: Format): string {
  if (zero === 0 && gain === 1) return msg("none", { id: "report.noCalibration" });
  return msg(str`zero ${format.number(zero, 2)}, gain ${format.number(gain, 3)}`, {
    id: "report.calibrated",
  });
}

function gapsText({ gaps }: SensorExposure, format: Format): string {
  const named = gaps
    .slice(0, MAX_GAPS)
    .map(({ from, to }) => `${format.time(from, from)} – ${format.time(to, to)}`);
  return named.length > 0 ? named.join(", ") : msg("none", { id: "report.noGaps" });
}

/** The highest value, and of what is dangerous when it is low, as oxygen is, the lowest as well. */
function extremesCell(sensor: SensorExposure, limits: Limits, format: Format) {
  const { peak, lowest } = sensor;
  if (!peak) return html`<td>–</td>`;
  const text = (value: number) => measuredText(value, measuredBy(sensor), format);
  const hasLow = limits.lowA1 !== undefined || limits.lowA2 !== undefined;
  return html`<td>
    ${text(peak.value)}<small>${format.time(peak.at, peak.at)}</small>
    ${
      hasLow && lowest
        ? html`<small>${msg(str`lowest ${text(lowest.value)}`, { id: "report.lowest" })}, ${format.time(lowest.at, lowest.at)}</small>`
        : nothing
    }
  </td>`;
}

function sensorsTable({ exposure, device }: DeviceReport, { format, viewing, stateOf }: Sheet) {
  const { sensors } = exposure;
  const settings = stateOf(device)?.settings.sensors;
  return html`<div class="wide"><table>
    <thead>
      <tr>
        <th>${msg("Sensor", { id: "report.sensor" })}</th>
        <th>${msg("Highest", { id: "report.peak" })}</th>
        <th>${msg("15 min (STEL)", { id: "report.stel" })}</th>
        <th>${msg("Shift (TWA)", { id: "report.twa" })}</th>
        <th>${msg("Longest gaps", { id: "report.gaps" })}</th>
        <th>${msg("Calibration", { id: "report.calibration" })}</th>
      </tr>
    </thead>
    <tbody>
      ${sensors.map(
        (sensor) => html`<tr>
          <td>${sensorTitle(sensor.key)}<small>${sensor.shownUnit}</small></td>
          ${extremesCell(sensor, ruleOf(sensor, settings?.[sensor.key], viewing.preset).limits, format)}
          ${limitedCells(sensor, format)}
          <td>${gapsText(sensor, format)}</td>
          <td>${calibrationText(sensor, format)}</td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

function alarmRow(alarm: Alarm, { report, format, viewing, stateOf }: Sheet) {
  const moment = { serverNow: report.madeAt, link: "live" } as const;
  const device = alarm.device === null ? undefined : stateOf(alarm.device);
  const shown = presentAlarm(alarm, { device, moment, viewing });
  const end = alarm.endedAt ?? alarm.returnedAt;
  return html`<tr>
    <td>${format.moment(alarm.raisedAt)}</td>
    <td>${alarmTitle(shown)} ${alarmGas(shown)}${alarm.drill ? ` (${msg("Drill", { id: "alarm.drill" })})` : nothing}</td>
    <td>${shown.peak === undefined ? "–" : `${alarmFigure(shown.peak, shown, format)} ${shown.unit}`}</td>
    <td>
      ${
        alarm.acknowledgedAt === null
          ? msg("nobody", { id: "report.nobody" })
          : html`${personName(alarm.acknowledgedBy)}, ${format.moment(alarm.acknowledgedAt)}`
      }
      ${alarm.comment ? html`<small>${alarm.comment}</small>` : nothing}
    </td>
    <td>${end === null ? msg("still there", { id: "report.open" }) : format.moment(end)}</td>
  </tr>`;
}

function alarmsTable({ alarms, hasMoreAlarms }: DeviceReport, sheet: Sheet) {
  if (alarms.length === 0) return html`<p>${msg("No alarm in this shift.", { id: "report.noAlarms" })}</p>`;
  return html`<div class="wide"><table>
      <thead>
        <tr>
          <th>${msg("Since", { id: "report.since" })}</th>
          <th>${msg("Alarm", { id: "report.alarm" })}</th>
          <th>${msg("Highest", { id: "report.peak" })}</th>
          <th>${msg("Acknowledged by", { id: "report.answeredBy" })}</th>
          <th>${msg("Over", { id: "report.over" })}</th>
        </tr>
      </thead>
      <tbody>
        ${alarms.map((alarm) => alarmRow(alarm, sheet))}
      </tbody>
    </table></div>
    ${hasMoreAlarms ? html`<p>${msg("There were more; the log has all of them.", { id: "report.moreAlarms" })}</p>` : nothing}`;
}

/** `; limits 35, 70`: what the dashed lines are. */
function limitsText(limits: Limits, format: Format): string {
  const figures = BOUNDS.flatMap((bound) => limits[bound] ?? []).map((limit) =>
    format.number(limit, Number.isInteger(limit) ? 0 : 2),
  );
  return figures.length > 0 ? `; ${msg(str`limits ${figures.join(", ")}`, { id: "report.limits" })}` : "";
}

function curvesOf({ curves, exposure, device }: DeviceReport, { format, viewing, stateOf }: Sheet) {
  const settings = stateOf(device)?.settings.sensors;
  return curves.map((series) => {
    const sensor = exposure.sensors.find((one) => identityText(one) === identityText(series));
    if (!sensor) return nothing;
    const { limits, range } = ruleOf(series, settings?.[series.key], viewing.preset);
    const title = `${sensorTitle(series.key)}, ${sensor.shownUnit}`;
    const middle = (exposure.from + exposure.to) / 2;
    return html`<figure>
      <figcaption>
        ${title}${sensor.peak ? `: ${msg(str`highest ${measuredText(sensor.peak.value, measuredBy(sensor), format)}`, { id: "report.highest" })}` : nothing}${limitsText(limits, format)}
      </figcaption>
      ${paperCurve(
        {
          series,
          period: exposure,
          toShown: (raw) => (raw - sensor.zero) * sensor.gain,
          limits: Object.values(limits),
          range,
        },
        title,
      )}
      <div class="times" aria-hidden="true">
        ${[exposure.from, middle, exposure.to].map((at) => html`<span>${format.time(at, at)}</span>`)}
      </div>
    </figure>`;
  });
}

/** The sheet of a device. */
export function deviceSheet(own: DeviceReport, sheet: Sheet) {
  const { format, report, stateOf } = sheet;
  const { exposure, completeness, device } = own;
  const settings = stateOf(device)?.settings;
  const wearers = [...new Set(exposure.stints.map(({ wearer }) => wearer))].join(", ");
  return html`<section class="sheet">
    <header>
      <h2>${deviceName(device, settings)}${settings?.place ? ` – ${settings.place}` : nothing}</h2>
      <span>${report.shift.name}, ${format.dateTime(exposure.from)} – ${format.dateTime(exposure.to)}</span>
    </header>
    ${wearers ? html`<p>${msg(str`Carried by ${wearers}`, { id: "report.carriedBy" })}</p>` : nothing}
    ${
      exposure.sensors.length === 0
        ? html`<p>${msg("Nothing was heard of it in this shift.", { id: "report.silent" })}</p>`
        : sensorsTable(own, sheet)
    }
    <p>${completenessText(completeness, format)}</p>
    ${exposure.rolledUp ? html`<p>${msg("Some of it is made from minutes: the readings were deleted.", { id: "report.rolledUp" })}</p>` : nothing}
    ${curvesOf(own, sheet)}
    <h3>${msg("Alarms", { id: "report.alarms" })}</h3>
    ${alarmsTable(own, sheet)}
  </section>`;
}
