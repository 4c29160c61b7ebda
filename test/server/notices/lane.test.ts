// How a receiver is left alone, and is not.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NoticeWorld } from "../../helpers/notice-world.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 12) });
});
afterEach(() => {
  vi.useRealTimers();
});

async function begun(): Promise<NoticeWorld> {
  const world = new NoticeWorld();
  await world.addChannel("siren");
  await world.addRule("all", { steps: [{ afterMinutes: 0, targets: [{ channel: "siren", to: "" }] }] });
  return world;
}

describe("a receiver that asks to be left alone", () => {
  const tries = ({ tried }: NoticeWorld) => tried.filter(({ channel }) => channel === "siren").length;

  it("is, for five minutes at most, and is tried at once with a new alarm that is critical", async () => {
    const world = await begun();
    world.broken.add("siren");
    world.waitMs = 100_000;
    await world.step("1-a", "raised", { condition: "a2", priority: "critical" });
    await world.pass(99_000);
    expect([tries(world), world.rank("siren")]).toEqual([1, 3]);
    world.waitMs = 86_400_000;
    await world.pass(3_000);
    expect(tries(world)).toBe(2);
    await world.step("2-b", "raised", { condition: "a2", priority: "critical" });
    await world.pass(2_000);
    expect(tries(world)).toBe(3);
    await world.pass(295_000);
    expect(tries(world)).toBe(3);
    world.broken.clear();
    await world.pass(8_000);
    expect(world.sent("siren").size).toBe(2);
    await world.stop();
  });
});
