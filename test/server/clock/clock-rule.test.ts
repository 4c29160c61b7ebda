import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beyondTrust,
  type ClockMemory,
  countsAfter,
  judgeStart,
  observeTime,
  toldBeyondTrust,
} from "../../../server/clock/clock-rule.ts";

const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const YEAR = 365 * DAY;
const FRESH: ClockMemory = { trustedAt: NOON, steps: [] };

const start = (wall: number, lastAt: number, over: { confirmedAt?: number; lastSeq?: number } = {}) => ({
  wall,
  lastAt,
  lastSeq: over.lastSeq ?? 100,
  confirmedAt: over.confirmedAt,
});

describe("a start", () => {
  it("goes on from the last entry where the machine is ahead of it, or behind by less than an hour", () => {
    for (const wall of [NOON + YEAR, NOON, NOON - HOUR]) {
      const { resumeAt, memory } = judgeStart(FRESH, start(wall, NOON));
      expect(resumeAt).toBe(NOON);
      expect(memory).toEqual(FRESH);
    }
  });

  it("steps back at the second of two starts that the last entry contradicts, once", () => {
    const glitch = NOON + 5 * YEAR;
    const first = judgeStart(FRESH, start(NOON + HOUR, glitch));
    expect(first).toEqual({ resumeAt: glitch, memory: { ...FRESH, doubt: NOON + HOUR } });
    const second = judgeStart(first.memory, start(NOON + 2 * HOUR, glitch + HOUR, { lastSeq: 105 }));
    expect(second.resumeAt).toBe(NOON + 2 * HOUR);
    expect(second.memory).toEqual({
      trustedAt: NOON,
      steps: [{ seq: 105, from: glitch + HOUR, to: NOON + 2 * HOUR }],
    });
    const third = judgeStart(second.memory, start(NOON + 3 * HOUR, NOON + 2 * HOUR));
    expect(third).toEqual({ resumeAt: NOON + 2 * HOUR, memory: second.memory });
  });

  it("forgets a doubt when the machine is ahead of the last entry again", () => {
    const first = judgeStart(FRESH, start(NOON, NOON + DAY)).memory;
    expect(first.doubt).toBe(NOON);
    expect(judgeStart(first, start(NOON + 2 * DAY, NOON + DAY)).memory).toEqual(FRESH);
  });

  it("never steps back to a machine without a clock chip, however often it starts", () => {
    for (const wall of [MINUTE, Date.UTC(2024, 7, 1)]) {
      let memory = FRESH;
      for (let time = 0; time < 10; time += 1) {
        const judged = judgeStart(memory, start(wall + time * MINUTE, NOON));
        expect(judged.resumeAt).toBe(NOON);
        memory = judged.memory;
      }
    }
  });

  it("steps back at once when an operator has confirmed the machine's clock within a day", () => {
    const lastAt = NOON + 5 * YEAR;
    const confirmed = judgeStart(FRESH, start(NOON + HOUR, lastAt, { confirmedAt: NOON }));
    expect(confirmed.resumeAt).toBe(NOON + HOUR);
    const long = judgeStart(FRESH, start(NOON + 2 * DAY, lastAt, { confirmedAt: NOON }));
    expect(long.resumeAt).toBe(lastAt);
  });
});

describe("trust", () => {
  it("follows entries that follow each other", () => {
    const memory = [1, 20, 40].reduce(
      (known, hours) => observeTime(known, NOON + hours * HOUR, false),
      FRESH,
    );
    expect(memory).toEqual({ ...FRESH, trustedAt: NOON + 40 * HOUR });
    expect(beyondTrust(memory, NOON + 64 * HOUR, undefined)).toBe(DAY);
  });

  it("is not given to a leap, but to a device that agrees, to an operator, and to a week of entries", () => {
    const leap = NOON + 5 * YEAR;
    const memory = observeTime(FRESH, leap, false);
    expect(memory).toEqual({ ...FRESH, leapt: { since: leap, until: leap } });
    expect(beyondTrust(memory, leap, undefined)).toBe(5 * YEAR);
    expect(beyondTrust(memory, leap, leap - HOUR)).toBe(HOUR);
    expect(observeTime(FRESH, leap, true).trustedAt).toBe(leap);
    const daily = (days: number) =>
      Array.from({ length: days }, (_, day) => leap + (day + 1) * DAY).reduce(
        (known, at) => observeTime(known, at, false),
        memory,
      );
    expect(daily(6).trustedAt).toBe(NOON);
    expect(daily(7).trustedAt).toBe(leap + 7 * DAY);
    expect(observeTime(memory, leap + 7 * DAY, false).trustedAt).toBe(NOON);
  });

  it("goes back to what was before a leap that was undone", () => {
    const glitch = observeTime(FRESH, NOON + 5 * YEAR, false);
    expect(observeTime(glitch, NOON + MINUTE, false)).toEqual({ ...FRESH, trustedAt: NOON + MINUTE });
  });
});

