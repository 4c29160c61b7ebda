// What the store makes of readings: minutes and hours, without its thread.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { co, useStore } from "./store-subject.ts";

const subject = useStore();

it("makes minutes and hours of readings: how many, faults, mean, lowest, highest, lowest battery", () => {
  subject.apply(
    buildEntry(1, { measuredAt: NOON, battery: 80, ...co(4, null) }),
    buildEntry(2, { measuredAt: NOON + 59_999, battery: 70, ...co(10, 7) }),
    buildEntry(3, { measuredAt: NOON + MINUTE_MS, battery: 75, ...co(1, null) }),
    buildEntry(4, { measuredAt: NOON + HOUR_MS, battery: null, ...co(-3, null) }),
  );
  const minutes = {
    t: [NOON, NOON + MINUTE_MS, NOON + HOUR_MS],
    battery: [70, 75, null],
    sensors: [
      { key: "CO", type: "CO" },
      { key: "CO-2", type: "CO" },
    ],
    count: [
      [2, 1, 1],
      [1, 0, 0],
    ],
    faults: [
      [0, 0, 0],
      [1, 1, 1],
    ],
    min: [
      [4, 1, -3],
      [7, null, null],
    ],
    mean: [
      [7, 1, -3],
      [7, null, null],
    ],
    max: [
      [10, 1, -3],
      [7, null, null],
    ],
  };
  expect(subject.slice("minute", "2026-11-23")).toMatchObject(minutes);
  expect(subject.slice("hour", "2026-11")).toMatchObject({
    t: [NOON, NOON + HOUR_MS],
    battery: [70, null],
    count: [
      [3, 1],
      [1, 0],
    ],
    mean: [
      [5, -3],
      [7, null],
    ],
  });
  subject.checkpoint();
  subject.reopen();
  expect(subject.slice("minute", "2026-11-23")).toMatchObject(minutes);
});

it("adds to a minute that is in its file already", () => {
  const add = (seq: number, battery: number | null, value: number | null) =>
    subject.apply(buildEntry(seq, { measuredAt: NOON, battery, ...co(value) }));
  add(1, 80, 9);
  subject.checkpoint();
  add(2, 60, 2);
  add(3, 90, null);
  subject.checkpoint();
  add(4, 85, 4);
  add(5, null, 5);
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({
    battery: [60],
    count: [[4]],
    faults: [[1]],
    min: [[2]],
    mean: [[5]],
    max: [[9]],
  });
});

it("keeps the sensors of a device apart, also when it posts others meanwhile", () => {
  const posted = [co(1), { sensors: [{ type: "O2", val: 209_000 }] }, co(3), co(5, 6)];
  subject.apply(...posted.map((sensors, index) => buildEntry(index + 1, { measuredAt: NOON, ...sensors })));
  subject.apply(buildEntry(5, { measuredAt: NOON, device: "other", ...co(100) }));
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({
    sensors: [
      { key: "CO", type: "CO" },
      { key: "O2", type: "O2" },
      { key: "CO-2", type: "CO" },
    ],
    count: [[3], [1], [1]],
    mean: [[3], [209_000], [6]],
  });
  expect(subject.slice("minute", "2026-11-23", "other")).toMatchObject({ count: [[1]], max: [[100]] });
});

it("counts what cannot be a measurement as a fault, and never as a peak", () => {
  subject.apply(
    ...[1_100_000, 1_100_001, -1e9, -1e9 - 1, 5].map((val, at) =>
      buildEntry(at + 1, { measuredAt: NOON, ...co(val) }),
    ),
  );
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({
    count: [[3]],
    faults: [[2]],
    min: [[-1e9]],
    max: [[1_100_000]],
  });
});

it("answers anew what a reading has changed, and what it has not as before", () => {
  subject.apply(
    buildEntry(1, { measuredAt: NOON, ...co(1) }),
    buildEntry(2, { measuredAt: NOON - DAY_MS, ...co(1) }),
  );
  const answers = () =>
    ["2026-11-23", "2026-11-22"].map((day) => subject.slice("minute", day) as { readonly count: number[][] });
  expect(answers().map(({ count }) => count)).toEqual([[[1]], [[1]]]);
  subject.apply(
    buildEntry(3, { measuredAt: NOON - DAY_MS, ...co(1) }),
    buildEntry(4, { measuredAt: NOON - DAY_MS, ...co(2) }),
  );
  expect(answers().map(({ count }) => count)).toEqual([[[1]], [[3]]]);
});

it("goes on in further files where they are large, and finds all of them again", () => {
  subject.reopen({ partBytes: 1 });
  for (let seq = 1; seq <= 4; seq += 1) {
    subject.apply(buildEntry(seq, { measuredAt: NOON + seq * MINUTE_MS, ...co(seq) }));
    subject.checkpoint(0);
  }
  expect(readdirSync(join(subject.folder, "readings"))).toHaveLength(4);
  subject.reopen({ partBytes: 1 });
  subject.apply(
    ...[1, 2, 3, 4, 5].map((seq) => buildEntry(seq, { measuredAt: NOON + seq * MINUTE_MS, ...co(seq) })),
  );
  expect(subject.seqs()).toEqual([1, 2, 3, 4, 5]);
  expect(subject.slice("minute", "2026-11-23")).toMatchObject({
    count: [[1, 1, 1, 1, 1]],
    max: [[1, 2, 3, 4, 5]],
  });
});
