import { expect, it } from "vitest";
import { createFormat, stepOf } from "../../../pwa/src/i18n/format.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const english = createFormat({ language: "en", timeZone: "UTC" });
const german = createFormat({ language: "de", timeZone: "Europe/Berlin" });

it("makes nothing of Intl, which takes a slow phone its time, before something is to be written", () => {
  // Intl throws at a zone that it does not know.
  const format = createFormat({ language: "en", timeZone: "No/Where" });
  expect(() => format.time(NOW)).toThrow(RangeError);
});

it("writes numbers as the language does, without a minus before zero", () => {
  expect([english.number(1_280), german.number(20.94, 1)]).toEqual(["1,280", "20,9"]);
  expect(english.number(-0.2)).toBe("0");
});

it("writes times in the wanted zone, with the date when it was another day", () => {
  expect([english.time(NOW), german.time(NOW)]).toEqual(["14:32", "15:32"]);
  expect(english.time(NOW - 86_400_000, NOW)).toBe("Nov 22, 14:32");
});

it("says ages in words, rounded down", () => {
  expect([0, 4_999, 12_000, 61_000, 7_300_000, 200_000_000].map(english.ago)).toEqual([
    "now",
    "now",
    "12 seconds ago",
    "1 minute ago",
    "2 hours ago",
    "2 days ago",
  ]);
  expect(german.ago(300_000)).toBe("vor 5 Minuten");
});

it("never says now of what is not live", () => {
  expect([english.since(0), english.since(1_000)]).toEqual(["0 seconds ago", "1 second ago"]);
});

it("knows no negative age", () => {
  expect(stepOf(-5_000)).toEqual({ unit: "second", count: 0 });
});

it("tells the two times of an autumn night apart, and leaves all others as they are", () => {
  const half = Date.parse("2026-10-25T00:30:00Z");
  const hour = 3_600_000;
  expect([half, half + hour].map((ms) => german.time(ms))).toEqual(["02:30 UTC+2", "02:30 UTC+1"]);
  expect([half - hour, half + 2 * hour].map((ms) => german.time(ms))).toEqual(["01:30", "03:30"]);
  expect(german.dateTime(half)).toBe("25. Okt. 2026, 02:30 UTC+2");
  expect(german.moment(half + hour + 5_000)).toBe("25. Okt. 2026, 02:30:05 UTC+1");
  expect(german.clock(half)).toBe("02:30:00 UTC+2");
  const spring = Date.parse("2026-03-29T01:00:00Z");
  expect([spring - 1_000, spring].map(german.clock)).toEqual(["01:59:59", "03:00:00"]);
  const howe = createFormat({ language: "en", timeZone: "Australia/Lord_Howe" });
  const change = Date.parse("2026-04-04T15:00:00Z");
  expect([-31, -1, 0, 29, 31].map((minute) => howe.time(change + minute * 60_000))).toEqual([
    "01:29",
    "01:59 UTC+11",
    "01:30 UTC+10:30",
    "01:59 UTC+10:30",
    "02:01",
  ]);
});

it("writes date and clock by one zone, when the machine's own changes under it", () => {
  const format = createFormat({ language: "en-GB", timeZone: "browser" });
  const ms = Date.UTC(2026, 10, 23, 1, 30);
  const written = ["Europe/Berlin", "America/New_York"].map((zone) => {
    process.env["TZ"] = zone;
    return [format.dateTime(ms), format.moment(ms), format.time(ms, ms + 7 * 86_400_000)];
  });
  process.env["TZ"] = "UTC";
  expect(written).toEqual([
    ["23 Nov 2026, 02:30", "23 Nov 2026, 02:30:00", "23 Nov, 02:30"],
    ["22 Nov 2026, 20:30", "22 Nov 2026, 20:30:00", "22 Nov, 20:30"],
  ]);
});

it("marks no time as coming twice that does so in another zone, where the machine was before", () => {
  const format = createFormat({ language: "en-GB", timeZone: "browser" });
  const half = Date.parse("2026-10-25T00:30:00Z");
  const written = ["Europe/Berlin", "America/New_York", "Europe/Berlin"].map((zone) => {
    process.env["TZ"] = zone;
    return format.time(half);
  });
  process.env["TZ"] = "UTC";
  expect(written).toEqual(["02:30 UTC+2", "20:30", "02:30 UTC+2"]);
});
