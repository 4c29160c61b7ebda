// The clock of the machine stepped back: what was heard while it was wrong must not look live, nor come from the future.

import { expect, it } from "vitest";
import { beforeStep } from "../../../server/state/before-step.ts";
import { createFleet } from "../../../server/state/fleet.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { type DeviceState, isStale } from "../../../shared/fleet/fleet.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const T0 = Date.UTC(2026, 10, 24);
const HOUR = 3_600_000;
/** It was an hour ahead. */
const STEP = { seq: 10, from: T0 + HOUR, to: T0 };

/** A device that reported each five seconds, the last time at this moment. */
const heardAt = (at: number, members: Partial<DeviceState> = {}): DeviceState => ({
  ...buildDevice("one", { CO: 1, H2S: null }, { now: at, ageMs: 0 }),
  firstReadingAt: at - 600_000,
  clock: {} as never,
  ...members,
});

it("brings the times of before back by as much", () => {
  const state = beforeStep(heardAt(T0 + HOUR - 60_000), STEP);
  expect(state).toMatchObject({
    firstReadingAt: T0 - 660_000,
    measuredAt: T0 - 60_000,
    receivedAt: T0 - 60_000,
    lastReceivedAt: T0 - 60_000,
    battery: 84,
    gaps: [5_000],
  });
  expect(state.sensors).toMatchObject([
    { key: "CO", value: 1, measuredAt: T0 - 60_000, receivedAt: T0 - 60_000 },
    { key: "H2S", value: null, lastValue: { value: 12, measuredAt: T0 - 155_000 } },
  ]);
  expect(state.sensors[0]).not.toHaveProperty("lastValue");
  expect(state.settings).toStrictEqual({});
});

it("leaves nothing live that came while the clock was wrong, and knows nothing of the device's clock", () => {
  const state = beforeStep(heardAt(T0 + HOUR), STEP);
  expect(state.measuredAt).toBe(T0 - 16_000);
  expect(state.sensors[0]).toMatchObject({ measuredAt: T0 - 16_000, receivedAt: T0 - 16_000 });
  expect(isStale(state, T0)).toBe(true);
  expect(state).not.toHaveProperty("clock");
});

it("leaves times that are not beyond the clock as they are", () => {
  const state = heardAt(T0, { settings: { retiredAt: T0, name: "Pump" } });
  const { clock: _, ...expected } = state;
  expect(beforeStep(state, STEP)).toEqual(expected);
  expect(beforeStep(heardAt(T0 + 1), STEP)).toMatchObject({ measuredAt: T0 + 1 - HOUR });
});

it("keeps a device out of service that was", () => {
  const at = T0 + HOUR;
  const state = beforeStep(heardAt(at, { settings: { retiredAt: at, name: "Pump" } }), STEP);
  expect(state.settings).toEqual({ retiredAt: state.lastReceivedAt, name: "Pump" });
});

function reading(seq: number, at: number): Entry {
  const sensors = [{ type: "CO", val: seq }];
  return { seq, at, measuredAt: at, kind: "reading", device: "one", deviceTime: null, battery: 90, sensors };
}

it("steps back at its place in the log, be it within a batch, at its end, or before the next start", () => {
  const ahead = [9, 10].map((seq) => reading(seq, T0 + HOUR - 60_000 + seq));
  const after = reading(11, T0 + 5_000);
  const seen = (fleet: ReturnType<typeof createFleet>) => fleet.states().get("one");
  const inOne = createFleet({ seq: 0, devices: [] }, [STEP]);
  inOne.observe({ entries: [...ahead, after] });
  expect(seen(inOne)).toMatchObject({ seq: 11, measuredAt: T0 + 5_000, firstReadingAt: T0 - 59_991 });
  const inTwo = createFleet({ seq: 0, devices: [] }, [STEP]);
  inTwo.observe({ entries: ahead });
  expect(seen(inTwo)).toMatchObject({ seq: 10, measuredAt: T0 - 59_990 });
  inTwo.observe({ entries: [after] });
  expect(inTwo.snapshot()).toEqual(inOne.snapshot());
  const stayed = createFleet({ seq: 0, devices: [] });
  stayed.observe({ entries: ahead });
  expect(seen(createFleet(stayed.snapshot(), [STEP]))).toMatchObject({ seq: 10, measuredAt: T0 - 59_990 });
  const later = createFleet({ ...stayed.snapshot(), seq: 11 }, [STEP]);
  expect(seen(later)).toMatchObject({ measuredAt: T0 + HOUR - 59_990 });
});
