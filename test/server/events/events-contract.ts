// What every events store must answer, whatever keeps it.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Events } from "../../../server/events/events.ts";
import type { Entry, StampedEntry } from "../../../shared/entries/entry.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

/** A store that a test fills as the log would. `reopen` is the end of one server and the start of the next. */
export interface EventsUnderTest {
  readonly events: Events;
  take(...entries: readonly Entry[]): void;
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

const seqsOf = (entries: readonly StampedEntry[]) => entries.map(({ seq }) => seq);

/** The contract; a second implementation calls this. */
export function describeEvents(name: string, create: () => Promise<EventsUnderTest>): void {
  describe(`${name} keeps the contract of an events store`, () => {
    let subject: EventsUnderTest;
    const list = async (request = {}) =>
      seqsOf((await subject.events.list({ limit: 100, ...request })).events);

    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.remove());

    it("has nothing at first", async () => {
      expect(await subject.events.list({ limit: 5 })).toEqual({ events: [] });
      expect(await subject.events.after(0, { limit: 5 })).toEqual([]);
    });

    it("keeps what is no reading as it is, be its kind known or not, also over a restart", async () => {
      const given = [buildEvent(2), buildEvent(3, { kind: "a later kind", what: { deep: [null, "\0"] } })];
      subject.take(buildEntry(1), ...given);
      expect((await subject.events.list({ limit: 5 })).events).toEqual([...given].reverse());
      await subject.reopen();
      expect(await subject.events.after(0, { limit: 5 })).toEqual(given);
    });

    it("has each once, however often it comes, and covers what it was given before a question", async () => {
      for (const _ of [1, 2]) subject.take(buildEvent(1), buildEvent(2));
      expect(await list()).toEqual([2, 1]);
      await subject.reopen();
      subject.take(buildEvent(2), buildEvent(3));
      expect(await list()).toEqual([3, 2, 1]);
    });

    it("finds events by time, kind, device and person", async () => {
      const ada = { kind: "person", name: "Ada", from: "10.0.0.9" };
      subject.take(
        buildEvent(1, { at: NOON - 60 * DAY_MS }),
        buildEvent(2, { device: "other", by: ada }),
        buildEvent(3, { kind: "forget", device: "other", data: "keep", by: undefined }),
      );
      expect(await list({ from: NOON - 60 * DAY_MS, to: NOON })).toEqual([1]);
      expect(await list({ from: NOON })).toEqual([3, 2]);
      expect(await list({ kinds: ["forget", "site"] })).toEqual([3]);
      expect(await list({ device: "other" })).toEqual([3, 2]);
      expect(await list({ by: "Ada" })).toEqual([2]);
      expect(await list({ by: "open", device: "handheld 1" })).toEqual([1]);
    });

    it("answers by pages, from the newest on and from any number on", async () => {
      subject.take(
        ...[1, 2, 3, 4, 5].map((seq) => buildEvent(seq, { at: NOON + ((seq * 3) % 5) * 31 * DAY_MS })),
      );
      const first = await subject.events.list({ limit: 2 });
      subject.take(buildEvent(6));
      const second = await subject.events.list({ limit: 3, before: first.before });
      expect([seqsOf(first.events), seqsOf(second.events)]).toEqual([
        [5, 4],
        [3, 2, 1],
      ]);
      expect(second.before).toBeUndefined();
      expect(seqsOf(await subject.events.after(2, { limit: 3 }))).toEqual([3, 4, 5]);
    });
  });
}
