// The tests of a wall's sound under a clock of the test's own.

import { expect, it } from "vitest";
import { SoundTester, type TesterMoment } from "../../../../pwa/src/views/kiosk/sound-tester.ts";
import type { SoundTest } from "../../../../shared/rules/sound-test.ts";

const NOON = 1_800_000_000_000;
const SECOND = 1_000;

/** A wall that has been open for a minute when the clock strikes noon, on which a tone takes until the test ends it. */
function setUp() {
  const wall = { mono: 0, tones: 0, changes: 0, told: [] as SoundTest[] };
  let last: SoundTest | null = null;
  let end: (isPlayed: boolean) => void = () => {};
  const tester = new SoundTester({
    playTone: () => {
      wall.tones += 1;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    told: (test) => {
      last = test;
      wall.told.push(test);
    },
    changed: () => {
      wall.changes += 1;
    },
    mono: () => wall.mono,
  });
  wall.mono = 60 * SECOND;
  const moment = (over: Partial<TesterMoment> = {}): TesterMoment => ({
    due: NOON,
    last,
    isArmed: true,
    voice: "calm",
    now: NOON - 60 * SECOND + wall.mono,
    ...over,
  });
  const look = (over?: Partial<TesterMoment>, call?: Promise<boolean>) => tester.look(moment(over), call);
  const ends = async (isPlayed: boolean) => {
    end(isPlayed);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { wall, tester, look, ends };
}

it("plays one tone, tells once that it was heard, and rests until the next is due", async () => {
  const { wall, tester, look, ends } = setUp();
  look();
  wall.mono += SECOND;
  look();
  expect([wall.tones, tester.isRunning, wall.told]).toEqual([1, true, []]);
  await ends(true);
  look();
  expect([wall.tones, tester.isRunning, tester.hasFailed]).toEqual([1, false, false]);
  expect(wall.told).toEqual([{ at: NOON, passed: true }]);
  look({ due: NOON + 1 });
  expect(wall.tones).toBe(2);
});

it("tells of a tone that no loudspeaker played, tries again each minute, and tells of the one that is heard", async () => {
  const { wall, tester, look, ends } = setUp();
  look();
  await ends(false);
  expect(wall.told).toEqual([{ at: NOON, passed: false }]);
  expect(tester.hasFailed).toBe(true);
  wall.mono += 59 * SECOND;
  look();
  expect(wall.tones).toBe(1);
  wall.mono += SECOND;
  look();
  await ends(false);
  expect([wall.tones, wall.told.length]).toEqual([2, 1]);
  wall.mono += 60 * SECOND;
  look();
  await ends(true);
  expect(wall.told.slice(1)).toEqual([{ at: NOON + 120 * SECOND, passed: true }]);
  expect(tester.hasFailed).toBe(false);
});

it("fails without a tone where the browser lets it make no sound, once", () => {
  const { wall, look } = setUp();
  look({ isArmed: false });
  wall.mono += 120 * SECOND;
  look({ isArmed: false });
  expect([wall.tones, wall.told]).toEqual([0, [{ at: NOON, passed: false }]]);
});

it("plays nothing into an alarm: the call that is heard stands for the test", async () => {
  const { wall, look } = setUp();
  look({ voice: "calls" });
  expect(wall.told).toEqual([]);
  look({ voice: "calls" }, Promise.resolve(true));
  await new Promise((resolve) => setImmediate(resolve));
  expect([wall.tones, wall.told]).toEqual([0, [{ at: NOON, passed: true }]]);
});

it("gives a page that has just begun ten seconds until the browser lets it speak", () => {
  const { wall, look } = setUp();
  wall.mono = 10 * SECOND - 1;
  look({ isArmed: false });
  expect(wall.told).toEqual([]);
  wall.mono += 1;
  look({ isArmed: false });
  expect(wall.told.length).toBe(1);
});

it("tests when somebody before it wishes so, one at a time, and tells how it went either way", async () => {
  const { wall, tester, ends } = setUp();
  tester.test(NOON);
  tester.test(NOON);
  expect(wall.tones).toBe(1);
  await ends(false);
  tester.test(NOON + 1);
  await ends(true);
  expect(wall.told).toEqual([
    { at: NOON, passed: false },
    { at: NOON + 1, passed: true },
  ]);
});
