// Where one word on a device's clock ends and the next begins, in figures.

import { expect, it } from "vitest";
import {
  type ClockVerdict,
  copyOfClock,
  type DeviceClock,
  followClock,
  goesByArrival,
  knownLag,
  lagOf,
} from "../../../shared/fleet/device-clock.ts";
import { DAY_MS, type DeviceTime } from "../../../shared/ground/time.ts";

const T0 = Date.UTC(2026, 10, 24);
const MINUTE = 60;

/** What a device's clock said and when it arrived, both in seconds after T0. */
type Said = readonly [time: number, at: number];

interface Known {
  readonly clock: DeviceClock | undefined;
  readonly lastReceivedAt: number;
}

/** What a reading's time is worth, with the clock after it; `known` stays as it is. */
function judgeReading({ clock, lastReceivedAt }: Known, deviceTime: DeviceTime, receivedAt: number) {
  const followed = { clock: copyOfClock(clock), lastReceivedAt };
  const verdict = followClock(followed, deviceTime, receivedAt);
  return { clock: followed.clock, verdict, lagMs: lagOf(deviceTime, receivedAt) };
}

/** A reading of a device of which its clock alone is known. */
function judgeClock(clock: DeviceClock | undefined, deviceTime: DeviceTime, receivedAt: number) {
  return judgeReading({ clock, lastReceivedAt: T0 - DAY_MS }, deviceTime, receivedAt);
}

/** The words on readings one after the other, by their first letters. */
function verdicts(...readings: readonly Said[]): string {
  let clock: DeviceClock | undefined;
  return readings
    .map(([time, at]) => {
      const judged = judgeClock(clock, Math.round(T0 + time * 1_000), Math.round(T0 + at * 1_000));
      clock = judged.clock;
      return judged.verdict[0];
    })
    .join("");
}

/** Three readings, ten seconds apart, that tell of a clock which is behind by so much. */
const told = (lag: number): readonly Said[] => [0, 10, 20].map((time) => [time, time + lag]);

it("tells with the third reading that goes at the pace of arrival", () => {
  expect(verdicts(...told(0), [30, 30])).toBe("bbss");
});

it.each([
  ["lags by 15 min", 15 * MINUTE, "bbs"],
  ["lags by a moment more", 15 * MINUTE + 0.001, "bbb"],
  ["is ahead by 5 min", -5 * MINUTE, "bbs"],
  ["is ahead by a moment more", -5 * MINUTE - 0.001, "nnn"],
  ["lags by 400 days", 400 * 24 * 60 * MINUTE, "bbb"],
  ["lags by a moment more than that", 400 * 24 * 60 * MINUTE + 0.001, "uuu"],
])("where a clock %s", (_, lag, expected) => {
  const words = verdicts(...told(lag));
  expect(words).toBe(expected);
});

it("calls what is told and later than 15 min behind", () => {
  let clock: DeviceClock | undefined;
  const words = told(15 * MINUTE + 0.001).map(([time, at]) => {
    const judged = judgeClock(clock, T0 + time * 1_000, Math.round(T0 + at * 1_000));
    clock = judged.clock;
    return [judged.verdict, judged.lagMs];
  });
  expect(words).toEqual([
    ["believed", 900_001],
    ["believed", 900_001],
    ["behind", 900_001],
  ]);
});

it("has no time of a reading without one, and learns nothing of it", () => {
  const { clock } = judgeClock(undefined, T0, T0);
  expect(judgeClock(clock, null, T0 + 1_000)).toEqual({ clock, verdict: "none", lagMs: 0 });
});

it("says of a time that cannot be read that the clock is not set, and learns nothing of it", () => {
  const { clock } = judgeClock(undefined, T0, T0);
  for (const text of ["noon", "", "20261127T160300Z", "Fri, 27 Nov 2026 16:03:00"])
    expect(judgeClock(clock, text, T0 + 1_000)).toEqual({ clock, verdict: "unset", lagMs: 0 });
});

it("forgets the run of a clock that says what cannot be", () => {
  const { clock } = judgeClock(undefined, T0, T0);
  const ahead = { clock: undefined, verdict: "none", lagMs: -600_000 };
  expect(judgeClock(clock, T0 + 610_000, T0 + 10_000)).toEqual(ahead);
  expect(judgeClock(clock, 0, T0 + 10_000)).toMatchObject({ clock: undefined, verdict: "unset" });
});

it("takes readings for a backlog that come more than twice as fast as they were measured", () => {
  const atPace = (factor: number): readonly Said[] => [0, 10, 20].map((at) => [at * factor - 600, at]);
  expect(verdicts(...atPace(2))).toBe("bbs");
  expect(verdicts(...atPace(2.001))).toBe("bbb");
});

it("lets no single quick delivery look like a backlog before the pace is told", () => {
  expect(verdicts([0, 0], [10, 20], [20, 21])).toBe("bbs");
});

it("lets readings catch up by 15 s with those before them, all together", () => {
  expect(verdicts(...told(20), [35, 40])).toBe("bbss");
  expect(verdicts(...told(20), [35.001, 40])).toBe("bbsb");
  expect(verdicts(...told(20), [35, 40], [36, 40])).toBe("bbssb");
  expect(verdicts(...told(20), [35, 40], [45, 65], [55, 75])).toBe("bbssss");
});

