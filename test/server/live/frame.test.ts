// What a stream is told of an entry: the text of its event, and whom it is for.

import { expect, it } from "vitest";
import { createEventIds } from "../../../server/live/event-id.ts";
import { frameOf } from "../../../server/live/frame.ts";
import { createSite } from "../../../server/state/site.ts";
import type { Entry, StampedEntry } from "../../../shared/entries/entry.ts";
import { type EntryKinds, KINDS } from "../../../shared/entries/kinds.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const IDS = createEventIds("log");
const site = createSite({ timeZone: "UTC" });
const told = (entry: Entry, kinds: EntryKinds = KINDS) =>
  frameOf(entry, { settingsOf: (device) => ({ name: `${device}!` }), site, kinds, idOf: IDS.of });
const dataIn = (text: string) => JSON.parse(/data: (.*)\n\n$/.exec(text)?.[1] ?? "null") as object;

it("has a reading with its levels, its times and its device", () => {
  const entry = buildEntry(7, {
    at: NOON + 999,
    measuredAt: NOON - 5,
    battery: null,
    sensors: [{ type: "CO", val: 35 }],
  });
  const { seq, device, text } = told(entry);
  expect([seq, device]).toEqual([7, "handheld 1"]);
  expect(text).toMatch(/^event: update_data\nid: 7\.log\ndata: /);
  expect(dataIn(text)).toEqual({
    pct: null,
    device_id: "handheld 1",
    system_time: NOON / 1_000,
    system_datetime: "2026-11-23T12:00:00.000Z",
    sensors: [{ type: "CO", val: 35, level: "a1" }],
    seq: 7,
    ts: 3_600,
    measured_at: NOON - 5,
    received_at: NOON + 999,
  });
});

it("has the whole settings of a device, and the whole site", () => {
  const setting = told(buildEvent(8));
  expect([setting.device, dataIn(setting.text)]).toEqual([
    "handheld 1",
    { seq: 8, device: "handheld 1", settings: { name: "handheld 1!" } },
  ]);
  expect(setting.text).toMatch(/^event: settings\nid: 8\.log\n/);
  const changed = told(buildEvent(9, { kind: "site", patch: { name: "West" }, device: undefined }));
  expect(changed.device).toBe(undefined);
  expect(dataIn(changed.text)).toMatchObject({ name: "", timeZone: "UTC", timeZoneFixed: true });
  const forgotten = told(buildEvent(10, { kind: "forget", data: "keep" }));
  expect([forgotten.device, dataIn(forgotten.text)]).toEqual([
    "handheld 1",
    { seq: 10, device: "handheld 1" },
  ]);
});

it("is without text for what is not told, or not known", () => {
  for (const members of [
    { kind: "later" },
    { kind: "forget", data: "all" },
    { kind: "settings-found", settings: {} },
  ])
    expect(told(buildEvent(11, members))).toEqual({ seq: 11, device: undefined, text: "" });
});

it("has an alarm with the step that it took", () => {
  const alarm = buildAlarm({ id: "7-co", device: "pump" });
  const entry = buildEvent(12, { kind: "alarm", key: "7-co raised", to: "raised", device: "pump", alarm });
  const { device, text } = told(entry);
  expect([device, dataIn(text)]).toEqual(["pump", { ...alarm, seq: 12, to: "raised" }]);
  expect(text).toMatch(/^event: alarm\nid: 12\.log\n/);
});

it("has no more than that there was something of what whoever hears it asks for by itself", () => {
  const of = (members: object) => {
    const { device, text } = told(buildEvent(13, members));
    return [/^event: (.*)/.exec(text)?.[1], device, dataIn(text)];
  };
  const text = { gas: null, level: null, place: "Hall", text: "Leave", device: undefined };
  expect(of({ kind: "guidance", ...text })).toEqual(["guidance", undefined, { seq: 13 }]);
  const drill = { kind: "drill", until: NOON, device: undefined };
  expect(of({ ...drill, devices: ["pump"] })).toEqual(["drill", "pump", { seq: 13 }]);
  expect(of({ ...drill, devices: ["pump", "box"] })).toEqual(["drill", undefined, { seq: 13 }]);
  const test = { kind: "test", device: "pump", what: "bump", passed: true, testedAt: NOON, secret: 7 };
  expect(of(test)).toEqual(["test", "pump", { seq: 13, device: "pump" }]);
});

it("has the entry itself where its kind has no other form", () => {
  const toy = { kind: "toy", parse: (entry: StampedEntry) => entry, streamEvent: "toy" };
  const entry = buildEvent(14, { kind: "toy", pump: 7 });
  expect(dataIn(told(entry, new Map([["toy", toy]])).text)).toEqual(entry);
});
