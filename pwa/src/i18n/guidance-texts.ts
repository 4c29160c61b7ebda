// What to do at an alarm on any site: general knowledge, in few words. What a site has written down comes before it.

import { msg } from "@lit/localize";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { gasOf } from "../../../shared/rules/gases.ts";

const BURNS: ReadonlySet<string> = new Set(["CH4", "H2", "LPG", "C3H8", "C4H10"]);

function ofCall(): readonly string[] {
  return [
    msg("Call the person, and whoever is near them.", { id: "guidance.call1" }),
    msg("Send two people, with gas detectors of their own. Alert the rescue.", { id: "guidance.call2" }),
  ];
}

function ofDanger(isBurning: boolean): readonly string[] {
  const first = isBurning
    ? msg("Leave at once. No flames, no sparks; switch nothing on or off.", { id: "guidance.burnDanger" })
    : msg("Leave at once, across the wind. Call the others out.", { id: "guidance.toxicDanger" });
  return [first, countPeople(), comeBack()];
}

function countPeople(): string {
  return msg("Make sure that everybody is out.", { id: "guidance.count" });
}

function comeBack(): string {
  return msg("Nobody goes back without breathing apparatus before it is measured to be clear.", {
    id: "guidance.back",
  });
}

function ofWarning(isBurning: boolean): readonly string[] {
  const first = isBurning
    ? msg("Stop all work with flames or sparks. Air the place.", { id: "guidance.burnWarning" })
    : msg("Warn the others, air the place, look for the source.", { id: "guidance.toxicWarning" });
  return [first, msg("Leave when the value goes on rising.", { id: "guidance.rising" })];
}

function ofOxygen({ side }: Pick<Alarm, "side">): readonly string[] {
  if (side === "low")
    return [
      msg("Leave at once: one notices nothing before fainting.", { id: "guidance.oxygenLow" }),
      countPeople(),
      comeBack(),
    ];
  return [
    msg("Put out flames, stop sparks; nothing oily near the source.", { id: "guidance.oxygenHigh" }),
    msg("Leave. Air clothes outside before going near a flame.", { id: "guidance.oxygenClothes" }),
  ];
}

/** Lines, a step each; none for what is about an instrument. */
export function generalGuidance({ sensor, condition, side }: Alarm): readonly string[] {
  if (condition === "call") return ofCall();
  if (condition !== "a1" && condition !== "a2" && condition !== "over") return [];
  const { id } = gasOf(sensor?.type ?? "");
  if (id === "O2") return ofOxygen({ side });
  return condition === "a1" ? ofWarning(BURNS.has(id)) : ofDanger(BURNS.has(id));
}
