// Whatever is measured, and whatever is not: alarms of exposure are those of a recomputation from the readings, as reports make it.

import fc from "fast-check";
import { expect, it } from "vitest";
import { reaches, shiftDose, shortTerm } from "../../../shared/rules/exposure/exposure.ts";
import { minuteMeans } from "../../../shared/rules/exposure/minute-means.ts";
import { AlarmTrace, NOON } from "../../helpers/alarm-trace.ts";

const MINUTE = 60_000;
const BY = { kind: "person", name: "Ada", from: "::1" } as const;

const parts = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(0, 5, 14, 16, 40, 90, null, "silent" as const)),
  {
    minLength: 1,
    maxLength: 8,
  },
);

it("the alarms are those of a recomputation from the readings", () => {
  fc.assert(
    fc.property(parts, fc.constantFrom(10_000, 20_000, 60_000), (all, everyMs) => {
      const trace = new AlarmTrace();
      const shifts = [{ name: "late", from: "12:00", to: "20:00" }];
      trace.write({ kind: "site", was: {}, patch: { shifts, timeZone: "UTC" }, by: BY });
      trace.write({ kind: "setting", device: "handheld 1", patch: { expectedIntervalMs: everyMs }, by: BY });
      trace.write({ kind: "setting", device: "handheld 1", patch: { wearer: "Ada" }, by: BY });
      const samples: { t: number[]; values: number[] } = { t: [], values: [] };
      for (const [minutes, value] of [...all, [1, 0] as const])
        for (let ms = 0; ms < minutes * MINUTE; ms += everyMs) {
          if (value === "silent") {
            trace.wait(everyMs).ring(1e9);
            continue;
          }
          samples.t.push(trace.at);
          samples.values.push(value ?? Number.NaN);
          trace.post({ H2S: value }, { delayMs: 0 });
          trace.wait(everyMs);
        }
      const to = (samples.t.at(-1) ?? 0) - ((samples.t.at(-1) ?? 0) % MINUTE);
      const minutes = minuteMeans(samples, { from: NOON, to }, everyMs);
      const firstOver = shortTerm(minutes).find((figure) => reaches(figure, 15));
      const raised = trace.log.find((entry) => entry.kind === "alarm" && entry.alarm.condition === "stel");
      expect(raised?.kind === "alarm" ? raised.alarm.raisedAt : undefined).toBe(firstOver?.at);
      const doses = [...minutes.values.keys()].map((last) =>
        shiftDose({ from: NOON, values: minutes.values.subarray(0, last + 1) }),
      );
      expect(trace.open.some(({ condition }) => condition === "twa")).toBe(
        doses.some((dose) => reaches(dose, 10)),
      );
    }),
    { numRuns: 60 },
  );
});
