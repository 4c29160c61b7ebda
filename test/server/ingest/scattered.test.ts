import fc from "fast-check";
import { expect, it } from "vitest";
import { partsByDays } from "../../../server/ingest/scattered.ts";
import { NOON } from "../../helpers/build-entry.ts";

const DAY_MS = 86_400_000;
const draftOf = (day: number) => ({
  draft: {
    kind: "reading" as const,
    device: "a",
    measuredAt: null,
    deviceTime: (NOON - day * DAY_MS) / 1_000,
    battery: null,
    sensors: [],
  },
});

it("leaves readings of few days together, however many they are", () => {
  const judged = Array.from({ length: 5_000 }, (_, index) => draftOf(index % 25));
  expect(partsByDays(judged)).toEqual([judged]);
  expect(partsByDays([])).toEqual([[]]);
});

it("cuts readings of many days into parts of at most 25 days, in their order, with none left out", () => {
  const item = fc.oneof(fc.nat(60).map(draftOf), fc.constant({ reason: "refused" }));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 300 }), (judged) => {
      const parts = partsByDays(judged);
      expect(parts.flat()).toEqual(judged);
      for (const part of parts) {
        const days = part.flatMap((one) => ("draft" in one ? [one.draft.deviceTime] : []));
        expect(new Set(days).size).toBeLessThanOrEqual(25);
      }
    }),
  );
});

it("counts the days on which rows of a recording were received, also of a device whose clock stands still", () => {
  const rows = Array.from({ length: 60 }, (_, day) => {
    const { draft } = draftOf(0);
    return { draft: { ...draft, receivedAt: NOON - day * DAY_MS } };
  });
  expect(partsByDays(rows).map(({ length }) => length)).toEqual([25, 25, 10]);
});
