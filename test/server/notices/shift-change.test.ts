// What the people of a shift are told of who come while an alarm is open.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NoticeWorld } from "../../helpers/notice-world.ts";

const CHANNELS = ["siren", "chat"] as const;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 12) });
});
afterEach(() => {
  vi.useRealTimers();
});

const target = (channel: string) => ({ channel, to: "" });

describe("a shift that comes on", () => {
  const days = [1, 2, 3, 4, 5, 6, 7];
  const shift = (from: string, to: string, channel: string) => ({
    times: [{ days, from, to }],
    steps: [{ afterMinutes: 0, targets: [target(channel)] }],
  });

  async function beforeTheChange() {
    const world = new NoticeWorld();
    for (const name of CHANNELS) await world.addChannel(name);
    await world.addRule("day", shift("06:00", "12:30", "siren"));
    await world.addRule("late", shift("12:30", "20:00", "chat"));
    await world.step("1-a", "raised", { acknowledgedAt: null });
    await world.pass(29 * 60_000);
    expect(world.arrived.map(({ channel }) => channel)).toEqual(["siren"]);
    return world;
  }

  it("is told once of what nobody has answered, also over a restart, and of its end", async () => {
    const world = await beforeTheChange();
    await world.pass(2 * 60_000);
    await world.restart({ fromCheckpoint: true });
    await world.restart({ fromCheckpoint: false });
    await world.pass(60 * 60_000);
    expect(world.arrived.map(({ channel }) => channel)).toEqual(["siren", "chat"]);
    await world.step("1-a", "ended", { state: "ended", returnedAt: Date.now(), endedAt: Date.now() });
    await world.pass(2_000);
    expect(
      world.arrived
        .slice(2)
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(["chat", "siren"]);
    await world.stop();
  });

  it("is told nothing of what was answered before", async () => {
    const world = await beforeTheChange();
    await world.step("1-a", "acknowledged", { acknowledgedAt: Date.now(), acknowledgedBy: "Ada" });
    await world.pass(10 * 60_000);
    expect(world.arrived.map(({ channel }) => channel)).toEqual(["siren"]);
    await world.stop();
  });
});
