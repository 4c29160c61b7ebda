// What somebody may say to an alarm, and what that does.

import { msg } from "@lit/localize";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";

/** What is said most often, so that two taps do. */
export function reasonTexts(): readonly string[] {
  return [
    msg("On my way", { id: "alarm.reasonOnWay" }),
    msg("Area is cleared", { id: "alarm.reasonCleared" }),
    msg("Known work", { id: "alarm.reasonWork" }),
    msg("Test gas", { id: "alarm.reasonTest" }),
  ];
}

/** What an answer does, in a sentence; of several alarms what it does to all of them. */
export function answerEffect(shown: AlarmPresentation | undefined): string {
  if (shown && (shown.tone === "fault" || shown.tone === "stale"))
    return msg("The alarm stays until its cause is gone.", { id: "alarm.effectHealth" });
  const isOver = shown?.standing === "over" || shown?.standing === "latched";
  if (!isOver)
    return msg("This stops the sound. The alarm stays until the air is clear.", { id: "alarm.effect" });
  return shown?.alarm.unsure
    ? msg("The alarm stays: nobody knows whether it is over.", { id: "alarm.effectUnsure" })
    : msg("This ends the alarm.", { id: "alarm.effectEnd" });
}
