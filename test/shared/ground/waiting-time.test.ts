import { expect, it } from "vitest";
import { WaitingTime } from "../../../shared/ground/waiting-time.ts";

it("counts from the beginning, look by look, until the end", () => {
  const waiting = new WaitingTime(500);
  waiting.look(1_000);
  expect(waiting.ms).toBe(0);
  waiting.begin(1_000);
  waiting.begin(1_100);
  waiting.look(1_250);
  waiting.look(1_500);
  expect(waiting.ms).toBe(500);
  waiting.end();
  expect(waiting.ms).toBe(0);
  waiting.begin(9_000);
  waiting.look(9_250);
  expect(waiting.ms).toBe(250);
});

it("does not count time in which nobody looked: what was waited for may be long done", () => {
  const waiting = new WaitingTime(500);
  waiting.begin(0);
  waiting.look(250);
  waiting.look(60_000);
  expect(waiting.ms).toBe(750);
});
