// Mutants that change nothing that anybody could notice, each with its reason. They do not count.

/** What stands in the code, what stood there instead, and why nobody can tell. */
type Equivalent = readonly [code: string, instead: string, reason: string];

const NAMES_ITS_SENSOR = "It is asked only for sensors that the patch names.";
const NO_COMPARISON = "Nothing is more or less than undefined.";
const NOT_THE_TYPE = "It is there for the type: each gas that we know has limits.";
const CHECKED_BEFORE = "The function that asks has looked before.";
const WITHIN_BOUNDS = "Beyond the end there is nothing, which is passed over.";
const MADE_ANEW = "Never read: it is set before anybody looks.";
const BOUND_OF_WORK = "It decides when a state is made, not what it is.";
const BEFORE_ALL = "At no place below 0 is there anything, which is NaN too.";
const MADE_AGAIN = "An empty file that is made again is as it was.";
const OPENS_MORE = "It spares to open a file that does not have it.";
const WRITES_THE_SAME = "The short way: the long one writes the same.";
const NO_ENTRY = "So few bytes are no entry, whatever is made of them.";
const THROWS_NO_OTHER = "JSON.parse throws no other error.";
const NO_MEMBERS = "Spread, it gives no members that a site has.";

export const EQUIVALENT: Readonly<Record<string, readonly Equivalent[]>> = {
  "server/archive/sqlite/write/applier.ts": [
    ["!setAside.isEmpty", "true", "Of nothing that is aside nothing is forgotten."],
  ],
  "server/archive/sqlite/write/events.ts": [
    ["seq <= maxSeq", "true", OPENS_MORE],
    ["seq >= minSeq", "true", OPENS_MORE],
    ["seq >= minSeq && seq <= maxSeq", "true", OPENS_MORE],
    ["seq >= minSeq && seq <= maxSeq", "seq >= minSeq || seq <= maxSeq", OPENS_MORE],
    ["device !== null", "true", "Nobody who is nobody was forgotten."],
  ],
  "server/archive/sqlite/write/roll-ups.ts": [
    ["[]", '["Stryker was here"]', MADE_ANEW],
    ["device.layout === layout", "false", "The short way: the long one finds the same figures."],
    ["value < figures.min", "value <= figures.min", "Of equals either is as good."],
    ["value > figures.max", "value >= figures.max", "Of equals either is as good."],
    ["battery < device.lowestBattery", "battery <= device.lowestBattery", "Of equals either is as good."],
    ["index < figures.length", "index <= figures.length", WITHIN_BOUNDS],
    ["own && range", "true", "It is there for the type: both are there at each place."],
    ["own && range", "own || range", "It is there for the type: both are there at each place."],
  ],
  "server/archive/sqlite/write/gathered.ts": [
    ["!period", "false", "It is there for the type: a file has the name of its period."],
    ["lastMeasuredAt + 1", "lastMeasuredAt - 1", "What is gathered begins with a whole minute or hour."],
    ["info.lastMeasuredAt === 0", "true", "A stretch that has ended has nothing after its end."],
  ],
  "server/archive/sqlite/write/day-writers.ts": [
    ["known && seq < known.untilSeq", "false", "The short way: a writer that is begun anew writes the same."],
    ["seq < known.untilSeq", "seq <= known.untilSeq", "What stands there is in the next file already."],
  ],
  "server/live/replay-window.ts": [
    ["!first || !last", "!first && !last", "A batch has both or none."],
    ["index < this.#stretches.length", "index <= this.#stretches.length", WITHIN_BOUNDS],
    ["[]", '["Stryker was here"]', "What was dropped is never read."],
    ["this.#stretches[middle]?.lastSeq", "this.#stretches[middle].lastSeq", WITHIN_BOUNDS],
    ["this.#dropped * 2 > this.#stretches.length", "true", BOUND_OF_WORK],
    [
      "this.#dropped * 2 > this.#stretches.length",
      "this.#dropped * 2 >= this.#stretches.length",
      BOUND_OF_WORK,
    ],
  ],
  "server/live/catch-up.ts": [
    ["lastEventId === undefined", "false", NO_COMPARISON],
    ["changedSince !== undefined", "true", NO_COMPARISON],
  ],
  "server/log/append-error.ts": [['""', '"Stryker was here!"', "Neither is a code that is known."]],
  "server/log/journal/append-queue.ts": [
    ["[]", '["Stryker was here"]', "It is there for the type: each who waits has entries."],
  ],
  "server/log/journal/journal-line.ts": [
    ['entry.kind === "reading" && isOrdinary(entry)', "false", WRITES_THE_SAME],
    ['"reading"', '""', WRITES_THE_SAME],
    [
      '{ const members = countMembers(reading); return ( members === ORDINARY_MEMBERS || (members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string") ); }',
      "{}",
      WRITES_THE_SAME,
    ],
    [
      'members === ORDINARY_MEMBERS || (members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string")',
      "false",
      WRITES_THE_SAME,
    ],
    [
      'members === ORDINARY_MEMBERS || (members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string")',
      'members === ORDINARY_MEMBERS && members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string"',
      WRITES_THE_SAME,
    ],
    ["members === ORDINARY_MEMBERS", "false", WRITES_THE_SAME],
    ['members === ORDINARY_MEMBERS + 1 && typeof reading.via === "string"', "false", WRITES_THE_SAME],
    ["ORDINARY_MEMBERS + 1", "ORDINARY_MEMBERS - 1", "No reading has so few members."],
    ['"string"', '""', WRITES_THE_SAME],
    ['typeof reading.deviceTime === "string"', "false", "A text is written in either way as JSON has it."],
    ["!sensor", "sensor", WRITES_THE_SAME],
    ["!sensor || countMembers(sensor) !== ORDINARY_SENSOR_MEMBERS", "true", WRITES_THE_SAME],
    ["headLength <= 0", "headLength < 0", NO_ENTRY],
    ["headLength <= 0", "false", NO_ENTRY],
    ["text.length < 2 * MAX_NESTING", "false", "The short way: the long one finds no such depth."],
    [
      "text.length < 2 * MAX_NESTING",
      "text.length <= 2 * MAX_NESTING",
      "The short way: the long one finds no such depth.",
    ],
    ["2 * MAX_NESTING", "2 / MAX_NESTING", "The short way: the long one finds no such depth."],
    ["{ if (error instanceof SyntaxError) return undefined; throw error; }", "{}", THROWS_NO_OTHER],
    ["error instanceof SyntaxError", "true", THROWS_NO_OTHER],
  ],
  "server/log/journal/kept-segments.ts": [
    ["(this.#segments.at(-1)?.bytes ?? 0) > 0", "true", MADE_AGAIN],
    ["(this.#segments.at(-1)?.bytes ?? 0) > 0", "(this.#segments.at(-1)?.bytes ?? 0) >= 0", MADE_AGAIN],
    [
      "this.#segments.at(-1)?.bytes",
      "this.#segments.at(-1).bytes",
      "From its start on a journal has a file.",
    ],
  ],
  "server/log/journal/keyed-appends.ts": [
    ["!entry", "false", "A log answers for each draft."],
    ['draft.kind === "reading"', "true", "No other draft has a key."],
    ["keys.length === 0", "false", "The short way: the long one looks for no keys."],
    ["key === undefined", "false", "Nothing is known of no key."],
    ["claimed.size === 0", "false", "The short way: the long one looks for no keys."],
  ],
  "server/state/fleet.ts": [
    ["entry.seq <= seq", "entry.seq < seq", "The last entry changes nothing when it comes again."],
    ["waiting.length > 0", "true", "Where no step waits, none is made."],
    ["waiting.length > 0", "waiting.length >= 0", "Where no step waits, none is made."],
    ["[]", '["Stryker was here"]', MADE_ANEW],
  ],
  "server/state/open-devices.ts": [
    ["state", "true", "An open device has a state."],
    ["this.#open.size >= MAX_OPEN", "true", BOUND_OF_WORK],
    ["this.#open.size >= MAX_OPEN", "false", BOUND_OF_WORK],
    ["this.#open.size >= MAX_OPEN", "this.#open.size < MAX_OPEN", BOUND_OF_WORK],
    ["this.#open.size >= MAX_OPEN", "this.#open.size > MAX_OPEN", BOUND_OF_WORK],
  ],
  "server/state/projections.ts": [
    ["!first || !last", "!first && !last", "There are both or none."],
    ["has >= last.seq", "has > last.seq", "What has all is then told of none."],
    ["has < first.seq", "false", "The short way: the long one keeps all."],
  ],
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
  "shared/rules/judge.ts": [
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
