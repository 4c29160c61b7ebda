// What holds of notices whatever happens: alarms, answers, outages of channels and of the log, kills, in any order.

import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { concerns } from "../../../server/notices/rules.ts";
import type { Shift } from "../../../shared/rules/shifts.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";
import { NoticeWorld } from "../../helpers/notice-world.ts";

const NOON = Date.UTC(2026, 10, 24, 12);
const CHANNELS = ["siren", "chat"] as const;
/** Longer than the longest pause, ms. */
const LONG = 6 * 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const target = (channel: string) => ({ channel, to: "" });

/** Steps that ask for an answer, and so are to be told. */
const ASKING = ["raised", "escalated", "reopened", "worsened", "reasked", "unshelved"] as const;

type Act = (world: NoticeWorld) => Promise<unknown>;

const anId = fc.constantFrom("1-a", "2-b", "3-c");
const asks: fc.Arbitrary<Act> = fc.tuple(anId, fc.constantFrom(...ASKING)).map(
  ([id, to]) =>
    (world) =>
      world.step(id, to, { acknowledgedAt: null, returnedAt: null }),
);
const answers: fc.Arbitrary<Act> = anId.map(
  (id) => (world) => world.step(id, "acknowledged", { acknowledgedAt: Date.now(), acknowledgedBy: "Ada" }),
);
const ends: fc.Arbitrary<Act> = anId.map(
  (id) => (world) => world.step(id, "ended", { state: "ended", returnedAt: Date.now(), endedAt: Date.now() }),
);
const breaks: fc.Arbitrary<Act> = fc.constantFrom(...CHANNELS).map((name) => async (world) => {
  if (!world.broken.delete(name)) world.broken.add(name);
});
const passes: fc.Arbitrary<Act> = fc
  .constantFrom(0, 900, 5_000, 70_000)
  .map((ms) => (world) => world.pass(ms));
const kills: fc.Arbitrary<Act> = fc
  .boolean()
  .map((fromCheckpoint) => (world) => world.restart({ fromCheckpoint }));
const fills: fc.Arbitrary<Act> = fc.constant(async (world) => {
  // While the log takes nothing no alarm can be in it either.
  world.isFull = true;
  await world.pass(3_000);
  world.isFull = false;
});

async function prepared(): Promise<NoticeWorld> {
  const world = new NoticeWorld();
  for (const name of CHANNELS) await world.addChannel(name);
  await world.addRule("all", { steps: [{ afterMinutes: 0, targets: CHANNELS.map(target) }] });
  return world;
}

it("has each step that asks sent by each channel, or that channel is an alarm by then", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: asks }, answers, ends, breaks, passes, kills, fills), {
        maxLength: 14,
      }),
      async (acts) => {
        const world = await prepared();
        for (const act of acts) await act(world);
        await world.pass(61_000);
        const asked = () => world.steps().filter(({ to }) => ASKING.some((each) => each === to));
        for (const name of CHANNELS)
          for (const { seq } of asked())
            expect([seq, world.sent(name).has(seq) || world.rank(name) > 0]).toEqual([seq, true]);
        world.broken.clear();
        await world.pass(LONG);
        const ids = world.arrived.flatMap(({ message }) => message.items.map(({ id }) => id));
        for (const name of CHANNELS) {
          for (const { seq } of asked()) expect([seq, world.sent(name).has(seq)]).toEqual([seq, true]);
          expect(world.rank(name)).toBe(0);
        }
        for (const { seq } of asked())
          expect(new Set(ids.filter((id) => id.startsWith(`${seq}-`))).size).toBe(CHANNELS.length);
        await world.stop();
      },
    ),
    { numRuns: 60 },
  ));

