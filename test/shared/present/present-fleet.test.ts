import fc from "fast-check";
import { expect, it } from "vitest";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { LinkState, Moment } from "../../../shared/fleet/freshness.ts";
import { type DevicePresentation, presentDevice } from "../../../shared/present/present-device.ts";
import { FleetPresenter } from "../../../shared/present/present-fleet.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;
const VIEWING = { preset: "instrument", units: "usual" } as const;
const live = (serverNow: number): Moment => ({ serverNow, link: "live" });

function presentOnly(presenter: FleetPresenter, state: DeviceState, moment: Moment): DevicePresentation {
  const [shown] = presenter.present(new Map([[state.device, state]]), moment, VIEWING);
  if (!shown) throw new Error("The device is not shown.");
  return shown;
}

/** All that a screen can say of a device: ages below five seconds are "now" while all of it is live. */
function said({ freshness, sensors, name }: DevicePresentation) {
  const seconds = Math.floor((freshness.ageMs ?? 0) / 1000);
  const isLive = [freshness.status, ...sensors.map(({ state }) => state)].every(
    (state) => !["late", "stale", "offline"].includes(state),
  );
  const ageKnown = freshness.ageMs !== undefined;
  return {
    name,
    status: freshness.status,
    age: isLive && seconds < 5 ? "now" : ageKnown ? seconds : "unknown",
    sensors: sensors.map(({ state, scale }) => [state, scale.label, scale.unit]),
  };
}

/** A device whose second sensor was last heard `behindMs` before the first. */
function deviceWith(ageMs: number, behindMs: number, label: string): DeviceState {
  const device = buildDevice("one", { CO: 1, CH4: 2 }, { now: NOW, ageMs });
  const sensors = device.sensors.map((sensor, place) =>
    place === 0
      ? sensor
      : { ...sensor, measuredAt: sensor.measuredAt - behindMs, receivedAt: sensor.receivedAt - behindMs },
  );
  return { ...device, sensors, settings: { sensors: { CO: { label } } } };
}

it("says at any moment what a fresh look says, whichever way time, link and readings go", () => {
  const ages = fc.constantFrom(0, 400, 14_000, 16_000, 3_600_000);
  const states = fc.array(
    fc
      .tuple(ages, ages, fc.constantFrom("A", "B"))
      .map(([age, behind, label]) => deviceWith(age, behind, label)),
    { minLength: 1, maxLength: 3 },
  );
  const moments = fc.array(
    fc.record({
      stepMs: fc.oneof(fc.integer({ min: -20_000, max: 60_000 }), fc.constantFrom(0, 16, 1_000, 15_000)),
      link: fc.constantFrom<LinkState>("live", "live", "live", "lost"),
      isGuess: fc.constantFrom(false, false, false, true),
      state: fc.nat(2),
    }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(states, moments, (known, steps) => {
      const presenter = new FleetPresenter();
      let serverNow = NOW;
      for (const { stepMs, state, ...link } of steps) {
        serverNow += stepMs;
        const device = known[state % known.length];
        if (!device) continue;
        const moment = { serverNow, ...link };
        expect(said(presentOnly(presenter, device, moment))).toEqual(
          said(presentDevice(device, moment, VIEWING)),
        );
      }
    }),
    { numRuns: 500 },
  );
});

it("keeps one object while nothing that can be seen changes", () => {
  const presenter = new FleetPresenter();
  const device = buildDevice("one", { CO: 1 }, { now: NOW, ageMs: 0 });
  const first = presentOnly(presenter, device, live(NOW + 16));
  expect(presentOnly(presenter, device, live(NOW + 4_900))).toBe(first);
  const counted = presentOnly(presenter, device, live(NOW + 5_100));
  expect(counted).not.toBe(first);
  expect(presentOnly(presenter, device, live(NOW + 5_900))).toBe(counted);
  expect(presentOnly(presenter, device, live(NOW + 6_100))).not.toBe(counted);
});

it("tells the moment at which a sensor turns silent", () => {
  const presenter = new FleetPresenter();
  const device = deviceWith(0, 10_000, "A");
  const states = (at: number) => presentOnly(presenter, device, live(at)).sensors.map(({ state }) => state);
  const allowedMs = 15_000;
  expect(states(NOW + 1)).toEqual(["normal", "normal"]);
  expect(states(NOW - 10_000 + allowedMs)).toEqual(["normal", "normal"]);
  expect(states(NOW - 10_000 + allowedMs + 1)).toEqual(["normal", "stale"]);
  expect(states(NOW + allowedMs + 1)).toEqual(["stale", "stale"]);
});

it("goes by settings and choices as they are", () => {
  const presenter = new FleetPresenter();
  const device = deviceWith(0, 0, "A");
  const fleet = new Map([[device.device, device]]);
  const unitOf = (units: "usual" | "mg/m³") =>
    presenter.present(fleet, live(NOW), { preset: "instrument", units })[0]?.sensors[0]?.scale.unit;
  expect([unitOf("usual"), unitOf("mg/m³"), unitOf("usual")]).toEqual(["ppm", "mg/m³", "ppm"]);
  const relabelled = { ...device, settings: { sensors: { CO: { label: "B" } } } };
  expect(presentOnly(presenter, relabelled, live(NOW)).sensors[0]?.scale.label).toBe("B");
});
