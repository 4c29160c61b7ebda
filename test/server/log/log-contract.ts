// What every log must do, whatever it is made of.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LocalLog } from "../../../server/log/local-log.ts";
import type { Log } from "../../../server/log/log.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildDraft, deviceOf } from "../../helpers/build-draft.ts";

/** How the contract gets a log and opens the same one again. `now` is the clock that the log must use. */
export interface LogUnderTest {
  open(now: () => number): Promise<LocalLog>;
  remove(): Promise<void>;
}

async function entriesAfter(log: Log, seq: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const batch of log.replay(seq)) {
    entries.push(...batch.entries);
    expect(Buffer.from(batch.ndjson).toString().trimEnd().split("\n")).toHaveLength(batch.entries.length);
  }
  return entries;
}

export function describeLog(name: string, create: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps the contract of a log`, () => {
    let subject: LogUnderTest;
    let log: LocalLog;
    let clock = 1_000;
    const now = () => clock;

    beforeEach(async () => {
      clock = 1_000;
      subject = await create();
      log = await subject.open(now);
    });

    afterEach(async () => {
      await log.close();
      await subject.remove();
    });

    it("numbers entries from 1 without a hole, also those that are appended at the same time", async () => {
      const answers = await Promise.all([1, 2, 3].map(() => log.append([buildDraft(), buildDraft()])));
      expect(answers.flat().map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(log.lastSeq).toBe(6);
    });

    it("keeps what it was given, digit for digit, and stamps when it took it", async () => {
      const draft = buildDraft({
        sensors: [
          { type: "CO", val: 9238.54, unit: "ppm" },
          { type: "O2", val: null },
        ],
        key: "k",
      });
      expect(await log.append([draft])).toMatchObject([{ seq: 1, at: 1_000 }]);
      expect(await entriesAfter(log, 0)).toEqual([{ ...draft, seq: 1, at: 1_000, measuredAt: 1_000 }]);
    });

    it("never steps back in time when the clock does", async () => {
      await log.append([buildDraft()]);
      clock = 400;
      const [entry] = await log.append([buildDraft()]);
      expect(entry?.at).toBe(1_000);
      expect(log.lastAt).toBe(1_000);
    });

    it("tells listeners of entries in order, before the append resolves", async () => {
      const heard: number[] = [];
      log.subscribe(({ entries }) => heard.push(...entries.map((entry) => entry.seq)));
      await log.append([buildDraft(), buildDraft()]);
      expect(heard).toEqual([1, 2]);
    });

    it("goes on when a listener throws, and tells a removed one nothing", async () => {
      const heard: number[] = [];
      log.subscribe(() => {
        throw new Error("a bad listener");
      });
      const unsubscribe = log.subscribe(({ entries }) => heard.push(entries.length));
      await log.append([buildDraft()]);
      unsubscribe();
      await log.append([buildDraft()]);
      expect(heard).toEqual([1]);
    });

    it("has every entry after it was opened again, and goes on counting", async () => {
      await log.append([buildDraft({ device: "a" }), buildDraft({ device: "b" })]);
      await log.close();
      log = await subject.open(now);
      expect((await entriesAfter(log, 1)).map(deviceOf)).toEqual(["b"]);
      expect((await log.append([buildDraft()]))[0]?.seq).toBe(3);
    });

    it("forgets what is safe elsewhere and keeps its numbering, also over a restart", async () => {
      await log.append([buildDraft(), buildDraft()]);
      await log.dropThrough(2);
      expect(await entriesAfter(log, 0)).toEqual([]);
      await log.close();
      log = await subject.open(now);
      expect(log.lastSeq).toBe(2);
      expect((await log.append([buildDraft()]))[0]?.seq).toBe(3);
    });

    it("keeps entries that are not yet safe when it forgets others", async () => {
      await log.append([buildDraft(), buildDraft({ device: "kept" })]);
      await log.dropThrough(1);
      expect((await entriesAfter(log, 1)).map(deviceOf)).toEqual(["kept"]);
    });

    it("keeps each key once: of one append, of racing ones, and over a restart", async () => {
      const keyed = (key: string) => buildDraft({ key });
      const both = log.append([keyed("a"), buildDraft(), keyed("a")]);
      const racing = log.append([keyed("b"), keyed("a")]);
      // Which of the two has the lower numbers depends on whose keys are looked up first.
      const [[a, plain, again], [b, racer]] = await Promise.all([both, racing]);
      expect([a?.seq, plain?.seq, b?.seq].sort()).toEqual([1, 2, 3]);
      expect([again, racer]).toEqual([{ duplicateOf: a?.seq }, { duplicateOf: a?.seq }]);
      await log.close();
      log = await subject.open(now);
      expect(await log.append([keyed("b"), keyed("a"), keyed("c")])).toMatchObject([
        { duplicateOf: b?.seq },
        { duplicateOf: a?.seq },
        { seq: 4 },
      ]);
      expect((await entriesAfter(log, 0)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    });

    it("lets whoever appends finish what is kept, when it is known which drafts are repetitions", async () => {
      await log.append([buildDraft({ key: "a" })]);
      const finished: (string | undefined)[] = [];
      const drafts = [buildDraft({ key: "a" }), buildDraft({ key: "b" }), buildDraft()];
      await log.append(drafts, (fresh) => {
        finished.push(...fresh.map(({ key }) => key));
        return fresh.map((draft) => ({ ...draft, device: "finished" }));
      });
      expect(finished).toEqual(["b", undefined]);
      expect((await entriesAfter(log, 1)).map((entry) => "device" in entry && entry.device)).toEqual([
        "finished",
        "finished",
      ]);
    });

    it("has a name", () => {
      expect(log.id).toMatch(/^[0-9a-z]{8}$/);
    });

    it("takes nothing after it was closed", async () => {
      await log.close();
      await expect(log.append([buildDraft()])).rejects.toMatchObject({ code: "closed" });
    });
  });
}
