// What is kept while minutes come in says the same as all of them together.

import fc from "fast-check";
import { expect, it } from "vitest";
import { shiftDose, shortTerm } from "../../../../shared/rules/exposure/exposure.ts";
import {
  addMinute,
  copyOf,
  doseNow,
  isNews,
  newExposure,
  passMinute,
  risesByPassing,
  shortTermNow,
} from "../../../../shared/rules/exposure/running-exposure.ts";

const SHIFT = { from: 100, to: 580 };
const minutes = fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 1, maxLength: 60 });

function meansOf(values: readonly (number | null)[]) {
  return { from: 0, values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

it("has the figures of exposure.ts at the end of each minute", () => {
  fc.assert(
    fc.property(minutes, (values) => {
      const exposure = newExposure();
      let worst = 0;
      for (const [index, mean] of values.entries()) {
        const minute = SHIFT.from + index;
        if (mean === null) passMinute(exposure, minute, [SHIFT]);
        else addMinute(exposure, { minute, mean }, [SHIFT]);
        const means = meansOf(values.slice(0, index + 1));
        const now = shortTerm(means).at(-1);
        expect(shortTermNow(exposure)).toBeCloseTo(now?.mean ?? now?.low ?? 0, 9);
        const dose = shiftDose(means);
        worst = Math.max(worst, dose.mean ?? dose.low);
        expect(doseNow(exposure)).toBeCloseTo(worst, 9);
      }
    }),
  );
});

it("rises by no unknown minute that is not said to raise it", () => {
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 60 }), (values, passing) => {
      const exposure = newExposure();
      for (const [index, mean] of values.entries())
        if (mean !== null) addMinute(exposure, { minute: SHIFT.from + index, mean }, [SHIFT]);
      for (let more = 0; more < passing; more += 1) {
        const [before, may] = [copyOf(exposure), risesByPassing(exposure)];
        passMinute(exposure, Math.max(exposure.end, SHIFT.from), [SHIFT]);
        if (may) continue;
        expect(shortTermNow(exposure)).toBeLessThanOrEqual(shortTermNow(before));
        expect(doseNow(exposure)).toBeLessThanOrEqual(doseNow(before));
      }
    }),
  );
});

it("counts each minute once, in whatever order they come, and of several the highest", () => {
  fc.assert(
    fc.property(minutes, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (values, dice) => {
      const known = values.flatMap((mean, index) =>
        mean === null ? [] : [{ minute: SHIFT.from + index, mean }],
      );
      const order = known
        .map((one) => ({ one, place: dice.next().value ?? 0 }))
        .sort((a, b) => a.place - b.place)
        .map(({ one }) => one);
      const exposure = newExposure();
      for (const one of order) addMinute(exposure, one, [SHIFT]);
      const before = copyOf(exposure);
      for (const { minute } of order) addMinute(exposure, { minute, mean: 0 }, [SHIFT]);
      expect(exposure.doses).toEqual(before.doses);
      const [dose] = exposure.doses;
      expect(dose?.sum ?? 0).toBeCloseTo(
        known.reduce((sum, { mean }) => sum + mean, 0),
        9,
      );
      expect(dose?.count ?? 0).toBe(known.length);
    }),
  );
});

it("is changed by what is news, and by nothing else", () => {
  const told = fc.record({
    minute: fc.integer({ min: SHIFT.from, max: SHIFT.from + 40 }),
    mean: fc.integer({ min: 0, max: 3 }),
    inShift: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 80 }), (all) => {
      const exposure = newExposure();
      for (const { inShift, ...one } of all) {
        const before = copyOf(exposure);
        const shifts = inShift ? [SHIFT] : [];
        const expected = isNews(exposure, one, shifts);
        addMinute(exposure, one, shifts);
        expect(JSON.stringify(exposure) !== JSON.stringify(before)).toBe(expected);
      }
    }),
  );
});
