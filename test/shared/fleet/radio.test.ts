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
  expect([radioOf(undefined), radioOf({ lora: 7 }), radioOf({})]).toEqual([undefined, undefined, undefined]);
});
