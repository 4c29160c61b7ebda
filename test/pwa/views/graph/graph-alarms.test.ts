import { expect, it } from "vitest";
import { createFormat } from "../../../../pwa/src/i18n/format.ts";
import { alarmBands, alarmEvents } from "../../../../pwa/src/views/graph/graph-alarms.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

const T = Date.UTC(2026, 10, 26, 11, 2);
const MIN = 60_000;
const format = createFormat({ language: "en", timeZone: "UTC" });
const window = { from: T - 60 * MIN, to: T + 60 * MIN };
const over = buildAlarm({ raisedAt: T, returnedAt: T + 5 * MIN, endedAt: T + 50 * MIN, state: "ended" });

it("draws an alarm for as long as it was measured, not until somebody looked", () => {
  expect(alarmBands([over], window, format)).toEqual([
    { from: T, to: T + 5 * MIN, level: "a2", name: "11:02 A2, CO" },
  ]);
});

it("draws one that lasts beyond every window, and the same for as long as it lasts", () => {
  const lasting = buildAlarm({ raisedAt: T, condition: "a1", level: "a1" });
  const [band] = alarmBands([lasting], window, format);
  expect(band).toMatchObject({ from: T, level: "a1" });
  expect(band?.to).toBeGreaterThan(window.to);
});

it("tells of gas, draws faults as well, and leaves out what is beyond the window or about batteries", () => {
  const fault = { ...over, condition: "fault" } as const;
  const battery = { ...over, condition: "battery" } as const;
  const before = { ...over, raisedAt: T - 90 * MIN, returnedAt: T - 80 * MIN };
  expect(alarmBands([fault, battery, before], window, format).map(({ level }) => level)).toEqual(["fault"]);
  expect(alarmEvents([over, fault, battery, before], window)).toEqual([
    { kind: "alarm", from: T, to: T + 5 * MIN, alarm: over },
  ]);
});
