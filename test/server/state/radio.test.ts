import { expect, it } from "vitest";
import { createRadio } from "../../../server/state/radio.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { buildEntry, NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const uplink = (seq: number, fCnt: number, device = "pump") =>
  buildEntry(seq, { device, at: NOON + seq, extra: { lora: { fCnt, session: "s1" } } });

function radioOf(...entries: readonly unknown[]) {
  const radio = createRadio();
  radio.observe({ entries: entries as Entry[] });
  return radio;
}

it("follows each device by what its readings say of the radio, in the order of the log", () => {
  const radio = radioOf(uplink(1, 10), uplink(2, 5, "box"), uplink(3, 13));
  expect(radio.of("pump")).toEqual({
    last: { fCnt: 13, session: "s1" },
    at: NOON + 3,
    fCnt: 13,
    heard: 2,
    missed: 2,
    lastGap: { missed: 2, at: NOON + 3 },
  });
  expect(radio.of("box")).toMatchObject({ heard: 1, fCnt: 5 });
});

it("knows nothing of a device whose readings say nothing of it, nor by entries that are none", () => {
  const later = { ...uplink(2, 10, "box"), kind: "later" };
  const radio = radioOf(
    buildEntry(1, { device: "pump" }),
    later,
    buildEntry(3, { device: "tank", extra: { lora: 7 } }),
  );
  expect(["pump", "box", "tank"].map((device) => radio.of(device))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(radio.snapshot()).toEqual([]);
});

it("forgets a device that is forgotten, and no other", () => {
  const forget = buildEvent(3, { kind: "forget", device: "pump", data: "keep", patch: undefined });
  const radio = radioOf(uplink(1, 10), uplink(2, 5, "box"), forget);
  expect([radio.of("pump"), radio.of("box")?.fCnt]).toEqual([undefined, 5]);
});

it("goes on from a checkpoint under the name that it has there, and from one without it with nothing", () => {
  const before = radioOf(uplink(1, 10));
  expect(before.name).toBe("radio");
  const after = createRadio();
  after.restore(JSON.parse(JSON.stringify(before.snapshot())), 1);
  after.observe({ entries: [uplink(2, 12)] });
  expect(after.of("pump")).toMatchObject({ heard: 2, missed: 1 });
  after.restore(undefined, 1);
  expect(after.snapshot()).toEqual([]);
});
