// What every archive must keep over restarts, and what it must let go.

import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../../shared/ground/time.ts";
import type { RawSlice, RollUpSlice } from "../../../shared/wire/api.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { type ArchiveUnderTest, DEVICE, MINUTE, NO_FLEET, seqsOf, useArchive } from "./archive-subject.ts";

export function describeKeeping(name: string, create: () => Promise<ArchiveUnderTest>): void {
  describe(`${name} keeps what it was given`, () => {
    const subject = useArchive(create);

    it("counts an entry once when all of the log is replayed into it after a checkpoint", async () => {
      subject.apply(buildEntry(1), buildEntry(2));
      expect(await subject.archive.checkpoint(NO_FLEET)).toBe(2);
      subject.apply(buildEntry(3));
      await subject.archive.drained(0);
      await subject.reopen();
      expect(subject.archive.replayAfter).toBe(2);
      subject.apply(buildEntry(1), buildEntry(2));
      subject.apply(buildEntry(3), buildEntry(4));
      expect(await subject.slice<RollUpSlice>(MINUTE)).toMatchObject({ count: [[4]], mean: [[200]] });
      expect(seqsOf(await subject.archive.readingsAfter(0, { limit: 10 }))).toEqual([1, 2, 3, 4]);
    });

    it("remembers keys for 48 h over restarts, with the seq of the first that had them", async () => {
      subject.apply(buildEntry(1, { key: "a" }), buildEntry(2, { key: "a" }), buildEntry(3, { key: "b" }));
      await subject.archive.checkpoint(NO_FLEET);
      await subject.reopen();
      const keys = new Map([
        ["a", 1],
        ["b", 3],
      ]);
      expect(await subject.archive.findKeys(["a", "b", "c"])).toEqual(keys);
      subject.clock = NOON + 2 * DAY_MS - 1;
      subject.apply(buildEntry(4, { at: subject.clock, key: "d" }));
      await subject.archive.enforceRetention(subject.clock);
      expect(await subject.archive.findKeys(["a", "b"])).toEqual(keys);
      subject.clock = NOON + 4 * DAY_MS;
      await subject.archive.enforceRetention(subject.clock);
      expect(await subject.archive.findKeys(["a", "b", "d"])).toEqual(new Map([["d", 4]]));
    });

    it("knows the key of a post by its first line, which is all that 0.1.0 kept", async () => {
      subject.apply(buildEntry(1, { key: "post 7/0 ab" }), buildEntry(2, { key: "post 8/0 cd\npump" }));
      const asked = ["post 7/0 ab\npump", "post 8/0 cd\npump", "post 8/0 cd\nother"];
      expect([...(await subject.archive.findKeys(asked)).entries()]).toEqual([
        ["post 7/0 ab\npump", 1],
        ["post 8/0 cd\npump", 2],
      ]);
    });

    it("remembers the greatest row of each import", async () => {
      const row = (name: string, number: number) => ({ source: { name, row: number } });
      subject.apply(buildEntry(1, row("x", 5)), buildEntry(2, row("y", 9)), buildEntry(3, row("x", 4)));
      expect(await subject.archive.lastImportedRow("x")).toBe(5);
      await subject.archive.checkpoint(NO_FLEET);
      await subject.reopen();
      expect(await subject.archive.lastImportedRow("y")).toBe(9);
    });

    it("keeps the fleet and all other states of the latest checkpoint, and asks for what came after it", async () => {
      subject.apply(buildEntry(1), buildEntry(2));
      // The states may be behind the archive: what they lack must be replayed.
      const fleet = { seq: 1, devices: [{ device: DEVICE, seq: 1 }] };
      const kept = { seq: 1, states: { fleet, site: { name: "Ost" }, toy: [1, null, "ü"] } };
      expect(await subject.archive.checkpoint(kept)).toBe(1);
      await subject.reopen();
      expect(subject.archive.state()).toEqual(kept);
      expect(subject.archive.replayAfter).toBe(1);
    });

    it("takes entries while a checkpoint runs, and loses none of them", async () => {
      for (let day = 0; day < 5; day += 1)
        subject.apply(buildEntry(day + 1, { measuredAt: NOON - day * DAY_MS }));
      const done = subject.archive.checkpoint(NO_FLEET);
      for (let seq = 6; seq <= 40; seq += 1)
        subject.apply(buildEntry(seq, { measuredAt: NOON - (seq % 7) * DAY_MS }));
      const safe = await done;
      await subject.archive.drained(0);
      await subject.reopen();
      for (let seq = safe + 1; seq <= 40; seq += 1)
        subject.apply(buildEntry(seq, seq < 6 ? {} : { measuredAt: NOON - (seq % 7) * DAY_MS }));
      expect(seqsOf(await subject.archive.readingsAfter(0, { limit: 100 }))).toHaveLength(40);
      const month = await subject.slice<RollUpSlice>({
        device: DEVICE,
        resolution: "hour",
        slice: "2026-11",
      });
      expect(month.count.flat().reduce((sum, count) => sum + count, 0)).toBe(40);
    });

    it("deletes what is past its retention, says so, and keeps what was added lately to an old day", async () => {
      const measuredAt = NOON - 20 * DAY_MS;
      subject.apply(buildEntry(1, { measuredAt, at: NOON }), buildEntry(2));
      const old = { device: DEVICE, resolution: "raw", slice: "2026-11-03T12" } as const;
      await subject.archive.checkpoint(NO_FLEET);
      subject.clock = NOON + 29 * DAY_MS;
      expect(await subject.archive.enforceRetention(subject.clock)).toEqual([]);
      expect((await subject.slice<RawSlice>(old)).t).toEqual([measuredAt]);
      subject.clock = NOON + 32 * DAY_MS;
      const deleted = await subject.archive.enforceRetention(subject.clock);
      expect(deleted.join("\n")).toContain("2026-11-03");
      expect((await subject.slice<RawSlice>(old)).t).toEqual([]);
      const rolled = await subject.slice<RollUpSlice>({ ...MINUTE, slice: "2026-11-03" });
      expect(rolled.count).toEqual([[1]]);
      await subject.reopen();
      expect((await subject.slice<RawSlice>(old)).t).toEqual([]);
      expect(subject.archive.status().problems).toEqual([]);
    });

    it("gives a copy with the names and sizes of what it has, and no bytes after its end", async () => {
      subject.apply(buildEntry(1));
      await subject.archive.checkpoint(NO_FLEET);
      const { files, end } = await subject.archive.backup();
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        let bytes = 0;
        for await (const chunk of file.read()) bytes += chunk.length;
        expect(bytes).toBe(file.bytes);
      }
      await end();
      const [file] = files;
      await expect(async () => {
        for await (const _ of file?.read() ?? []);
      }).rejects.toThrow(/ended/);
    });
  });
}
