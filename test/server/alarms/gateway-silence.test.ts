import { expect, it } from "vitest";
import { GatewaySilence } from "../../../server/alarms/gateway-silence.ts";
import { changesOf } from "../../../server/alarms/site-watch.ts";

const SHAFT = { gateway: { how: "key", id: "k7" }, name: "Shaft 3" } as const;

function silenceOf(devices: Record<string, number>, allowed: Record<string, number | undefined> = {}) {
  const posted = new Map(Object.entries(devices));
  const parts = {
    gateways: () => [SHAFT],
    posted: () => ({ lastAt: Math.max(...posted.values()), readingsADay: 0, devices: posted }),
    allowedMs: (device: string) => (device in allowed ? allowed[device] : 60_000),
    startedAt: 0,
  };
  return { silence: new GatewaySilence(parts), posted };
}

it("tells of a gateway by which nothing came for longer than any of its devices may be silent", () => {
  const { silence } = silenceOf({ a: 0, b: 0 }, { a: 180_000, b: 90_000 });
  expect(silence.look(90_000)).toEqual([]);
  expect(silence.look(90_001)).toEqual([SHAFT]);
});

it("covers the silence of its devices, and gives them their own time once it is back", () => {
  const { silence, posted } = silenceOf({ a: 0, b: 0 });
  silence.look(60_000);
  expect(silence.covers("a", { allowedMs: 60_000, now: 60_000 })).toBe(false);
  silence.look(60_001);
  expect(silence.covers("a", { allowedMs: 60_000, now: 60_001 })).toBe(true);
  posted.set("b", 100_000);
  expect(silence.look(100_000)).toEqual([]);
  posted.set("b", 150_000);
  expect(silence.covers("a", { allowedMs: 60_000, now: 160_000 })).toBe(true);
  expect(silence.covers("a", { allowedMs: 60_000, now: 160_001 })).toBe(false);
  expect(silence.covers("other", { allowedMs: 60_000, now: 160_001 })).toBe(false);
});

it("leaves a single device, and those that are silent or retired by themselves, to speak for themselves", () => {
  expect(silenceOf({ a: 0 }).silence.look(1e9)).toEqual([]);
  expect(silenceOf({ a: 0, b: 0 }, { b: undefined }).silence.look(1e9)).toEqual([]);
});

it("counts from the server's start", () => {
  const { silence } = silenceOf({ a: -1e9, b: -1e9 });
  expect(silence.look(60_000)).toEqual([]);
  expect(silence.look(60_001)).toEqual([SHAFT]);
});

it("writes what changed alone, and ends only what is its own to find", () => {
  const wall = { kind: "display", id: "1", name: "Wall" } as const;
  const mail = { kind: "channel", id: "mail", name: "" } as const;
  const known = [
    { part: wall, condition: "display", rank: 2 },
    { part: mail, condition: "channel", rank: 2 },
  ] as const;
  const disk = { part: { kind: "server", id: "server", name: "" }, condition: "disk", rank: 2 } as const;
  const own = ["display", "disk"] as const;
  expect(changesOf([known[0]], { known, own })).toEqual([]);
  expect(changesOf([disk], { known, own })).toMatchObject([
    { kind: "condition", part: disk.part, rank: 2 },
    { kind: "condition", part: wall, condition: "display", rank: 0 },
  ]);
});
