// What notices say of figures: as screens do.

import { expect, it } from "vitest";
import { messageOf } from "../../../server/notices/message.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

const NOW = 1_800_000_000_000;
const site = (language: "en" | "de") => ({
  name: "Pit",
  language,
  timeZone: "UTC",
  nameOf: (id: string) => id,
});

function textOf(over: Partial<Alarm>, language: "en" | "de" = "en"): string {
  const record = buildAlarm({ knownAt: NOW, ...over });
  const step = { source: 1, rule: "all", step: 1, channel: "siren", to: "", alarm: record.id, since: NOW };
  const waiting = { ...step, transition: "raised", record } as unknown as Parameters<
    typeof messageOf
  >[0][number];
  return messageOf([waiting], { site: site(language), now: NOW, present: () => record }).text;
}

it("has all digits of a large figure, and of a gas those that it has on screens", () => {
  const ch4 = { sensor: { key: "CH4", type: "CH4" }, condition: "a2", unit: "ppm" } as const;
  expect(textOf({ ...ch4, value: 12_345, limit: 10_000 })).toContain("Now 12345 ppm. Limit 10000 ppm.");
  const stel = { condition: "stel", value: 1_061.3, limit: 200, unit: "ppm" } as const;
  expect(textOf(stel, "de")).toContain("Jetzt 1061 ppm. Grenzwert 200 ppm.");
});

it("tells no value as its limit that is short of it, on either side", () => {
  expect(textOf({ condition: "a1", value: 34.96, limit: 35 })).toContain("Now 34.96 ppm. Limit 35 ppm.");
  const o2 = { sensor: { key: "O2", type: "O2" }, side: "low", condition: "a1", unit: "%vol" } as const;
  expect(textOf({ ...o2, value: 19.46, limit: 19.5 })).toContain("Now 19.46 %vol. Limit 19.5 %vol.");
});

it("shows nothing from outside as another text than it is", () => {
  const turned = "\u202e";
  const text = textOf({
    device: `pump ${turned}1A`,
    place: `Shaft ${turned}3`,
    sensor: { key: "CO", type: `CO${turned}` },
    acknowledgedAt: NOW,
    acknowledgedBy: `A${turned}da`,
    comment: `fan ${turned}on`,
  });
  expect(text).toContain("pump \ufffd1A, Shaft \ufffd3");
  expect(text).toContain("A\ufffdda");
  expect(text).toContain("fan \ufffdon");
  expect(text).not.toContain(turned);
});

it("has a percentage of a battery without digits", () => {
  const battery = { sensor: null, condition: "battery", value: 9, limit: null, unit: "%" } as const;
  expect(textOf(battery)).toContain("Now 9 %.");
});
