import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { isUnanswered } from "../../../../shared/present/alarm-order.ts";
import { alarmMark, blockClass } from "../../components/alarm/alarm-styles.ts";
import { askToAnswer } from "../../components/alarm/ask-to-answer.ts";
import type { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { alarmFigure, alarmGas, levelName } from "../../i18n/alarm-texts.ts";
import type { AlarmGroup } from "../../rules/alarm-groups.ts";
import { alarmRow } from "./alarm-row.ts";

/** Alarms of a place that are listed under it. */
const MOST = 50;

function countWords(count: number, level: string): string {
  if (count === 1) return msg(str`1 alarm, ${level}`, { id: "alarm.groupOne" });
  return msg(str`${count} alarms, worst ${level}`, { id: "alarm.groupCount" });
}

/** A place in a flood: how many, how bad, where it was measured first; its alarms are a tap away. */
export function alarmGroup(
  { place, alarms, first }: AlarmGroup,
  look: ShownAlarmsController,
  from: EventTarget,
) {
  const [worst] = alarms;
  if (!worst) return nothing;
  const shown = look.show(worst);
  const start = look.show(first);
  const time = look.format.time(first.raisedAt, look.now);
  const figure = `${alarmGas(start)} ${alarmFigure(start.peak, start, look.format)} ${start.unit}`;
  const asking = alarms.filter((alarm) => isUnanswered(alarm) && !look.waitingFor(alarm));
  return html`<section class="group ${blockClass(shown)}">
    <header>
      ${alarmMark(shown)}
      <div>
        <h2>${place ?? msg("Without a place", { id: "overview.noPlace" })}</h2>
        <p>${countWords(alarms.length, levelName(worst))}</p>
        <p>${msg(str`First: ${start.name}, ${figure}, ${time}`, { id: "alarm.first" })}</p>
      </div>
    </header>
    ${
      asking.length > 0 && look.mayAnswer
        ? html`<button class="answer" @click=${() => askToAnswer(from, asking)}>
            ${asking.length === 1 ? msg("Acknowledge", { id: "alarm.acknowledge" }) : msg(str`Acknowledge all ${asking.length}`, { id: "alarm.answerAll" })}
          </button>`
        : nothing
    }
    <details>
      <summary>${msg("Which ones", { id: "alarm.groupList" })}</summary>
      <ul class="sheet rows">
        ${alarms.slice(0, MOST).map((alarm) => html`<li>${alarmRow(look.show(alarm), look)}</li>`)}
      </ul>
      ${alarms.length > MOST ? html`<p>${msg(str`and ${alarms.length - MOST} more`, { id: "alarm.andMore" })}</p>` : nothing}
    </details>
  </section>`;
}
