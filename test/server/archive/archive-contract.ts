// What every archive must answer, whatever it is made of. What it keeps is in archive-keeping-contract.ts.

import { describe, expect, it } from "vitest";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryAnswer, RawSlice, RollUpSlice } from "../../../shared/wire/api.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { describeKeeping } from "./archive-keeping-contract.ts";
import {
  type ArchiveUnderTest,
  DEVICE,
  MINUTE,
  NO_FLEET,
  seqsOf,
  useArchive,
  withValue,
} from "./archive-subject.ts";

const valuesOf = (readings: readonly ReadingEntry[]) => readings.map(({ sensors }) => sensors[0]?.val);

/** The whole contract; a second implementation calls this. */
export function describeArchive(name: string, create: () => Promise<ArchiveUnderTest>): void {
  describeAnswers(name, create);
  describeKeeping(name, create);
}

function describeAnswers(name: string, create: () => Promise<ArchiveUnderTest>): void {
  describe(`${name} keeps the contract of an archive`, () => {
    const subject = useArchive(create);

    it("knows nothing at first, and says so", async () => {
      expect(subject.archive.replayAfter).toBe(0);
      expect(subject.archive.state()).toEqual({ seq: 0, states: {} });
      expect(await subject.archive.slice(MINUTE)).toBeUndefined();
      expect(
        await subject.archive.history({ device: DEVICE, from: 0, to: NOON, points: 10 }),
      ).toBeUndefined();
      expect(await subject.archive.readingsAfter(0, { limit: 10 })).toEqual([]);
      expect(await subject.archive.findKeys(["a"])).toEqual(new Map());
      expect(await subject.archive.lastImportedRow("recording")).toBe(0);
      expect(subject.archive.status()).toMatchObject({ appliedSeq: 0, problems: [], backlog: 0 });
    });

    it("gives back what was applied, digit for digit", async () => {
      const plain = buildEntry(1, { battery: 87.25, deviceTime: "not a time" });
      const admitted = buildEntry(3, { via: "kAb3xYz" });
      const rich = buildEntry(2, {
        device: "Gerät \u{1f525}'\"",
        deviceTime: null,
        sensors: [
          { type: "CO", val: 9238.54, unit: "mg/m³", name: "left" },
          { type: "CO", val: null },
          { type: "O2", val: 0.1 + 0.2 },
        ],
        extra: { fw: "1.2", nested: [1, { deep: null }] },
        key: "post 7",
        receivedAt: NOON - HOUR_MS,
        source: { name: "recording", row: 17 },
        via: "aQ",
      });
      const all = [plain, rich, admitted];
      subject.apply(...all);
      expect(await subject.archive.readingsAfter(0, { limit: 10 })).toEqual(all);
      await subject.archive.checkpoint(NO_FLEET);
      await subject.reopen();
      expect(await subject.archive.readingsAfter(0, { limit: 10 })).toEqual(all);
    });

    it("keeps beside the readings that a battery is not told of and why a value is missing", async () => {
      const silent = buildEntry(1, {
        battery: null,
        sensors: [{ type: "CO", val: null, fault: "not a number" }],
      });
      const told = buildEntry(2, { battery: 70, sensors: [{ type: "CO", val: 3 }] });
      const later = buildEntry(3, { at: NOON + MINUTE_MS, battery: null, sensors: [{ type: "CO", val: 4 }] });
      subject.apply(silent);
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ battery: [null], count: [[0]] });
      subject.apply(told, later);
      await subject.archive.checkpoint(NO_FLEET);
      await subject.reopen();
      expect(await subject.archive.readingsAfter(0, { limit: 10 })).toEqual([silent, told, later]);
      const raw = await subject.slice<RawSlice>({
        device: DEVICE,
        resolution: "raw",
        slice: "2026-11-23T12",
      });
      expect(raw.battery).toEqual([null, 70, null]);
      expect(raw.sensors).toEqual([{ key: "CO", type: "CO" }]);
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ battery: [70, null], min: [[3, 4]] });
    });

    it.each([
      ["CO", "ppm", [5, 900, 1e12, -Number.MAX_VALUE, 1_100_001, 1_100_000, Number.MAX_VALUE]],
      ["CO", "%vol", [0.1, 110, 111]],
      ["CH4", "%LEL", [2, 99, 2_501]],
      ["CO", "counts", [1, 900_000_000, 1_000_000_001]],
      ["temperature", "ppm", [-40, 2_000_000, 1_000_000_001]],
      ["O2", "ppm", [209_000, 170_000, -5_001]],
    ])(
      "hides no peak of %s in %s behind a number that cannot be, and counts that as a fault",
      async (type, unit, posted) => {
        for (const [index, val] of posted.entries()) {
          const sensor = { type, val, ...(unit === "ppm" ? {} : { unit }) };
          subject.apply(buildEntry(index + 1, { sensors: [sensor] }));
          await subject.archive.checkpoint(NO_FLEET);
        }
        const possible = [
          5, 900, 1_100_000, 0.1, 110, 2, 99, 1, 900_000_000, -40, 2_000_000, 209_000, 170_000,
        ];
        const kept = posted.filter((val) => possible.includes(val));
        expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({
          count: [[kept.length]],
          faults: [[posted.length - kept.length]],
          mean: [[kept.reduce((sum, val) => sum + val) / kept.length]],
          min: [[Math.min(...kept)]],
          max: [[Math.max(...kept)]],
        });
      },
    );

    it("has every value of a reading whose types look like keys", async () => {
      const sensors = [
        { type: "CO", val: 1 },
        { type: "CO", val: 500 },
        { type: "CO-2", val: 3 },
        { type: "CO", val: 4, unit: "x" },
        { type: "CO x", val: 5 },
      ];
      subject.apply(buildEntry(1, { sensors }));
      const raw = await subject.slice<RawSlice>({
        device: DEVICE,
        resolution: "raw",
        slice: "2026-11-23T12",
      });
      expect(raw.values).toEqual([[1], [500], [3], [4], [5]]);
      expect(raw.sensors.map(({ key }) => key)).toEqual(["CO", "CO-3", "CO-2", "CO-4", "CO x"]);
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ max: [[1], [500], [3], [4], [5]] });
    });

    it("counts an entry once, however often it is applied", async () => {
      subject.apply(buildEntry(1), buildEntry(2));
      subject.apply(buildEntry(1), buildEntry(2), buildEntry(3));
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ count: [[3]], mean: [[200]] });
      expect(seqsOf(await subject.archive.readingsAfter(0, { limit: 10 }))).toEqual([1, 2, 3]);
    });

    it("covers in its answers what was handed over before the question", async () => {
      for (let seq = 1; seq <= 20; seq += 1) subject.apply(buildEntry(seq, withValue(seq)));
      const [raw, rolled] = await Promise.all([
        subject.slice<RawSlice>({ device: DEVICE, resolution: "raw", slice: "2026-11-23T12" }),
        subject.slice<RollUpSlice>(MINUTE),
      ]);
      expect(raw.values[0]).toHaveLength(20);
      expect(rolled).toMatchObject({ count: [[20]], min: [[1]], max: [[20]] });
    });

    it("counts nulls as faults, and keeps sensors of one gas and of other units apart", async () => {
      const two = (a: number | null, b: number | null) => ({
        sensors: [
          { type: "CO", val: a },
          { type: "CO", val: b, unit: "mg/m³" },
        ],
      });
      subject.apply(buildEntry(1, two(1, null)), buildEntry(2, two(null, null)), buildEntry(3, two(4, null)));
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({
        sensors: [
          { key: "CO", type: "CO" },
          { key: "CO-2", type: "CO", unit: "mg/m³" },
        ],
        count: [[2], [0]],
        faults: [[1], [3]],
        min: [[1], [null]],
        mean: [[2.5], [null]],
        max: [[4], [null]],
      });
    });

    it("puts a late reading into its own day, and changes the answers that have it", async () => {
      const yesterday = { ...MINUTE, slice: "2026-11-22" };
      subject.apply(buildEntry(1, { measuredAt: NOON - DAY_MS }));
      const before = await subject.archive.slice(yesterday);
      await subject.archive.checkpoint(NO_FLEET);
      subject.apply(buildEntry(2), buildEntry(3, { measuredAt: NOON - DAY_MS + MINUTE_MS, ...withValue(7) }));
      const after = await subject.archive.slice(yesterday);
      expect(after?.etag).not.toBe(before?.etag);
      expect(await subject.slice<RollUpSlice>(yesterday)).toMatchObject({
        t: [NOON - DAY_MS, NOON - DAY_MS + MINUTE_MS],
        max: [[200, 7]],
      });
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ t: [NOON], count: [[1]] });
    });

    it("keeps the tag of an answer while nothing changes it, and calls it complete once its period is over", async () => {
      subject.apply(buildEntry(1));
      const first = await subject.archive.slice(MINUTE);
      subject.apply(buildEntry(2, { device: "another" }));
      expect((await subject.archive.slice(MINUTE))?.etag).toBe(first?.etag);
      expect(first?.complete).toBe(false);
      subject.clock += DAY_MS;
      const later = await subject.archive.slice(MINUTE);
      expect(later?.complete).toBe(true);
      expect(later?.etag).not.toBe(first?.etag);
    });

    it("keeps the order of the log when the clock stepped back", async () => {
      subject.apply(buildEntry(1, { at: NOON, measuredAt: NOON }));
      subject.apply(buildEntry(2, { at: NOON, measuredAt: NOON - HOUR_MS }), buildEntry(3, { at: NOON }));
      expect(seqsOf(await subject.archive.readingsAfter(0, { limit: 10 }))).toEqual([1, 2, 3]);
      const page = await subject.archive.range({ device: DEVICE, from: 0, to: NOON + 1, limit: 10 });
      expect(seqsOf(page)).toEqual([2, 1, 3]);
    });

    it("pages through a device's readings by time, and through all by seq, without gap or repetition", async () => {
      const times = [5, 1, 4, 1, 3, 2, 1].map((hour) => NOON - hour * 6 * HOUR_MS);
      subject.apply(
        ...times.map((measuredAt, index) => buildEntry(index + 1, { measuredAt, ...withValue(index) })),
      );
      const byTime: ReadingEntry[] = [];
      for (;;) {
        const last = byTime.at(-1);
        const after = last && { after: { measuredAt: last.measuredAt, seq: last.seq } };
        const page = await subject.archive.range({ device: DEVICE, from: 0, to: NOON, limit: 2, ...after });
        byTime.push(...page);
        if (page.length < 2) break;
      }
      expect(valuesOf(byTime)).toEqual([0, 2, 4, 5, 1, 3, 6]);
      const bySeq: ReadingEntry[] = [];
      for (let page = await subject.archive.readingsAfter(0, { limit: 3 }); page.length > 0; ) {
        bySeq.push(...page);
        page = await subject.archive.readingsAfter(page.at(-1)?.seq ?? 0, { limit: 3 });
      }
      expect(seqsOf(bySeq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it("knows the reading that was taken last, whatever the times say", async () => {
      expect(await subject.archive.lastReading()).toBeUndefined();
      const last = buildEntry(3, { measuredAt: NOON - 3 * DAY_MS });
      subject.apply(buildEntry(1), buildEntry(2, { measuredAt: NOON - DAY_MS }), last);
      expect(await subject.archive.lastReading()).toEqual(last);
      subject.apply(buildEntry(4));
      await subject.archive.checkpoint(NO_FLEET);
      await subject.reopen();
      expect(await subject.archive.lastReading()).toEqual(buildEntry(4));
    });

    it("leaves out what was received earlier when it is told to", async () => {
      subject.apply(
        buildEntry(1, { at: NOON }),
        buildEntry(2, { at: NOON + 10 }),
        buildEntry(3, { at: NOON + 20 }),
      );
      const page = await subject.archive.readingsAfter(0, { limit: 10, receivedFrom: NOON + 10 });
      expect(seqsOf(page)).toEqual([2, 3]);
    });

    it("keeps the peak and the dip of a range, however few points are asked for", async () => {
      const values = Array.from({ length: 500 }, (_, index) =>
        index === 321 ? 999 : index === 222 ? -5 : 20,
      );
      subject.apply(
        ...values.map((val, index) => buildEntry(index + 1, { at: NOON + index, ...withValue(val) })),
      );
      const request = { device: DEVICE, from: NOON, to: NOON + HOUR_MS, points: 10 };
      const answer = await subject.archive.history(request);
      const { series } = JSON.parse(new TextDecoder().decode(answer?.json)) as HistoryAnswer;
      expect(series[0]?.v).toContain(999);
      expect(series[0]?.v).toContain(-5);
      expect(series[0]?.v.length).toBeLessThan(40);
    });

    it("says how much it has still to take, and when it has", async () => {
      subject.apply(...Array.from({ length: 5_000 }, (_, index) => buildEntry(index + 1)));
      expect(subject.archive.backlog).toBe(5_000);
      await subject.archive.drained(0);
      expect(subject.archive.backlog).toBe(0);
      expect(subject.archive.status()).toMatchObject({ appliedSeq: 5_000, readings: 5_000 });
    });
  });
}
