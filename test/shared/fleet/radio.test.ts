import { expect, it } from "vitest";
import { followRadio, type RadioFacts, type RadioState, radioOf } from "../../../shared/fleet/radio.ts";

const session = "s1";
function follow(...uplinks: readonly RadioFacts[]): RadioState | undefined {
  let state: RadioState | undefined;
  uplinks.forEach((facts, at) => {
    state = followRadio(state, facts, at);
  });
  return state;
}
const counted = (...counters: readonly number[]) => follow(...counters.map((fCnt) => ({ fCnt, session })));

it.each([
  ["one after the other", [1, 2, 3], 0, 3],
  ["with gaps", [1, 4, 5, 9], 5, 9],
  ["one that came late", [1, 3, 2], 0, 3],
  ["from anywhere on", [77, 78], 0, 78],
])("counts uplinks %s", (...[, counters, missed, fCnt]) => {
  expect(counted(...counters)).toMatchObject({ missed, fCnt, heard: counters.length });
});

it("begins anew when the device has joined anew", () => {
  expect(
    follow({ fCnt: 900, session: "s1" }, { fCnt: 950, session: "s1" }, { fCnt: 1, session: "s2" }),
  ).toMatchObject({
    missed: 0,
    heard: 1,
    fCnt: 1,
  });
  expect(follow({ fCnt: 900 }, { fCnt: 1 })).toMatchObject({ missed: 0, fCnt: 1 });
});

it("takes no jump of the counter for thousands of missed uplinks", () => {
  expect(counted(1, 60_000)).toMatchObject({ missed: 0, fCnt: 60_000 });
});

it("tells the last gap and when it showed, up to ten thousand missed uplinks", () => {
  expect(counted(1, 4, 5)).toMatchObject({ missed: 2, lastGap: { missed: 2, at: 1 } });
  expect(counted(1, 10_002)).toMatchObject({ missed: 10_000, lastGap: { missed: 10_000, at: 1 } });
  expect(counted(1, 10_003)).toMatchObject({ missed: 0, lastGap: null });
});

it("takes one that comes late for one that was missed, if any was", () => {
  expect(counted(5, 6, 5)).toMatchObject({ missed: 0, heard: 3, fCnt: 6, at: 1 });
  expect(counted(5, 8, 8)).toMatchObject({ missed: 1, heard: 3, fCnt: 8, at: 1 });
});

it("takes a counter of a hundred less for a new join where no session is told, and for a late one where it is", () => {
  const low = (by: number) => follow({ fCnt: 200 }, { fCnt: 200 - by });
  expect(low(99)).toMatchObject({ fCnt: 200, heard: 2 });
  expect(low(100)).toEqual({
    last: { fCnt: 100 },
    at: 1,
    fCnt: 100,
    heard: 1,
    missed: 0,
    lastGap: null,
  });
  expect(counted(200, 100)).toMatchObject({ fCnt: 200, heard: 2 });
});

it("has heard no uplink while there was a status alone", () => {
  expect(follow({ margin: 7 })).toMatchObject({ fCnt: null, heard: 0, last: { margin: 7 } });
  expect(follow({ margin: 7 }, { fCnt: 40 }, { fCnt: 42 })).toMatchObject({ fCnt: 42, heard: 2, missed: 1 });
  const { last } = follow({ margin: 7 }, { fCnt: 40 }) ?? {};
  expect(Object.keys(last ?? {}).sort()).toEqual(["fCnt", "margin"]);
});

it("keeps what a status says of the power beside what uplinks say of the radio", () => {
  const state = follow(
    { fCnt: 1, session, rssi: -80 },
    { margin: 7, externalPower: false },
    { fCnt: 2, session, rssi: -90 },
  );
  expect(state).toMatchObject({ heard: 2, last: { rssi: -90, margin: 7, externalPower: false } });
});

it("reads the facts of a reading that anybody may have posted", () => {
  expect(radioOf({ lora: { fCnt: "7", rssi: -80, gateway: 5, session: "x", externalPower: 1 } })).toEqual({
    rssi: -80,
    session: "x",
  });
  expect(radioOf({ lora: { margin: 7, externalPower: true, more: 1 } })).toEqual({
    margin: 7,
    externalPower: true,
  });
  expect([radioOf(undefined), radioOf({ lora: 7 }), radioOf({})]).toEqual([undefined, undefined, undefined]);
});
