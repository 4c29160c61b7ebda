// The engine tells the same steps as the reference model of the design, over random traces.

import fc from "fast-check";
import { expect, it } from "vitest";
import type { AlarmEntry } from "../../../shared/entries/alarm.ts";
import { type Moment, tell } from "../../helpers/alarm-stories.ts";
import { ReferenceAlarms } from "../../helpers/reference-alarms.ts";

const STATES = {
  "active-unacknowledged": "U",
  "active-acknowledged": "K",
  "returned-unacknowledged": "R",
  "returned-latched": "L",
  ended: "N",
} as const;
const RANK: { readonly [name: string]: number } = { normal: 0, a1: 1, a2: 2 };

const device = fc.constantFrom("a", "b");
const value = fc.constantFrom(null, 0, 0, 20, 33, 34, 35, 36, 47, 60, 67, 70, 80, 200);
const span = fc.option(fc.constantFrom(10_000, 1_200_000, 1e9));

const happening: fc.Arbitrary<Moment["event"]> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      does: fc.constant("post" as const),
      device,
      values: value.map((one) => [one]),
      // No two readings of a device have the same time: a clock that stands is another matter.
      delayMs: fc.constantFrom(0, 0, 0, 30_500),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant("answer" as const),
      which: fc.nat(5),
      seen: fc.constantFrom("now", "now", "ask", "old"),
    }),
  },
  fc.record({
    does: fc.constant("shelve" as const),
    device,
    condition: fc.constant("a1" as const),
    ms: span,
  }),
  fc.record({ does: fc.constant("drill" as const), device, ms: span }),
  fc.record({ does: fc.constant("limits" as const), device, a1: fc.constantFrom(20, 35, 50) }),
  fc.record({ does: fc.constant("retire" as const), device }),
  fc.record({ does: fc.constant("server" as const), what: fc.constantFrom("start", "clock-step") }),
  fc.record({ does: fc.constant("restart" as const) }),
  { weight: 3, arbitrary: fc.record({ does: fc.constant("ring" as const) }) },
  fc.record({ does: fc.constant("old timer" as const), which: fc.nat(20) }),
);
const moments = fc.array(
  fc.record({ event: happening, waitMs: fc.constantFrom(1_000, 5_000, 11_000, 61_000, 960_000) }),
  { minLength: 1, maxLength: 120 },
);

function wordsOf({ device: name, to, alarm }: AlarmEntry): string {
  return `${name} ${to} ${STATES[alarm.state]} ${RANK[alarm.condition]} ${RANK[alarm.level]}${alarm.drill ? " drill" : ""}`;
}

/** A slow clock of which it took three readings to learn that. */
const LEARNED: Moment[] = [
  ...[0, 30_500, 30_500, 30_500, 0].map((delayMs, place) => ({
    event: {
      does: "post" as const,
      device: "a",
      values: [[47], [null], [null], [0], [33]][place] ?? [],
      delayMs,
    },
    waitMs: 1_000,
  })),
];

/** One reading that raises two alarms of its sensor, of which one is answered: that of what was breathed in a quarter of an hour. */
const TWO_AT_ONCE: Moment[] = [
  { event: { does: "post", device: "b", values: [200], delayMs: 0 }, waitMs: 1_000 },
  { event: { does: "retire", device: "b" }, waitMs: 960_000 },
  { event: { does: "answer", which: 0, seen: "now" }, waitMs: 1_000 },
  { event: { does: "post", device: "b", values: [80], delayMs: 0 }, waitMs: 1_000 },
  { event: { does: "answer", which: 1, seen: "now" }, waitMs: 1_000 },
];

it("tells the steps of gas alarms that the reference model tells, in any order of what may happen", () => {
  fc.assert(
    fc.property(moments, (happens) => {
      const { log } = tell(happens, () => {});
      const reference = new ReferenceAlarms();
      const alarms = log.filter((one): one is AlarmEntry => one.kind === "alarm");
      // Alarms of other conditions may have the number of a gas alarm in their ids; the model knows nothing of them.
      const others = new Set(
        alarms.filter(({ alarm }) => !(alarm.condition in RANK)).map(({ alarm }) => alarm.id),
      );
      for (const entry of log) {
        if (entry.kind === "alarm") continue;
        const told = alarms.filter(({ cause, alarm }) => cause === entry.seq && alarm.condition in RANK);
        const isOther = entry.kind === "ack" && others.has(entry.alarm);
        const steps = isOther ? [] : reference.fold(entry);
        expect({ entry, steps: told.map(wordsOf) }).toEqual({ entry, steps });
      }
    }),
    { numRuns: 300, examples: [[LEARNED], [TWO_AT_ONCE]] },
  );
});
