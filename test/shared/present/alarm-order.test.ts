import { expect, it } from "vitest";
import { byWorst, liveFirst } from "../../../shared/present/alarm-order.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

it("puts what is live before what nobody hears of, where it is as bad and stands alike", () => {
  const a1 = { condition: "a1", level: "a1", priority: "high" } as const;
  const alarms = [
    buildAlarm({ id: "silent a2", device: "silent", knownAt: Number.MAX_SAFE_INTEGER }),
    buildAlarm({ id: "live a1", ...a1 }),
    buildAlarm({ id: "live a2" }),
    buildAlarm({ id: "answered a2", state: "active-acknowledged" }),
    buildAlarm({ id: "drill", drill: true }),
    buildAlarm({ id: "fault", condition: "fault", priority: "medium" }),
  ].sort(byWorst);
  expect(liveFirst(alarms, ({ device }) => device === "silent").map(({ id }) => id)).toEqual([
    "live a2",
    "silent a2",
    "live a1",
    "answered a2",
    "drill",
    "fault",
  ]);
});
