import { expect, it } from "vitest";
import { waitOf } from "../../../server/notices/ways/retry-after.ts";

/** 27 November 2026, 08:00 UTC. */
const NOW = Date.UTC(2026, 10, 27, 8);

const wait = (statusCode: number, retryAfter: string, date?: string) =>
  waitOf(
    { statusCode, headers: { "retry-after": retryAfter, ...(date === undefined ? {} : { date }) } },
    NOW,
  );

it.each([
  ["seconds", 429, "120", undefined, 120_000],
  ["a date, by the clock of this machine", 503, "Fri, 27 Nov 2026 08:01:30 GMT", undefined, 90_000],
  [
    "a date, by the receiver's own clock",
    503,
    "Thu, 01 Jan 1970 00:02:00 GMT",
    "Thu, 01 Jan 1970 00:01:00 GMT",
    60_000,
  ],
  ["a date that is over", 429, "Fri, 27 Nov 2026 07:00:00 GMT", undefined, 0],
] as const)("takes %s", (...[, status, said, date, ms]) => {
  expect(wait(status, said, date)).toBe(ms);
});

it.each([
  ["another status", 500, "120"],
  ["what is no number and no date", 429, "soon"],
  ["a number that is negative or broken", 429, "-5"],
  ["a date that is none of HTTP", 429, "tomorrow 1"],
  ["nothing", 503, ""],
])("takes nothing from %s", (_, status, said) => {
  expect(wait(status, said)).toBeUndefined();
});
