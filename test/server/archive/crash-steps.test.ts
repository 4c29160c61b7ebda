// A crash before or after every single write of the archive, and damage to any of its files while it runs, again and again
// on one folder: each entry must count once.

import { appendFileSync, readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DamagedFile } from "../../../server/archive/sqlite/files/damaged-file.ts";
import { type WriteFile, writeFileSafely } from "../../../server/archive/sqlite/files/write-file.ts";
import type { Store } from "../../../server/archive/sqlite/store.ts";
import { BatchPacker } from "../../../server/archive/sqlite/write/packed-batch.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { inspectData, rollUpsByReadings } from "../../helpers/inspect-data.ts";
import { openTestStore } from "../../helpers/open-store.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

class Crash extends Error {}
const RUNS = 20;

const packer = new BatchPacker();

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("steps");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * What happens to the archive; `writes` is how many files get to the disk before the crash, `batches` how many the next start
 * replays before it crashes too.
 */
type Step =
  | { readonly kind: "apply"; readonly readings: readonly Partial<ReadingEntry>[] }
  | { readonly kind: "checkpoint" }
  | { readonly kind: "ask" }
  | { readonly kind: "crash"; readonly writes: number; readonly batches: number }
  | { readonly kind: "damage"; readonly file: number };

/** Readings of so many days, and what happens to them. */
function stepsOver(days: number): fc.Arbitrary<Step> {
  const reading = fc.record({
    device: fc.constantFrom("a", "b"),
    measuredAt: fc
      .integer({ min: 0, max: days * 96 })
      .map((quarter) => NOON - 40 * DAY_MS + quarter * 15 * MINUTE_MS),
    key: fc.constantFrom("k1", "k2", "k3"),
    sensors: fc
      .array(fc.option(fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 3 })
      .map((vals) => vals.map((val) => ({ type: "CO", val }))),
  });
  const apply = fc.record({
    kind: fc.constant("apply" as const),
    readings: fc.array(reading, { maxLength: 8 }),
  });
  return fc.oneof(
    { weight: 5, arbitrary: apply },
    { weight: 2, arbitrary: fc.constant({ kind: "checkpoint" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "ask" as const }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("crash" as const), writes: fc.nat(12), batches: fc.nat(3) }),
    },
  );
}

const damage: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("damage" as const), file: fc.nat(20) });
/** Days of several parts. */
const STEPS_WITH_DAMAGE = fc.oneof({ weight: 3, arbitrary: stepsOver(1) }, { weight: 1, arbitrary: damage });

interface Terms {
  readonly cacheBytes: number;
  /** Else it keeps what no checkpoint has made safe. */
  readonly keepsLog: boolean;
  readonly partBytes?: number;
}

/** An archive and the log behind it. */
class Life {
  readonly #terms: Terms;
  #log: ReadingEntry[] = [];
  #lastSeq = 0;
  #writesLeft = Number.POSITIVE_INFINITY;
  #store: Store;

  constructor(terms: Terms) {
    this.#terms = terms;
    this.#store = this.#open();
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  #open(): Store {
    const write: WriteFile = (path, bytes) => {
      if (this.#writesLeft === 0) throw new Crash();
      this.#writesLeft -= 1;
      writeFileSafely(path, bytes);
    };
    const { cacheBytes, partBytes } = this.#terms;
    return openTestStore(folder, { cacheBytes, partBytes, write });
  }

  take(step: Step): void {
    if (step.kind === "apply") this.#apply(step.readings);
    if (step.kind === "checkpoint") this.checkpoint();
    if (step.kind === "ask") this.#orRestore(() => this.#ask());
    if (step.kind === "crash") this.#crash(step);
    if (step.kind === "damage") this.#damage(step.file);
  }

  #ask(): void {
    this.#store.history.slice({ device: "a", resolution: "hour", slice: "2026-10" });
    this.#store.readings.after({ seq: 0, limit: 1_000 });
  }

  /** As the worker does: a file that is lost takes everything back to what is on the disk, and the log comes again. */
  #orRestore(task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      this.#reopen();
      this.#orRestore(task);
    }
  }

  #damage(number: number): void {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => name.includes("/") && name.endsWith(".sqlite")).sort();
    const name = files[number % Math.max(1, files.length)];
    if (name !== undefined) appendFileSync(join(folder, name), "?");
  }

  #apply(readings: readonly Partial<ReadingEntry>[]): void {
    const entries = readings.map((overrides, index) =>
      buildEntry(this.#lastSeq + 1 + index, { at: NOON, ...overrides }),
    );
    this.#lastSeq += entries.length;
    this.#log.push(...entries);
    this.#orRestore(() => this.#store.apply(packer.pack(entries)));
  }

  checkpoint(): void {
    this.#orRestore(() => this.#writeAll());
  }

  #writeAll(): void {
    const steps = this.#store.checkpoint({ seq: this.#lastSeq, states: new Map() });
    for (;;) {
      const { done, value } = steps.next();
      if (!done) continue;
      if (this.#terms.keepsLog) return;
      // The log drops by whole segments, so that some of what is safe stays in it.
      this.#log = this.#log.filter(({ seq }) => seq > value - 3);
      return;
    }
  }

  /** The process ends in the middle of a checkpoint, or of the writes that memory forces; a new one starts on its files. */
  #crash({ writes, batches }: { writes: number; batches: number }): void {
    this.#writesLeft = writes;
    try {
      this.checkpoint();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    this.#writesLeft = Number.POSITIVE_INFINITY;
    this.#reopen(batches);
    this.#reopen();
  }

  /** A start on the files. The log brings all that it has, as far as the start lives. */
  #reopen(batches = Number.POSITIVE_INFINITY): void {
    this.#store.close();
    this.#store = this.#open();
    this.#orRestore(() => {
      for (let at = 0; at < this.#log.length && at < 3 * batches; at += 3)
        this.#store.apply(packer.pack(this.#log.slice(at, at + 3)));
    });
  }

  close(): void {
    this.checkpoint();
    this.#store.close();
  }
}

async function expectWhole(terms: Terms, steps: fc.Arbitrary<Step>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 14 }), async (taken) => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      const life = new Life(terms);
      for (const each of taken) life.take(each);
      life.close();
      const found = await inspectData(folder);
      expect(found.broken).toEqual([]);
      const seqs = found.readings.map(({ seq }) => seq).sort((a, b) => a - b);
      expect(seqs).toEqual(Array.from({ length: life.lastSeq }, (__, index) => index + 1));
      const { minutes, hours } = rollUpsByReadings(found);
      expect(found.minutes).toEqual(minutes);
      expect(found.hours).toEqual(hours);
    }),
    { numRuns: RUNS },
  );
}

const ROOMS = [
  ["room for all files", 1e9],
  ["room for none", 0],
] as const;

it.each(ROOMS)(
  "counts every entry once over crashes at any write, with %s",
  (_, cacheBytes) => expectWhole({ cacheBytes, keepsLog: false }, stepsOver(45)),
  120_000,
);

it.each(ROOMS)(
  "counts every entry once over damage and crashes while the log has all of them, with %s",
  (_, cacheBytes) => expectWhole({ cacheBytes, keepsLog: true, partBytes: 1 }, STEPS_WITH_DAMAGE),
  120_000,
);
