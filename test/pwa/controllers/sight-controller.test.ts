import { expect, it } from "vitest";
import { SightController, UNSEEN_MS } from "../../../pwa/src/controllers/sight-controller.ts";
import type { Moment } from "../../../shared/fleet/freshness.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14);
const VIEWING = { preset: "instrument", units: "usual" } as const;

function present(ppm: number, moment: Partial<Moment> = {}) {
  const state = buildDevice("a", { CO: ppm }, { now: NOW });
  return presentDevice(state, { serverNow: NOW, link: "live", ...moment }, VIEWING);
}

function createSight() {
  const clock = { now: 0, renders: 0 };
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => {
      clock.renders += 1;
    },
    updateComplete: Promise.resolve(true),
  };
  const sight = new SightController(host, () => clock.now);
  return { clock, sight, settle: (one: ReturnType<typeof present>) => sight.settle([one])[0] };
}

it("hands every reading to a card in sight", () => {
  const { settle } = createSight();
  const [first, second] = [present(3), present(4)];
  expect([settle(first), settle(second)]).toEqual([first, second]);
});

it("holds figures back from a card out of sight, for a while and until it is seen", () => {
  const { clock, sight, settle } = createSight();
  const [first, second, third] = [present(3), present(4), present(5)];
  settle(first);
  sight.setSeen("a", false);
  expect(settle(second)).toBe(first);
  clock.now = UNSEEN_MS;
  expect(settle(second)).toBe(second);
  expect(settle(third)).toBe(second);
  sight.setSeen("a", true);
  expect(clock.renders).toBe(1);
  expect(settle(third)).toBe(third);
});

it("holds no change of state back, and no age", () => {
  const { sight, settle } = createSight();
  settle(present(3));
  sight.setSeen("a", false);
  const [alarm, lost, later] = [
    present(2_000),
    present(2_000, { link: "lost" }),
    present(2_000, { link: "lost", serverNow: NOW + 1_000 }),
  ];
  expect([settle(alarm), settle(lost), settle(later)]).toEqual([alarm, lost, later]);
});

it("forgets devices that have left", () => {
  const { sight, settle } = createSight();
  const [first, second] = [present(3), present(4)];
  settle(first);
  sight.setSeen("a", false);
  expect(sight.settle([])).toEqual([]);
  settle(first);
  expect(settle(second)).toBe(second);
});
