// The first sheet of a report: what persons were exposed to, and how the figures are made.

import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import { supplementaryWords } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import type { PersonExposure } from "../../rules/shift-report.ts";
import type { Report } from "./report-run.ts";
import { exposureText, knownText, limitWords, methodText } from "./report-words.ts";

function personRows({ wearer, gases }: PersonExposure, format: Format) {
  if (gases.length === 0)
    return [
      html`<tr><td>${wearer}</td><td colspan="4">${msg("Nothing was heard of what they carried.", { id: "report.unheard" })}</td></tr>`,
    ];
  return gases.map(
    ({ type, unit, dose, shortTerm }) => html`<tr>
      <td>${wearer}</td>
      <td>${sensorTitle(type)}<small>${unit}</small></td>
      <td class=${shortTerm?.reached ? "reached" : ""}>
        ${shortTerm ? exposureText(shortTerm, { type, unit }, format) : "–"}
        ${shortTerm ? html`<small>${limitWords(shortTerm, { type, unit }, format)}</small>` : nothing}
      </td>
      <td class=${dose.reached ? "reached" : ""}>
        ${exposureText(dose, { type, unit }, format)}<small>${limitWords(dose, { type, unit }, format)}</small>
      </td>
      <td>${knownText(dose, format)}</td>
    </tr>`,
  );
}

function personsTable({ persons }: Report, format: Format) {
  return html`<div class="wide"><table>
    <thead>
      <tr>
        <th>${msg("Person", { id: "report.person" })}</th>
        <th>${msg("Gas", { id: "report.gas" })}</th>
        <th>${msg("15 min (STEL)", { id: "report.stel" })}</th>
        <th>${msg("Shift (TWA)", { id: "report.twa" })}</th>
        <th>${msg("Known", { id: "report.coverage" })}</th>
      </tr>
    </thead>
    <tbody>
      ${persons.flatMap((person) => personRows(person, format))}
    </tbody>
  </table></div>`;
}

/** Who was exposed to what, by which method, and what the report is not. */
export function personsSheet(report: Report, { format, site }: { format: Format; site: string }) {
  const { shift, madeAt, persons } = report;
  return html`<section class="sheet">
    <header>
      <h2>${site ? `${site}: ` : nothing}${shift.name}</h2>
      <span>${format.dateTime(shift.from)} – ${format.dateTime(shift.to)}, ${zoneName(format)}</span>
    </header>
    ${
      persons.length > 0
        ? personsTable(report, format)
        : html`<p>
            ${msg("No device had a wearer in this shift: the figures below are of places. Who carries a device is set on its page.", { id: "report.noWearers" })}
          </p>`
    }
    <p class="note">
      ${supplementaryWords()} ${methodText()}
      ${msg("This replaces no personal sampling by a competent person.", { id: "report.noSampling" })}
    </p>
    <p class="note">${msg("Made", { id: "report.made" })}: ${format.moment(madeAt)}</p>
  </section>`;
}
