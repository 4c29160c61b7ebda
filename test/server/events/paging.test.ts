// Pages of events, asked for while further ones come in.

import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { EventsRequest } from "../../../server/events/events.ts";
import { nameOfActor } from "../../../shared/entries/actor.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { openEventStore } from "./event-store.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("event-paging");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Ten days apart, and not always forwards: months overlap in the order of `seq`, as after a step of the clock. */
const event = fc.record({
  at: fc.integer({ min: 0, max: 9 }).map((step) => NOON + step * 10 * DAY_MS),
  kind: fc.constantFrom("setting", "a later kind"),
  device: fc.constantFrom("a", "b"),
  by: fc.constantFrom(
    { kind: "person", name: "Ada", from: "" },
    { kind: "system", name: "", from: "" },
    undefined,
  ),
});
const question = fc.record(
  {
    from: fc.integer({ min: 0, max: 9 }).map((step) => NOON + step * 10 * DAY_MS),
    to: fc.integer({ min: 0, max: 9 }).map((step) => NOON + step * 10 * DAY_MS + 1),
    kinds: fc.constantFrom(["setting"], ["a later kind"], ["setting", "a later kind"], ["none"]),
    device: fc.constantFrom("a", "b"),
    by: fc.constantFrom("Ada", "system"),
  },
  { requiredKeys: [] },
);

const story = fc.record({
  before: fc.array(event, { maxLength: 20 }),
  meanwhile: fc.array(event, { maxLength: 12 }),
  asked: question,
  limit: fc.integer({ min: 1, max: 4 }),
  partBytes: fc.constantFrom(1, undefined),
});

type Given = {
  at: number;
  kind: string;
  device: string;
  by?: { kind: "person" | "system"; name: string; from: string };
};

function fits({ at, kind, device, by }: Given, asked: Partial<EventsRequest>): boolean {
  return (
    at >= (asked.from ?? 0) &&
    at < (asked.to ?? Number.POSITIVE_INFINITY) &&
    (asked.kinds?.includes(kind) ?? true) &&
    (asked.device === undefined || device === asked.device) &&
    (asked.by === undefined || (by !== undefined && nameOfActor(by) === asked.by))
  );
}

it("joins to the whole without a gap or a duplicate, while events go on coming in", () => {
  fc.assert(
    fc.property(story, ({ before, meanwhile, asked, limit, partBytes }) => {
      const subject = openEventStore(folder, { partBytes });
      let seq = 0;
      const take = (given: object) => {
        seq += 1;
        const entry = buildEvent(seq, given);
        subject.apply(entry);
        return entry;
      };
      const known = before.map(take).filter((entry) => fits(entry as unknown as Given, asked));
      const coming = [...meanwhile];
      const found: number[] = [];
      let next: number | undefined;
      do {
        const page = subject.page({ ...asked, limit, before: next });
        expect(page.seqs.length).toBeLessThanOrEqual(limit);
        found.push(...page.seqs);
        next = page.before;
        const more = coming.shift();
        if (more) take(more);
      } while (next !== undefined);
      expect(found).toEqual(known.map((entry) => entry.seq).reverse());
      subject.store.close();
    }),
    { numRuns: 100 },
  );
});

it("gives events after any number in their order, over all months", () => {
  const subject = openEventStore(folder, { partBytes: 1 });
  for (let seq = 1; seq <= 12; seq += 1)
    subject.apply(buildEvent(seq, { at: NOON + ((seq * 7) % 12) * 10 * DAY_MS }));
  expect(subject.after(0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(subject.after(4, 3)).toEqual([5, 6, 7]);
  expect(subject.after(12)).toEqual([]);
  subject.store.close();
});

it("ends a page early that would be too large, and goes on from there", () => {
  const subject = openEventStore(folder);
  const patch = { name: "x".repeat(1_500_000) };
  for (let seq = 1; seq <= 5; seq += 1) subject.apply(buildEvent(seq, { patch }));
  expect(subject.page()).toEqual({ seqs: [5, 4, 3], before: 3 });
  expect(subject.page({ before: 3 })).toEqual({ seqs: [2, 1], before: undefined });
  subject.store.close();
});

it("ends a page early that has to look through too much, and goes on from there", () => {
  const subject = openEventStore(folder, { partBytes: 1 });
  const patch = { name: "x".repeat(9_000_000) };
  for (let seq = 1; seq <= 3; seq += 1) subject.apply(buildEvent(seq, { patch }));
  // Nothing fits; of the files of 9 MB two are looked through at a time.
  expect(subject.page({ by: "nobody" })).toEqual({ seqs: [], before: 2 });
  expect(subject.page({ by: "nobody", before: 2 })).toEqual({ seqs: [], before: undefined });
  subject.store.close();
});
