// What must hold of alarms whatever happens, in any order.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { sounds } from "../../../shared/present/alarm-order.ts";
import { levelOfRaw, ruleOf } from "../../../shared/rules/judge.ts";
import { type Moment, story, type Taken, tell } from "../../helpers/alarm-stories.ts";
import { AlarmTrace } from "../../helpers/alarm-trace.ts";

const isGas = ({ condition }: Alarm) => condition === "a1" || condition === "a2" || condition === "over";
const RANK = { normal: 0, a1: 1, a2: 2, over: 3 } as const;
const worst = ({ condition }: Alarm) => RANK[condition as "a1"] ?? 0;
const RUNS = { numRuns: 150 };

/** Steps by which an alarm is over, or turns out to have been worse when it was. */
const OVER: ReadonlySet<string> = new Set(["returned", "raised-late", "worsened", "latched"]);

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

  it("a real A2 ends by nothing but an answer of somebody who has seen that it is over", () => {
    const backs = new Map<string, number>();
    holds(({ entry, before, after, steps }) => {
      for (const was of before.filter((alarm) => isGas(alarm) && worst(alarm) >= 2 && !alarm.drill))
        if (!after.some(({ id }) => id === was.id)) {
          if (entry.kind !== "ack") throw new Error(`ended by ${entry.kind}`);
          const back = backs.get(was.id) ?? Number.POSITIVE_INFINITY;
          expect(entry.seen).toBeGreaterThanOrEqual(back);
        }
      for (const { alarm, to, cause } of steps) if (OVER.has(to)) backs.set(alarm.id, cause);
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

  it("a setting ends no alarm that is unanswered, nor one at A2", () => {
    holds(({ entry, before, after }) => {
      if (entry.kind !== "setting") return;
      const left = after.map(({ id }) => id);
      for (const was of before.filter(isGas))
        if (was.state.endsWith("unacknowledged") || worst(was) >= 2) expect(left).toContain(was.id);
    });
  });

  it("a start of the server, and a leap of its clock, end, calm and raise nothing", () => {
    holds(({ entry, before, after, steps }) => {
      if (entry.kind !== "server") return;
      expect(steps).toEqual([]);
      expect(after).toEqual(before);
    });
  });

  it("an old timer changes nothing, and a current one has its effect", () => {
    holds(({ entry, before, after, steps }) => {
      if (entry.kind !== "timer") return;
      if (entry.armedBy < 0) {
        expect(steps).toEqual([]);
        expect(after).toEqual(before);
      } else if (entry.timer === "rearm") expect(steps.map(({ to }) => to)).toEqual(["reasked"]);
      else if (entry.timer === "silent") expect(steps.map(({ to }) => to)).toContain("raised");
      else if (entry.timer === "drill-end")
        expect(after.filter(({ device, drill }) => drill && device === entry.device)).toEqual([]);
    });
  });

  it("an alarm at A2 is not kept quiet, and sounds while nobody has answered", () => {
    holds(({ after }) => {
      for (const alarm of after.filter((one) => isGas(one) && RANK[one.level] >= 2)) {
        expect(alarm.shelvedUntil).toBeNull();
        const settled = alarm.quietUntil ?? alarm.knownAt;
        expect(sounds(alarm, settled)).toBe(alarm.state === "active-unacknowledged");
      }
    });
  });

  it("late readings change nothing of the present, and count for no fall", () => {
    const post = fc.record({
      val: fc.constantFrom(0, 20, 34, 36, 60, 80),
      waitMs: fc.constantFrom(1_000, 5_000, 11_000),
      late: fc.option(fc.constantFrom(0, 36, 80, 300)),
    });
    const levelsOf = (posts: readonly { val: number; waitMs: number; late: number | null }[]) => {
      const trace = new AlarmTrace();
      return posts.map(({ val, waitMs, late }) => {
        trace.wait(waitMs).post({ CO: val }, { delayMs: 0 });
        // A second after the newest, measured before all that was told so far.
        if (late !== null) trace.wait(500).post({ CO: late }, { delayMs: 600_000 });
        else trace.wait(500);
        return trace.open
          .filter((alarm) => !alarm.late && alarm.level !== "normal")
          .map(({ level }) => level);
      });
    };
    fc.assert(
      fc.property(fc.array(post, { minLength: 1, maxLength: 40 }), (posts) => {
        expect(levelsOf(posts)).toEqual(levelsOf(posts.map((one) => ({ ...one, late: null }))));
      }),
      RUNS,
    );
  });

  it("the level of an alarm is that of its value on every screen, outside the dead band", () => {
    const rule = ruleOf({ type: "CO" }, undefined, "instrument");
    const outside = fc
      .double({ min: 0, max: 3_000, noNaN: true })
      .filter((value) => [35, 70, 2_000].every((limit) => value >= limit || value < limit * 0.95));
    fc.assert(
      fc.property(story, outside, (moments, value) => {
        const trace = tell(moments, () => {});
        for (let post = 0; post < 4; post += 1) trace.wait(31_000).post({ CO: value }, { device: "c" });
        const [alarm] = trace.open.filter(({ device }) => device === "c").filter(isGas);
        const level = alarm?.level === "over" ? "a2" : (alarm?.level ?? "normal");
        expect(level).toBe(levelOfRaw(value, rule));
        for (let post = 0; post < 4; post += 1) trace.wait(31_000).post({ CO: 0 }, { device: "c" });
        const levels = trace.open
          .filter(({ device }) => device === "c")
          .filter(isGas)
          .map((one) => one.level);
        expect(levels.filter((one) => one !== "normal")).toEqual([]);
      }),
      { numRuns: 60 },
    );
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
