// Mutants of the server that change nothing that anybody could notice.

import { type Equivalents, MADE_ANEW, NO_COMPARISON, WITHIN_BOUNDS } from "./reasons.ts";

const BOUND_OF_WORK = "It decides when a state is made, not what it is.";
const MADE_AGAIN = "An empty file that is made again is as it was.";
const OPENS_MORE = "It spares to open a file that does not have it.";
const WRITES_THE_SAME = "The short way: the long one writes the same.";
const READ_IN_VAIN = "The short way: what is read in vain has no entry that is wanted.";
const NO_ENTRY = "So few bytes are no entry, whatever is made of them.";
const THROWS_NO_OTHER = "JSON.parse throws no other error.";

export const OF_SERVER: Equivalents = {
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
  "server/log/journal/pending-keys.ts": [
    ["keys.length === 0", "false", "The short way: of no keys none is claimed."],
    ["this.#pending.size === 0", "false", "The short way: nobody waits for any key."],
    ["key === undefined", "false", "Nobody waits for no key."],
  ],
  "server/log/journal/recovery.ts": [
    ["endSeq <= afterSeq + 1", "false", READ_IN_VAIN],
    ["endSeq <= afterSeq + 1", "endSeq < afterSeq + 1", READ_IN_VAIN],
    ["afterSeq + 1", "afterSeq - 1", READ_IN_VAIN],
    ["entries.length > 0", "true", "Whoever asks leaves out groups without an entry."],
    ["entries.length > 0", "entries.length >= 0", "Whoever asks leaves out groups without an entry."],
  ],
  "server/log/journal/segments.ts": [
    ["[]", '["Stryker was here"]', "No file is called so."],
    ["rest.length === 0", "false", "The short way: nothing before some bytes is those bytes."],
    ["lines.length > 0", "true", "Whoever asks goes through none of no lines."],
    ["lines.length > 0", "lines.length >= 0", "Whoever asks goes through none of no lines."],
  ],
  "server/log/journal/stamp-entry.ts": [
    ["members === ORDINARY_MEMBERS", "false", "The short way: the long one copies the same."],
    [
      "members === ORDINARY_MEMBERS + 1 && draft.via !== undefined",
      "false",
      "The short way: the long one copies the same.",
    ],
    ["ORDINARY_MEMBERS + 1", "ORDINARY_MEMBERS - 1", "No draft has so few members."],
  ],
  "server/log/journal/sync-mark.ts": [
    ["path === undefined", "false", "Without a path no file is opened, and nothing found."],
    ['""', '"Stryker was here!"', "Neither is what a mark says."],
    ["this.#file?.write", "this.#file.write", "A mark that cannot be written goes unseen."],
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
};
