// A crash before or after every single write of the archive, again and again on one folder: each entry must count once.

import { rm } from "node:fs/promises";
import fc from "fast-check";
import initSqlJs from "sql.js";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { Store } from "../../../server/archive/store.ts";
import { type WriteFile, writeFileSafely } from "../../../server/archive/write-file.ts";
import type { ReadingEntry } from "../../../shared/entry.ts";
import { DAY_MS, MINUTE_MS } from "../../../shared/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { inspectData, rollUpsByReadings } from "../../helpers/inspect-data.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

class Crash extends Error {}

let SQL: Awaited<ReturnType<typeof initSqlJs>>;
let folder: string;

beforeAll(async () => {
  SQL = await initSqlJs();
});
beforeEach(async () => {
  folder = await temporaryFolder("steps");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What happens to the archive; `writes` is how many files get to the disk before the crash. */
type Step =
  | { readonly kind: "apply"; readonly readings: readonly Partial<ReadingEntry>[] }
  | { readonly kind: "checkpoint" }
  | { readonly kind: "ask" }
  | { readonly kind: "crash"; readonly writes: number };

const reading = fc.record({
  device: fc.constantFrom("a", "b"),
  measuredAt: fc
    .integer({ min: 0, max: 3 * 24 * 60 })
    .map((minute) => NOON - 40 * DAY_MS + minute * 15 * MINUTE_MS),
  key: fc.constantFrom("k1", "k2", "k3"),
  sensors: fc
    .array(fc.option(fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 3 })
    .map((vals) => vals.map((val) => ({ type: "CO", val }))),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("apply" as const),
      readings: fc.array(reading, { maxLength: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "checkpoint" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "ask" as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("crash" as const), writes: fc.nat(12) }) },
);

/** An archive and the log behind it, which keeps what no checkpoint has made safe. */
class Life {
  readonly #cacheBytes: number;
  #log: ReadingEntry[] = [];
  #lastSeq = 0;
  #writesLeft = Number.POSITIVE_INFINITY;
  #store: Store;

  constructor(cacheBytes: number) {
    this.#cacheBytes = cacheBytes;
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
    const forever = Number.POSITIVE_INFINITY;
    return new Store({
      SQL,
      options: {
        folder,
        cacheBytes: this.#cacheBytes,
        rawRetentionMs: forever,
        minuteRetentionMs: forever,
        hourRetentionMs: forever,
        maxDataBytes: forever,
      },
      now: () => NOON,
      write,
      report: () => undefined,
    });
  }

  take(step: Step): void {
    if (step.kind === "apply") this.#apply(step.readings);
    if (step.kind === "checkpoint") this.checkpoint();
    if (step.kind === "ask") this.#store.history.slice({ device: "a", resolution: "hour", slice: "2026-10" });
    if (step.kind === "crash") this.#crash(step.writes);
  }

  #apply(readings: readonly Partial<ReadingEntry>[]): void {
    const entries = readings.map((overrides, index) =>
      buildEntry(this.#lastSeq + 1 + index, { at: NOON, ...overrides }),
    );
    this.#lastSeq += entries.length;
    this.#log.push(...entries);
    this.#store.apply(entries);
  }

  checkpoint(): void {
    const steps = this.#store.checkpoint({ seq: this.#lastSeq, devices: [] });
    for (;;) {
      const { done, value } = steps.next();
      if (!done) continue;
      // The log drops by whole segments, so that some of what is safe stays in it.
      this.#log = this.#log.filter(({ seq }) => seq > value - 3);
      return;
    }
  }

  /** The process ends in the middle of a checkpoint, or of the writes that memory forces; a new one starts on its files. */
  #crash(writes: number): void {
    this.#writesLeft = writes;
    try {
      this.checkpoint();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    this.#writesLeft = Number.POSITIVE_INFINITY;
    this.#store.close();
    this.#store = this.#open();
    const missed = this.#log.filter(({ seq }) => seq > this.#store.replayAfter);
    for (let at = 0; at < missed.length; at += 3) this.#store.apply(missed.slice(at, at + 3));
  }

  close(): void {
    this.checkpoint();
    this.#store.close();
  }
}

it.each([
  ["room for all files", 1e9],
  ["room for none", 0],
])(
  "counts every entry once over crashes at any write, with %s",
  async (_, cacheBytes) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await rm(folder, { recursive: true, force: true });
        const life = new Life(cacheBytes);
        for (const each of steps) life.take(each);
        life.close();
        const found = await inspectData(folder);
        expect(found.broken).toEqual([]);
        const seqs = found.readings.map(({ seq }) => seq).sort((a, b) => a - b);
        expect(seqs).toEqual(Array.from({ length: life.lastSeq }, (__, index) => index + 1));
        const { minutes, hours } = rollUpsByReadings(found);
        expect(found.minutes).toEqual(minutes);
        expect(found.hours).toEqual(hours);
      }),
      { numRuns: 30 },
    );
  },
  120_000,
);
