import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { icon } from "../../components/base/more-icons.ts";
import type { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import { ageUnknown } from "../../i18n/age-texts.ts";

function words(shown: ShownAlarmsController): string | undefined {
  const { surety, format, now } = shown;
  if (surety.kind === "live") return undefined;
  if (surety.asOf === undefined)
    return surety.why === "failed"
      ? msg("The server does not tell its alarms. It is asked again.", { id: "alarm.notTold" })
      : msg("Which alarms there are is not known yet.", { id: "alarm.notKnownYet" });
  const { isGuess } = shown.fleet.moment;
  const time = isGuess ? format.dateTime(surety.asOf) : format.time(surety.asOf, now);
  const age = isGuess ? ageUnknown() : format.since(now - surety.asOf);
  return msg(str`As of ${time}, ${age}. There may be other alarms by now.`, { id: "alarm.old" });
}

/** What a list of alarms is worth, where it is not what the server says now. */
export function suretyLine(shown: ShownAlarmsController) {
  const text = words(shown);
  return html`<div role="status">${text ? html`<p class="old">${icon("clock")}<span>${text}</span></p>` : nothing}</div>`;
}