describe("a channel that reaches nobody", () => {
  it("is critical once an A2 waits for a minute, medium for less, and well when it has gone", async () => {
    const world = await prepared();
    world.broken.add("siren");
    await world.step("1-a", "raised", { condition: "a1", priority: "high" });
    await world.pass(59_000);
    expect(world.rank("siren")).toBe(0);
    await world.pass(2_000);
    expect([world.rank("siren"), world.rank("chat")]).toEqual([2, 0]);
    await world.step("2-b", "raised", { condition: "a2", priority: "critical" });
    await world.pass(59_000);
    expect(world.rank("siren")).toBe(2);
    await world.pass(2_000);
    expect(world.rank("siren")).toBe(3);
    world.broken.clear();
    await world.pass(LONG);
    expect(world.rank("siren")).toBe(0);
    await world.stop();
  });

  it("is told of by all other ways, whatever rules say of them, and never by itself", async () => {
    const world = new NoticeWorld();
    for (const name of ["siren", "chat", "mail"]) await world.addChannel(name);
    const step = (channel: string) => [{ afterMinutes: 0, targets: [target(channel)] }];
    await world.addRule("a", { steps: step("siren") });
    await world.addRule("b", { priorities: ["low"], places: ["Shaft 3"], steps: step("chat") });
    await world.addRule("c", {
      priorities: ["critical"],
      steps: [...step("siren"), { afterMinutes: 5, targets: [target("mail")] }],
    });
    const system = { kind: "channel", id: "siren", name: "Siren" } as const;
    await world.step("9-s", "raised", { device: null, system, condition: "channel", priority: "critical" });
    await world.pass(1_000);
    expect(world.arrived.map(({ channel }) => channel).sort()).toEqual(["chat", "mail"]);
    await world.stop();
  });

  it("holds at most 500 notices, gives the least urgent up, and stands as failing until it reaches somebody", async () => {
    const world = await prepared();
    world.broken.add("siren");
    await world.step("0-first", "raised", { condition: "a2", priority: "critical" });
    for (let index = 0; index < 505; index += 1)
      await world.step(`${index}-low`, "raised", { condition: "a1", priority: "high" });
    await world.pass(3_000);
    const dropped = world.entries.flatMap((entry) =>
      entry.kind === "notice" && entry.status === "dropped" ? [entry] : [],
    );
    expect(dropped).toHaveLength(6);
    expect(new Set(dropped.map(({ alarm }) => alarm)).has("0-first")).toBe(false);
    expect(world.rank("siren")).toBe(2);
    await world.stop();
  });
});

describe("a flood", () => {
  it("tells the first A2 at once and joins what follows for ten seconds", async () => {
    const world = await prepared();
    for (let index = 0; index < 12; index += 1) {
      await world.step(`${index}-f`, "raised", { condition: "a1", priority: "high" });
      await world.pass(1_000);
    }
    const before = world.arrived.length;
    await world.step("77-a2", "raised", { condition: "a2", priority: "critical" });
    await world.pass(100);
    const told = world.arrived.slice(before);
    expect(told.map(({ channel }) => channel).sort()).toEqual(["chat", "siren"]);
    for (let index = 0; index < 5; index += 1)
      await world.step(`${index}-g`, "raised", { condition: "a2", priority: "critical" });
    await world.pass(8_000);
    expect(world.arrived).toHaveLength(before + 2);
    await world.pass(3_000);
    const joined = world.arrived.slice(before + 2);
    expect(joined.map(({ message }) => message.items.length)).toEqual([5, 5]);
    expect(joined[0]?.message.title).toMatch(/^5 alarms, A2 alarm: /);
    await world.stop();
  });
});

describe("steps", () => {
  it("come once after a restart, not for what was answered, and not by a rule that is gone", async () => {
    const world = new NoticeWorld();
    for (const name of CHANNELS) await world.addChannel(name);
    const steps = [
      { afterMinutes: 0, targets: [target("siren")] },
      { afterMinutes: 5, targets: [target("chat")] },
    ];
    await world.addRule("all", { steps });
    await world.step("1-a", "raised", { acknowledgedAt: null });
    await world.step("2-b", "raised", { acknowledgedAt: null });
    await world.step("2-b", "acknowledged", { acknowledgedAt: NOON, acknowledgedBy: "Ada" });
    await world.restart({ fromCheckpoint: false });
    await world.pass(299_000);
    expect(world.arrived.filter(({ channel }) => channel === "chat")).toEqual([]);
    await world.pass(3_000);
    await world.restart({ fromCheckpoint: true });
    await world.pass(3_000);
    const later = world.arrived.filter(({ channel }) => channel === "chat");
    expect(later.flatMap(({ message }) => message.items.map(({ alarm }) => alarm.id))).toEqual(["1-a"]);
    await world.step("3-c", "raised", { acknowledgedAt: null });
    await world.append([{ kind: "notice-setup", what: "rule", id: "all", record: null }]);
    await world.pass(301_000);
    expect(world.arrived.filter(({ channel }) => channel === "chat")).toHaveLength(1);
    await world.stop();
  });
});