it("lets no reading catch up before the pace is told", () => {
  expect(verdicts([0, 20], [10, 20], [20, 30], [30, 40])).toBe("bbbs");
  // It begins anew with the second, which lags by 10 s: the third is held up by 65 s.
  expect(verdicts([0, 20], [10, 20], [20, 95], [30, 105], [40, 115])).toBe("bbbbs");
});

it("lets a reading be held up by a minute, and begins anew after a longer while", () => {
  expect(verdicts(...told(0), [30, 90], [40, 91])).toBe("bbsss");
  expect(verdicts(...told(0), [30, 90.001], [40, 100.001], [50, 110.001])).toBe("bbsbbs");
  expect(verdicts([0, 0], [10, 71], [20, 81], [30, 91])).toBe("bbbs");
});

it("lets a reading be overtaken by 15 s without a doubt about those after it", () => {
  expect(verdicts(...told(0), [5, 21], [30, 30])).toBe("bbsbs");
  expect(verdicts(...told(0), [4.999, 21], [30, 30])).toBe("bbsbb");
});

it.each([
  ["whole seconds, for less than 2 s", [0.5, 0.5, 1.999], 7, "bbb"],
  ["whole seconds, for 2 s", [0, 0.5, 2], 7, "bbu"],
  ["whole minutes, for a minute", [0, 30, 60], 0, "bbb"],
  ["whole minutes, for longer", [0, 30, 60.001], 0, "bbu"],
  ["two readings alone", [0, 3_600], 7, "bb"],
  ["on and on", [0, 1, 2, 3, 4], 7, "bbuuu"],
] as const)(
  "judges a clock that was never seen to move and shows one time: %s",
  (...[, arrivals, time, expected]) => {
    expect(verdicts(...arrivals.map((at) => [time - MINUTE, at] as const))).toBe(expected);
  },
);

it("lets a clock that was seen to move show one time for a minute, whatever it is", () => {
  const went: readonly Said[] = [
    [-3, 0],
    [7, 10],
  ];
  expect(verdicts(...went, [7, 30], [7, 70])).toBe("bbbb");
  expect(verdicts(...went, [7, 30], [7, 70.001])).toBe("bbbu");
  expect(verdicts(...went, [7, 30], [7, 70.001], [70, 73])).toBe("bbbus");
});

it.each([
  ["a backlog", [30, 10]],
  ["one that was held up", [10, 80]],
  ["one that went back", [-20, 10]],
] as const)("has seen a clock move also by %s", (_, [time, at]) => {
  expect(verdicts([0, 0], [time, at], [time, at + 5], [time, at + 10])).toBe("bbbb");
});

it("goes on after a clock stood: the readings that told its pace count", () => {
  expect(verdicts(...told(0), [20, 21], [20, 81], [82, 82])).toBe("bbssus");
});

it("follows a clock in place", () => {
  const followed = { clock: undefined, lastReceivedAt: T0 - 1 };
  expect(followClock(followed, T0, T0)).toBe("believed");
  expect(followed).toMatchObject({ clock: { time: T0, at: T0, readings: 1 }, lastReceivedAt: T0 });
  expect(followClock(followed, T0 + 9_000, T0 + 10_000)).toBe("believed");
  expect(followed).toMatchObject({ clock: { time: T0 + 9_000, readings: 2 }, lastReceivedAt: T0 + 10_000 });
});

it("learns nothing of readings that arrived before those that are known, as imported ones do", () => {
  const { clock } = judgeClock(undefined, T0, T0);
  const known = { clock, lastReceivedAt: T0 };
  expect(judgeReading(known, T0 - 60_000, T0 - 1)).toEqual({ clock, verdict: "believed", lagMs: 59_999 });
  expect(judgeReading(known, T0 + 1_000, T0)).toEqual(judgeClock(clock, T0 + 1_000, T0));
});

it.each<[ClockVerdict, boolean]>([
  ["none", true],
  ["unset", true],
  ["behind", true],
  ["believed", false],
  ["steady", false],
])("a reading whose clock is %s counts as of its arrival: %s", (verdict, expected) => {
  expect(goesByArrival(verdict)).toBe(expected);
});

it("tells by how much a clock is slow once three readings have told it, and of one that is behind or ahead nothing", () => {
  const clockAfter = (...readings: readonly Said[]) =>
    readings.reduce<DeviceClock | undefined>(
      (clock, [time, at]) => judgeClock(clock, T0 + time * 1_000, T0 + at * 1_000).clock,
      undefined,
    );
  expect(knownLag(undefined)).toBe(0);
  expect(knownLag(clockAfter(...told(20).slice(0, 2)))).toBe(0);
  expect(knownLag(clockAfter(...told(20)))).toBe(20_000);
  expect(knownLag(clockAfter(...told(900)))).toBe(900_000);
  expect(knownLag(clockAfter(...told(901)))).toBe(0);
  expect(knownLag(clockAfter(...told(-20)))).toBe(0);
});
