// The steps that follow from a log are the same however it is read, whoever reads it, and wherever a restart was.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alarms } from "../../../server/alarms/alarms.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { story, tell } from "../../helpers/alarm-stories.ts";
import { type AlarmTrace, newAlarms } from "../../helpers/alarm-trace.ts";

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

  it("are the same keys, each once, when a log is read twice", () => {
    fc.assert(
      fc.property(story, fc.nat(), (moments, cut) => {
        const inputs = inputsOf(tell(moments, () => {}));
        const prefix = inputs.slice(0, inputs.length === 0 ? 0 : cut % inputs.length);
        const read = () => {
          const alarms = newAlarms();
          alarms.observe({ entries: prefix });
          return alarms.pending(1e6).map(({ key }) => key);
        };
        const keys = read();
        expect(read()).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 150 },
    );
  });

  it("are those of one, when two servers follow one log and either writes what it finds missing", () => {
    const writer = fc.constantFrom("one", "other", "both", "neither");
    fc.assert(
      fc.property(story, fc.infiniteStream(writer), (moments, writers) => {
        const trace = tell(moments, () => {});
        const log = new Set<string>();
        const [one, other] = [newAlarms(), newAlarms()];
        const write = (alarms: Alarms) => {
          for (const step of alarms.pending(1e6)) {
            if (log.has(step.key)) alarms.settle(step.key);
            else {
              log.add(step.key);
              const entry = { ...step, seq: 0, at: 0 } as Entry;
              one.observe({ entries: [entry] });
              other.observe({ entries: [entry] });
            }
          }
        };
        for (const entry of inputsOf(trace)) {
          one.observe({ entries: [entry] });
          other.observe({ entries: [entry] });
          const who = writers.next().value;
          if (who === "one" || who === "both") write(one);
          if (who === "other" || who === "both") write(other);
        }
        write(other);
        write(one);
        expect([...log].sort()).toEqual(keysOf(trace).sort());
        expect([...one.pending(1e6), ...other.pending(1e6)]).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
