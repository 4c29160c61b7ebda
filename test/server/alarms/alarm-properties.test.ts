// What must hold of alarms whatever happens, in any order.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { type Moment, story, type Taken, tell } from "../../helpers/alarm-stories.ts";
import { type AlarmTrace, newAlarms } from "../../helpers/alarm-trace.ts";

const isGas = ({ condition }: Alarm) => condition === "a1" || condition === "a2" || condition === "over";
const RANK = { normal: 0, a1: 1, a2: 2, over: 3 } as const;
const worst = ({ condition }: Alarm) => RANK[condition as "a1"] ?? 0;
const RUNS = { numRuns: 300 };

function holds(check: (taken: Taken) => void): void {
  fc.assert(
    fc.property(story, (moments) => void tell(moments, check)),
    RUNS,
  );
}

describe("whatever happens", () => {
  it("a value at A2 has an open alarm that says so, be the value late", () => {
    holds(({ entry, after }) => {
      if (entry.kind !== "reading") return;
      const h2s = entry.sensors.find(({ type }) => type === "H2S");
      if (h2s?.val == null || h2s.val < 20) return;
      const told = after.some(
        (alarm) => alarm.device === entry.device && alarm.sensor?.type === "H2S" && worst(alarm) >= 2,
      );
      expect(told).toBe(true);
    });
  });

  it("a gas alarm is active exactly while its level is above normal", () => {
    holds(({ after }) => {
      for (const alarm of after.filter(isGas))
        expect(alarm.state.startsWith("active")).toBe(alarm.level !== "normal");
    });
  });

  it("the worst that an alarm was is no less than what it is, and never less than it was", () => {
    holds(({ before, after }) => {
      for (const alarm of after.filter(isGas)) {
        expect(worst(alarm)).toBeGreaterThanOrEqual(RANK[alarm.level]);
        const was = before.find(({ id }) => id === alarm.id);
        if (was) expect(worst(alarm)).toBeGreaterThanOrEqual(worst(was));
      }
    });
  });

  it("a rise asks for an answer at once", () => {
    holds(({ entry, before, after }) => {
      for (const alarm of after.filter(isGas)) {
        const was = before.find(({ id }) => id === alarm.id);
        if (RANK[alarm.level] <= RANK[was?.level ?? "normal"]) continue;
        expect(alarm).toMatchObject({ state: "active-unacknowledged", ask: entry.seq });
      }
    });
  });

  it("a null, a silence or an old timer calms nobody", () => {
    holds(({ entry, before, after }) => {
      const isNull = entry.kind === "reading" && entry.sensors.every(({ val }) => val === null);
      if (!isNull && entry.kind !== "timer") return;
      for (const was of before.filter(isGas).filter(({ drill }) => !drill)) {
        const alarm = after.find(({ id }) => id === was.id);
        expect(RANK[alarm?.level ?? "normal"]).toBeGreaterThanOrEqual(RANK[was.level]);
        if (was.state === "active-unacknowledged") expect(alarm?.state).toBe("active-unacknowledged");
      }
    });
  });

  it("a real A2 ends by nothing but an answer", () => {
    holds(({ entry, before, after }) => {
      for (const was of before.filter((alarm) => isGas(alarm) && worst(alarm) >= 2 && !alarm.drill))
        if (!after.some(({ id }) => id === was.id)) expect(entry.kind).toBe("ack");
    });
  });

  it("an answer to less than what asks changes nothing", () => {
    holds(({ entry, before, after, steps }) => {
      if (entry.kind !== "ack") return;
      const was = before.find(({ id }) => id === entry.alarm);
      if (!was || entry.seen >= was.ask) return;
      expect(steps).toEqual([]);
      expect(after).toEqual(before);
    });
  });

  it("a setting ends no alarm that is unanswered", () => {
    holds(({ entry, before, after }) => {
      if (entry.kind !== "setting") return;
      for (const was of before.filter(isGas).filter(({ state }) => state.endsWith("unacknowledged")))
        expect(after.map(({ id }) => id)).toContain(was.id);
    });
  });

  it("an alarm at A2 is not kept quiet", () => {
    holds(({ after }) => {
      for (const alarm of after.filter((one) => isGas(one) && RANK[one.level] >= 2))
        expect(alarm.shelvedUntil).toBeNull();
    });
  });

  it("ids are never used again", () => {
    const ended = new Set<string>();
    holds(({ after, steps }) => {
      for (const { alarm, to } of steps) if (to === "ended") ended.add(alarm.id);
      for (const { id } of after) expect(after.filter((other) => other.id === id)).toHaveLength(1);
    });
    fc.assert(
      fc.property(story, (moments) => {
        const gone = new Set<string>();
        tell(moments, ({ after, steps }) => {
          for (const { id } of after) expect(gone.has(id)).toBe(false);
          for (const { alarm, to } of steps) if (to === "ended") gone.add(alarm.id);
        });
      }),
      RUNS,
    );
  });

  it("a drill of one device leaves the steps of all others as they are", () => {
    const steps = (moments: readonly Moment[]) => {
      const of: string[] = [];
      tell(moments, (taken) => {
        for (const { device: name, to, alarm } of taken.steps)
          if (name === "b") of.push(`${to} ${alarm.condition} ${alarm.level} ${alarm.state} ${alarm.drill}`);
      });
      return of;
    };
    const isOfOne = ({ event: happens }: Moment) =>
      happens.does !== "answer" &&
      happens.does !== "old timer" &&
      !("device" in happens && happens.does === "drill" && happens.device === "b");
    fc.assert(
      fc.property(story, (moments) => {
        const drills = moments.filter(isOfOne);
        const quiet = drills.map((moment) =>
          moment.event.does === "drill" ? { ...moment, event: { does: "ring" } as const } : moment,
        );
        const loud = drills.flatMap((moment) =>
          moment.event.does === "drill"
            ? [moment, { event: { does: "ring" } as const, waitMs: 0 }]
            : [moment],
        );
        expect(steps(loud)).toEqual(steps(quiet));
      }),
      RUNS,
    );
  });
});

