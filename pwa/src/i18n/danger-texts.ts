// What a change of settings would do to alarms, in words: the rule is `shared/rules/dangers.ts`.

import { msg, str } from "@lit/localize";
import type { Doubtful, Lessened } from "../../../shared/rules/dangers.ts";
import type { Level } from "../../../shared/rules/level.ts";
import { stateWord } from "./state-texts.ts";

/** Most alarms that are named one by one. */
const MAX_NAMED = 3;

function levelWord(level: Level | null): string {
  return level === null ? msg("without any level", { id: "danger.noLevel" }) : stateWord(level);
}

/** What whoever confirms a change must know. `nameOf` turns a sensor's key into what the screen calls it. */
export function doubtfulText(doubtful: Doubtful, nameOf: (key: string) => string): string {
  const sensor = nameOf(doubtful.sensor);
  switch (doubtful.kind) {
    case "zero": {
      const level = levelWord(doubtful.level);
      return msg(
        str`${sensor} is in alarm now (${level}). A zero is set in clean air: set here, it hides the gas that is there.`,
        { id: "danger.zero" },
      );
    }
    case "oxygen-zero":
      return msg(
        str`${sensor}: the zero of an oxygen sensor is set where there is no oxygen at all. Set in air it hides a lack of it.`,
        { id: "danger.oxygen" },
      );
    case "above-scale":
      return msg(
        str`${sensor}: its limit ${stateWord(doubtful.bound)} lies above what its instrument measures, and may never be reached.`,
        { id: "danger.aboveScale" },
      );
    case "hidden":
      return msg(
        str`The alarm of ${sensor} (${levelWord(doubtful.level)}) becomes: ${levelWord(doubtful.to)}.`,
        {
          id: "danger.hidden",
        },
      );
  }
}

/** What other limits for the site would do to present alarms, the first few by name. */
export function lessenedTexts(
  lessened: readonly Lessened[],
  nameOf: (device: string) => string,
): readonly string[] {
  const named = lessened.slice(0, MAX_NAMED).map(({ device, sensor, level, to }) => {
    const who = `${nameOf(device)} · ${sensor}`;
    return msg(str`The alarm of ${who} (${levelWord(level)}) becomes: ${levelWord(to)}.`, {
      id: "danger.hidden",
    });
  });
  const more = lessened.length - named.length;
  return more > 0 ? [...named, msg(str`And ${more} more alarms.`, { id: "danger.more" })] : named;
}