describe("a rule for a shift of the site", () => {
  const alarm = buildAlarm({ id: "1-a", device: "d", priority: "critical" });
  const rule = {
    name: "Night",
    priorities: ["critical"] as const,
    places: null,
    times: [{ days: [1, 2, 3, 4, 5, 6, 7], shift: "Night", from: "22:00", to: "06:00" }],
    drills: false,
    steps: [{ afterMinutes: 0, targets: [target("siren")] }],
  };
  const at = Date.UTC(2026, 10, 24, 21, 30);
  const concernsWith = (shifts: readonly Shift[]) => concerns(rule, alarm, { at, timeZone: "UTC", shifts });

  it("holds by the times that the shift has by now, and by its own where it is gone", () => {
    expect(concernsWith([{ name: "Night", from: "21:00", to: "05:00" }])).toBe(true);
    expect(concernsWith([{ name: "Night", from: "22:00", to: "06:00" }])).toBe(false);
    expect(concernsWith([])).toBe(false);
    expect(concerns(rule, alarm, { at: at + 3_600_000, timeZone: "UTC", shifts: [] })).toBe(true);
  });
});

describe("rules that change while an alarm is open", () => {
  it("tell whoever they name by then, once, and no more whom they name no longer", async () => {
    const world = new NoticeWorld();
    for (const name of CHANNELS) await world.addChannel(name);
    const steps = (second: string) => [
      { afterMinutes: 0, targets: [target("siren")] },
      { afterMinutes: 5, targets: [target(second)] },
    ];
    await world.addRule("all", { steps: steps("siren") });
    await world.step("1-a", "raised", { acknowledgedAt: null });
    await world.pass(2_000);
    await world.addRule("all", { steps: steps("chat") });
    await world.pass(301_000);
    await world.addRule("all", { steps: steps("chat") });
    await world.pass(60_000);
    expect(world.arrived.map(({ channel }) => channel)).toEqual(["siren", "chat"]);
    await world.stop();
  });

  it("tell of what is open by the first rule that there is, but not of what was answered", async () => {
    const world = new NoticeWorld();
    await world.addChannel("siren");
    await world.step("1-a", "raised", { acknowledgedAt: null });
    await world.step("2-b", "raised", { acknowledgedAt: null });
    await world.step("2-b", "acknowledged", { acknowledgedAt: NOON, acknowledgedBy: "Ada" });
    await world.addRule("all", { steps: [{ afterMinutes: 0, targets: [target("siren")] }] });
    await world.pass(3_000);
    expect(world.arrived.flatMap(({ message }) => message.items.map(({ alarm }) => alarm.id))).toEqual([
      "1-a",
    ]);
    await world.stop();
  });
});

it("tries a receiver that was out of reach for long at once when something critical comes", async () => {
  const world = await prepared();
  world.broken.add("siren");
  await world.step("1-a", "raised", { condition: "a2", priority: "critical" });
  await world.pass(30 * 60_000);
  world.broken.clear();
  const before = world.arrived.filter(({ channel }) => channel === "siren").length;
  await world.step("2-b", "raised", { condition: "a2", priority: "critical" });
  await world.pass(2_000);
  expect(before).toBe(0);
  const ids = world.arrived
    .filter(({ channel }) => channel === "siren")
    .flatMap(({ message }) => message.items.map(({ alarm }) => alarm.id));
  expect(new Set(ids)).toEqual(new Set(["1-a", "2-b"]));
  await world.stop();
});

it("makes a channel's way ready when it is set up and at each start, not when a notice has to go", async () => {
  const world = new NoticeWorld();
  await world.addChannel("siren", "mqtt");
  await world.pass(2_000);
  expect(world.loaded).toEqual(["mqtt"]);
  await world.restart({ fromCheckpoint: true });
  expect([world.loaded, world.arrived]).toEqual([["mqtt", "mqtt"], []]);
  await world.stop();
});
