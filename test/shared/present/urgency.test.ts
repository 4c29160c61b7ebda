// The order of dangers: what comes first on every screen, by figures.

import { expect, it } from "vitest";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = 1_800_000_000_000;
const VIEWING = { preset: "instrument", units: "usual" } as const;

interface How {
  readonly ageMs?: number;
  readonly link?: LinkState;
  readonly behindMs?: number;
}

/** How urgent a device is with this much CO, ppm. */
function urgency(CO: number | null, { ageMs = 0, link = "live", behindMs }: How = {}): number {
  const device: DeviceState = buildDevice("d", { CO }, { now: NOW, ageMs });
  const sensors = device.sensors.map(({ lastValue: _, ...sensor }) => ({
    ...sensor,
    ...(behindMs === undefined ? {} : { behindMs }),
  }));
  return presentDevice({ ...device, sensors }, { serverNow: NOW, link }, VIEWING).urgency;
}

const VALUES = [1, null, 40, 90];

it.each([
  ["live", {}, [0, 40, 50, 70]],
  ["silent", { ageMs: 20_000 }, [20, 30, 45, 60]],
  ["out of reach", { link: "lost" }, [20, 30, 45, 60]],
  ["of a time in doubt", { behindMs: 7_200_000 }, [20, 40, 50, 70]],
] as const)("ranks normal, fault, A1 and A2 that are %s", (_, how, expected) => {
  expect(VALUES.map((value) => urgency(value, how))).toEqual(expected);
});

it("puts a silent device without sensors where a silent sensor stands, and a live one last", () => {
  const bare = (ageMs: number) =>
    presentDevice(buildDevice("d", {}, { now: NOW, ageMs }), { serverNow: NOW, link: "live" }, VIEWING);
  expect([bare(0).urgency, bare(20_000).urgency]).toEqual([0, 20]);
});
