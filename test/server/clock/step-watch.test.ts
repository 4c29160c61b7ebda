import { expect, it } from "vitest";
import { watchSteps } from "../../../server/clock/step-watch.ts";

it("tells by how much a clock was set forward, once, and not how long nobody asked", () => {
  let [at, moment] = [1_000_000, 0];
  const steppedMs = watchSteps({ now: () => at, mono: () => moment });
  const pass = (ms: number) => {
    at += ms;
    moment += ms;
  };
  pass(600_000);
  expect(steppedMs()).toBe(0);
  pass(1_000);
  at += 3_600_000;
  expect(steppedMs()).toBe(3_600_000);
  pass(1_000);
  expect(steppedMs()).toBe(0);
});

it("takes what a clock is corrected by each day for no leap", () => {
  let at = 0;
  const steppedMs = watchSteps({ now: () => at, mono: () => 0 });
  at += 30_000;
  expect(steppedMs()).toBe(0);
  at += 30_001;
  expect(steppedMs()).toBe(30_001);
});
