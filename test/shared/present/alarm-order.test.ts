import fc from "fast-check";
import { expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { liveFirst, worstFirst } from "../../../shared/present/alarm-order.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

it("puts what is live before what nobody hears of, where it is as bad and stands alike", () => {
  const a1 = { condition: "a1", level: "a1", priority: "high" } as const;
  const alarms = worstFirst([
    buildAlarm({ id: "silent a2", device: "silent", knownAt: Number.MAX_SAFE_INTEGER }),
    buildAlarm({ id: "live a1", ...a1 }),
    buildAlarm({ id: "live a2" }),
    buildAlarm({ id: "answered a2", state: "active-acknowledged" }),
    buildAlarm({ id: "drill", drill: true }),
    buildAlarm({ id: "fault", condition: "fault", priority: "medium" }),
  ]);
  expect(liveFirst(alarms, ({ device }) => device === "silent").map(({ id }) => id)).toEqual([
    "live a2",
    "silent a2",
    "live a1",
    "answered a2",
    "drill",
    "fault",
  ]);
});

/** What comes first, by the list of what matters more: danger, real, unanswered, priority, standing, tone, newest. */
const ALARM = fc
  .record({
    condition: fc.constantFrom(["a2", 1, 3], ["a1", 1, 2], ["fault", 0, 1], ["silent", 0, 0]),
    drill: fc.boolean(),
    state: fc.constantFrom(
      ["active-unacknowledged", 1, 3],
      ["returned-unacknowledged", 1, 2],
      ["returned-latched", 0, 1],
      ["active-acknowledged", 0, 1],
    ),
    priority: fc.constantFrom(["critical", 3], ["high", 2], ["medium", 1], ["low", 0]),
    knownAt: fc.integer({ min: 1, max: 4 }),
  })
  .map(
    ({ condition: [condition, danger, tone], drill, state: [state, asks, standing], priority, knownAt }) => ({
      alarm: { condition, drill, state, priority: priority[0], knownAt } as Partial<Alarm>,
      matters: [danger, drill ? 0 : 1, asks, priority[1], standing, tone, knownAt] as number[],
    }),
  );

it("puts the more urgent first, by each thing that matters in its turn", () => {
  fc.assert(
    fc.property(fc.array(ALARM, { maxLength: 12 }), (drawn) => {
      const alarms = drawn.map(({ alarm }, at) => buildAlarm({ ...alarm, id: String(at) }));
      const order = worstFirst(alarms).map(({ id }) => drawn[Number(id)]?.matters ?? []);
      const byEach = (a: number[], b: number[]) =>
        a.map((one, at) => (b[at] ?? 0) - one).find((difference) => difference !== 0) ?? 0;
      expect(order).toEqual(drawn.map(({ matters }) => matters).sort(byEach));
    }),
  );
});