describe("a new folder, where nothing is trusted yet", () => {
  const times = (...at: readonly number[]) =>
    at.reduce((known, ms) => observeTime(known, ms, false), { trustedAt: 0, steps: [] } as ClockMemory);
  const told = (memory: ClockMemory, now: number) => toldBeyondTrust(memory, now, undefined);

  it("has nothing to tell while entries follow each other, nor of a clock that was set after its first entries", () => {
    expect(told(times(), NOON)).toBeUndefined();
    expect(told(times(NOON, NOON + HOUR), NOON + 2 * HOUR)).toBe(HOUR);
    expect(told(times(MINUTE, NOON, NOON + HOUR), NOON + HOUR)).toBe(0);
  });

  it("tells of a clock that is years beyond its entries, before and after it has entries of its own", () => {
    const leap = NOON + 5 * YEAR;
    expect(told(times(NOON), leap)).toBe(5 * YEAR);
    expect(told(times(NOON, leap, leap + DAY), leap + DAY)).toBe(5 * YEAR + DAY);
    expect(told(times(NOON, leap, leap + YEAR), leap + YEAR)).toBe(6 * YEAR);
    expect(toldBeyondTrust(times(NOON, leap), leap, leap)).toBe(0);
  });

  it("has nothing to tell any more once the leap was undone, however long it runs then", () => {
    const undone = times(NOON, NOON + 5 * YEAR, NOON + HOUR);
    expect(undone.leapt).toEqual({ since: NOON + HOUR, until: NOON + HOUR });
    const days = [1, 2, 3, 4, 5, 6].map((day) => NOON + HOUR + day * DAY);
    expect(told(times(NOON, NOON + 5 * YEAR, NOON + HOUR, ...days), NOON + HOUR + 6 * DAY)).toBe(0);
  });
});

describe("any glitches", () => {
  /** A server that runs from start to start on a machine whose clock jumps; true time goes on. */
  const run = fc.record({
    down: fc.integer({ min: 1, max: 20 }),
    off: fc.constantFrom(0, 0, 0, 2 * HOUR, -2 * HOUR, 5 * YEAR, -5 * YEAR),
    entries: fc.integer({ min: 0, max: 5 }),
    jump: fc.constantFrom(0, 0, 0, 5 * YEAR),
  });

  it("are undone after two starts with the right clock, and nothing is trusted that lies far ahead", () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (runs) => {
        const log: number[] = [NOON];
        let memory = FRESH;
        let truth = NOON;
        const begin = (off: number) => {
          const lastAt = log.at(-1) ?? 0;
          const judged = judgeStart(memory, start(truth + off, lastAt, { lastSeq: log.length }));
          memory = judged.memory;
          expect([lastAt, truth + off]).toContain(judged.resumeAt);
          return judged.resumeAt;
        };
        for (const { down, off, entries, jump } of runs) {
          truth += down * HOUR;
          let at = Math.max(begin(off), truth + off);
          at = Math.max(at, truth + off + jump);
          for (let count = 0; count < entries; count += 1) {
            truth += MINUTE;
            at += MINUTE;
            log.push(at);
            memory = observeTime(memory, at, false);
          }
        }
        for (let right = 0; right < 3; right += 1) {
          truth += HOUR;
          begin(0);
        }
        const lastAt = judgeStart(memory, start(truth, log.at(-1) ?? 0, { lastSeq: log.length })).resumeAt;
        expect(lastAt - truth).toBeLessThanOrEqual(2 * DAY);
        expect(memory.trustedAt - truth).toBeLessThanOrEqual(2 * DAY);
        for (const { from, to } of memory.steps) expect(to).toBeLessThan(from);
      }),
    );
  });

  it("skip no entry of a client that asks from the last time it was told", () => {
    const steps = [{ seq: 50, from: NOON + 5 * YEAR, to: NOON }];
    expect(countsAfter(steps, NOON + 5 * YEAR)).toBe(50);
    expect(countsAfter(steps, NOON + HOUR)).toBe(50);
    expect(countsAfter(steps, NOON)).toBeUndefined();
    expect(countsAfter(steps, NOON + 6 * YEAR)).toBeUndefined();
  });
});