describe("the steps that follow from a log", () => {
  const inputsOf = (trace: AlarmTrace) => trace.log.filter(({ kind }) => kind !== "alarm");
  const keysOf = (trace: AlarmTrace) =>
    trace.log.flatMap((entry) => (entry.kind === "alarm" ? [entry.key] : []));

  it("are the same in whatever parcels it comes, and wherever a restart was", () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (moments, sizes) => {
        const trace = tell(moments, () => {});
        const inputs = inputsOf(trace);
        let alarms = newAlarms();
        for (let from = 0; from < inputs.length; ) {
          const size = sizes.next().value ?? 1;
          alarms.observe({ entries: inputs.slice(from, from + size) });
          from += size;
          const kept = JSON.parse(JSON.stringify(alarms.snapshot()));
          alarms = newAlarms();
          alarms.restore(kept);
        }
        expect(alarms.pending(1e6).map((draft) => draft.key)).toEqual(keysOf(trace));
        expect(alarms.open(trace.at)).toEqual(trace.open);
      }),
      { numRuns: 150 },
    );
  });

  it("are each written once, when a restart finds some of them written and others not", () => {
    fc.assert(
      fc.property(story, fc.nat(), (moments, cut) => {
        const trace = tell(moments, () => {});
        const place = trace.log.length === 0 ? 0 : cut % trace.log.length;
        const alarms = newAlarms();
        alarms.observe({ entries: trace.log.slice(0, place) });
        const written = trace.log
          .slice(0, place)
          .flatMap((entry) => (entry.kind === "alarm" ? [entry.key] : []));
        const missing = alarms.pending(1e6).map((draft) => draft.key);
        const inputs = trace.log.slice(0, place).filter(({ kind }) => kind !== "alarm").length;
        const causes = new Set(trace.log.slice(0, place).map(({ seq }) => seq));
        const due = trace.log.flatMap((entry) =>
          entry.kind === "alarm" && causes.has(entry.cause) ? [entry.key] : [],
        );
        expect(inputs).toBeLessThanOrEqual(place);
        expect([...written, ...missing]).toEqual(due);
      }),
      { numRuns: 150 },
    );
  });
});
