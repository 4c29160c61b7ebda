// Mutants of the shared rules, fleet and history that change nothing that anybody could notice.

import { type Equivalents, MADE_ANEW, NO_COMPARISON, WITHIN_BOUNDS } from "./reasons.ts";

const NAMES_ITS_SENSOR = "It is asked only for sensors that the patch names.";
const NOT_THE_TYPE = "It is there for the type: each gas that we know has limits.";
const CHECKED_BEFORE = "The function that asks has looked before.";
const BEFORE_ALL = "At no place below 0 is there anything, which is NaN too.";
const NO_MEMBERS = "Spread, it gives no members that a site has.";

export const OF_SHARED: Equivalents = {
  "shared/fleet/fold-sensors.ts": [
    ["sensor", "true", WITHIN_BOUNDS],
    ["this.#namedSensors[place]?.observe", "this.#namedSensors[place].observe", WITHIN_BOUNDS],
    ["place < this.#sensors.length", "place <= this.#sensors.length", WITHIN_BOUNDS],
    ["place < sensors.length", "place <= sensors.length", WITHIN_BOUNDS],
    ["here?.is(identity)", "false", "The short way: the long one finds the same sensor."],
    ["!isSameSet(sensors, this.#named)", "true", "The short way: the long one finds the same sensors."],
    ["[]", '["Stryker was here"]', MADE_ANEW],
    [
      "unit === undefined && fault === undefined && behindMs === undefined && !lastValue",
      "false",
      "The short way.",
    ],
  ],
  "shared/fleet/freshness.ts": [
    ["ageMs !== undefined", "true", NO_COMPARISON],
    ["heard.behindMs !== undefined", "true", CHECKED_BEFORE],
  ],
  "shared/fleet/levels.ts": [
    ["countMembers(sensor) === 2", "false", "The short way: the long one copies the same."],
  ],
  "shared/fleet/rhythm.ts": [["growing !== undefined", "true", NO_COMPARISON]],
  "shared/fleet/sensor-states.ts": [
    ["retiredAt !== undefined", "true", NO_COMPARISON],
    ["sensor?.val", "sensor.val", WITHIN_BOUNDS],
  ],
  "shared/history/gaps.ts": [
    ["Math.min(MAX_PAIRS, t.length - 1)", "Math.max(MAX_PAIRS, t.length - 1)", "More pairs say the same."],
    ["t.length - 1", "t.length + 1", "More pairs say the same."],
  ],
  "shared/history/merge-columns.ts": [
    ["a < 0", "false", BEFORE_ALL],
    ["b < 0", "false", BEFORE_ALL],
    ["row < 0", "false", BEFORE_ALL],
    ["-1", "+1", "There is a place for each row."],
    [
      "row < target.length",
      "row <= target.length",
      "What is set beyond the end of a typed array is dropped.",
    ],
    ["b < a", "b <= a", "Of equals either is as good."],
    ["b > a", "b >= a", "Of equals either is as good."],
    ["second.t.length === 0", "false", "The short way: the long one merges nothing."],
    ["!sensor", "false", "It is there for the type: a sensor comes from one of the two."],
    ['"A sensor is in none of the histories."', '""', "It is never said."],
  ],
  "shared/history/mixed-columns.ts": [["[]", '["Stryker was here"]', "It is no period, and clipped away."]],
  "shared/rules/dangers.ts": [
    ["to !== null", "true", "A rank of null is undefined, and no rank."],
    ["patch.sensors?.[key]", "patch.sensors[key]", NAMES_ITS_SENSOR],
    [
      "applySettings(settings, patch).sensors?.[key]",
      "applySettings(settings, patch).sensors[key]",
      NAMES_ITS_SENSOR,
    ],
    ["limit === undefined", "false", NO_COMPARISON],
    ['limitsSource !== "own"', "false", "A preset's limits are within the range, whatever the unit."],
  ],
  "shared/rules/exposure/exposure.ts": [
    ["mean !== null", "true", "No limit is below 0, which null counts as."],
  ],
  "shared/rules/exposure/exposure-limits.ts": [
    ["found && unit", "true", "What is not found, or has no unit, has no factor."],
    ["found && unit", "found || unit", "What is not found, or has no unit, has no factor."],
    ["found === undefined", "false", "It is there for the type: what is not found has no factor."],
    ["twa === undefined", "false", "It is there for the type: each gas that has limits has this one."],
    ["stel === undefined", "false", "A member that is undefined is as none."],
  ],
  "shared/rules/exposure/running-exposure.ts": [
    ["index >= 0", "true", "At no place below 0 is there anything."],
    [
      "before !== undefined",
      "true",
      "At no place below 0 is there anything, and nothing is more than undefined.",
    ],
    ["exposure.doses.length > 0", "true", "The short way: of no doses none is left out."],
    [
      "exposure.doses.length > 0",
      "exposure.doses.length >= 0",
      "The short way: of no doses none is left out.",
    ],
  ],
  "shared/rules/shifts.ts": [['typeof value !== "object"', "false", "What is no object has no members."]],
  "shared/rules/gas-names.ts": [
    ["at < words.length", "at <= words.length", "There is no gas without a name."],
    ["length > 0", "length >= 0", "There is no gas without a name."],
  ],
  "shared/rules/rulebook.ts": [
    [
      'typeof sensor.unit === "string"',
      "true",
      "ruleOf looks itself; the rule is only remembered in another place.",
    ],
  ],
  "shared/rules/level.ts": [
    ["high !== undefined", "true", NO_COMPARISON],
    ["low !== undefined", "true", NO_COMPARISON],
  ],
  "shared/rules/limits.ts": [
    ["gas.molarMass === undefined", "false", "A member that is undefined is as none."],
    ["lelVol === undefined", "false", "A member that is undefined is as none."],
  ],
  "shared/rules/reading.ts": [
    ["new Set(types).size === types.length", "false", "The short way: the long one gives the same keys."],
    ["place < one.length", "place <= one.length", "Beyond the end both have nothing, which is the same."],
    ['a?.["unit"]', 'a["unit"]', "It is there for the type: both have a sensor at each place."],
    ['b?.["unit"]', 'b["unit"]', "It is there for the type: both have a sensor at each place."],
    ["a?.type", "a.type", "It is there for the type: both have a sensor at each place."],
    ["b?.type", "b.type", "It is there for the type: both have a sensor at each place."],
  ],
  "shared/rules/sensor-range.ts": [
    ["own !== undefined", "true", NO_COMPARISON],
    ["given?.limits", "given.limits", NOT_THE_TYPE],
    ["given && value !== undefined", "given || value !== undefined", NOT_THE_TYPE],
    ["given && value !== undefined", "true", NOT_THE_TYPE],
    ["value !== undefined", "true", NOT_THE_TYPE],
    ['presetLimits(gas, "instrument")?.unit', 'presetLimits(gas, "instrument").unit', NOT_THE_TYPE],
    ['"ppm"', '""', "No unit means ppm."],
    [
      "Math.min(...ends.map(({ low }) => low))",
      "Math.max(...ends.map(({ low }) => low))",
      "Oxygen has one lower end.",
    ],
  ],
  "shared/rules/site.ts": [
    ["value !== undefined", "true", "A member that is undefined is unfit, and left out later."],
    ['typeof value === "object" && value !== null', "true", NO_MEMBERS],
    [
      'typeof value === "object" && value !== null',
      'typeof value === "object" || value !== null',
      NO_MEMBERS,
    ],
    ['typeof value === "object"', "true", NO_MEMBERS],
    ["value !== null", "true", NO_MEMBERS],
  ],
  "shared/rules/units.ts": [["known", "false", "The short way: the long one finds the same unit."]],
};
