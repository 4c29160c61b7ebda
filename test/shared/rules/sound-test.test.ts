import { expect, it } from "vitest";
import { type TestSetting, TestTimes } from "../../../shared/rules/sound-test.ts";

const lastDue = (setting: TestSetting, now: string) => {
  const due = new TestTimes().lastDue(setting, Date.parse(now));
  return due === undefined ? undefined : new Date(due).toISOString();
};

it.each([
  [{ soundTest: "12:00", timeZone: null }, "2026-11-27T12:00:00.000Z", "2026-11-27T12:00:00.000Z"],
  [{ soundTest: "12:00", timeZone: null }, "2026-11-27T11:59:59.999Z", "2026-11-26T12:00:00.000Z"],
  [{ soundTest: "06:30", timeZone: "Europe/Berlin" }, "2026-07-01T04:30:00.000Z", "2026-07-01T04:30:00.000Z"],
  [{ soundTest: "06:30", timeZone: "Europe/Berlin" }, "2026-07-01T04:29:00.000Z", "2026-06-30T04:30:00.000Z"],
  // Far from UTC on both sides.
  [
    { soundTest: "06:00", timeZone: "Pacific/Kiritimati" },
    "2026-11-26T16:00:00.000Z",
    "2026-11-26T16:00:00.000Z",
  ],
  [{ soundTest: "23:59", timeZone: "Pacific/Niue" }, "2026-11-27T10:58:00.000Z", "2026-11-26T10:59:00.000Z"],
  // The clock leaps over 02:30, and shows it twice.
  [{ soundTest: "02:30", timeZone: "Europe/Berlin" }, "2026-03-29T12:00:00.000Z", "2026-03-29T01:30:00.000Z"],
  [{ soundTest: "02:30", timeZone: "Europe/Berlin" }, "2026-10-25T12:00:00.000Z", "2026-10-25T00:30:00.000Z"],
])("is due as %j says: at %s last at %s", (setting, now, due) => {
  expect(lastDue(setting, now)).toBe(due);
});

it("is never due where the site wants none", () => {
  expect(lastDue({ soundTest: null, timeZone: "Europe/Berlin" }, "2026-11-27T12:00:00.000Z")).toBeUndefined();
});

it("follows another setting within the same minute", () => {
  const times = new TestTimes();
  const now = Date.parse("2026-11-27T12:00:10.000Z");
  expect(times.lastDue({ soundTest: "11:00", timeZone: null }, now)).toBe(now - 3_610_000);
  expect(times.lastDue({ soundTest: "10:00", timeZone: null }, now)).toBe(now - 7_210_000);
  expect(times.lastDue({ soundTest: null, timeZone: null }, now)).toBeUndefined();
});
