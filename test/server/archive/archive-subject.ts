// An archive under test, opened anew for each test.

import { afterEach, beforeEach, expect } from "vitest";
import type { SliceRequest } from "../../../server/archive/archive.ts";
import type { LocalArchive } from "../../../server/archive/local-archive.ts";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { batchOf, NOON } from "../../helpers/build-entry.ts";

/** What the contract opens an archive with: its clock, and how long raw readings are kept. */
export interface ArchiveTerms {
  readonly now: () => number;
  readonly rawRetentionMs: number;
}

/** How the contract gets an archive and opens the same one again. */
export interface ArchiveUnderTest {
  open(terms: ArchiveTerms): Promise<LocalArchive>;
  remove(): Promise<void>;
}

/** A fleet that is never behind. */
export const NO_FLEET = { seq: Number.MAX_SAFE_INTEGER, states: {} };
export const DEVICE = "handheld 1";
export const MINUTE: SliceRequest = { device: DEVICE, resolution: "minute", slice: "2026-11-23" };

export const seqsOf = (readings: readonly ReadingEntry[]) => readings.map(({ seq }) => seq);
export const withValue = (val: number | null) => ({ sensors: [{ type: "CH4", val }] });

/** The archive of the running test. `clock` is its time and may be moved. */
export class Subject {
  clock = NOON;
  #under: ArchiveUnderTest | undefined;
  #archive: LocalArchive | undefined;

  get archive(): LocalArchive {
    if (!this.#archive) throw new Error("No archive is open.");
    return this.#archive;
  }

  async begin(under: ArchiveUnderTest): Promise<void> {
    this.clock = NOON;
    this.#under = under;
    await this.#open();
  }

  async reopen(): Promise<void> {
    await this.archive.close();
    await this.#open();
  }

  async end(): Promise<void> {
    await this.archive.close();
    await this.#under?.remove();
  }

  apply(...entries: ReadingEntry[]): void {
    this.archive.apply(batchOf(entries));
  }

  async slice<T>(request: SliceRequest): Promise<T> {
    const answer = await this.archive.slice(request);
    expect(answer).toBeDefined();
    return JSON.parse(new TextDecoder().decode(answer?.json)) as T;
  }

  async #open(): Promise<void> {
    this.#archive = await this.#under?.open({ now: () => this.clock, rawRetentionMs: 30 * DAY_MS });
  }
}

/** Gives each test of the present `describe` an archive of its own. */
export function useArchive(create: () => Promise<ArchiveUnderTest>): Subject {
  const subject = new Subject();
  beforeEach(async () => subject.begin(await create()));
  afterEach(() => subject.end());
  return subject;
}
