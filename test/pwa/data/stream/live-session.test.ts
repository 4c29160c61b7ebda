import fc from "fast-check";
import { expect, it } from "vitest";
import { TailWriter } from "../../../../pwa/src/data/offline/tail-writer.ts";
import { LiveFleet } from "../../../../pwa/src/data/stream/live-fleet.ts";
import { LiveSession } from "../../../../pwa/src/data/stream/live-session.ts";
import { LiveTail } from "../../../../pwa/src/data/stream/live-tail.ts";
import { ServerClock } from "../../../../pwa/src/data/stream/server-clock.ts";
import type { StreamEventName } from "../../../../shared/wire/events.ts";

const T = 1_800_000_000_000;

function startSession() {
  const told: string[] = [];
  const gone: string[] = [];
  const heard: unknown[] = [];
  const clock = new ServerClock({ mono: () => 0, wall: () => 0 });
  const fleet = new LiveFleet();
  const tail = new LiveTail();
  const writer = new TailWriter({ append: async () => true });
  const tell = (word: string) => () => void told.push(word);
  const session = new LiveSession({
    clock,
    fleet,
    // As what keeps readings does it.
    onReading: ({ entry, state }) => {
      const reading = { t: entry.measuredAt, battery: entry.battery, sensors: entry.sensors };
      tail.add(entry.device, reading);
      if (writer.add(entry.device, reading)) told.push("full");
      heard.push({ seq: entry.seq, value: state.sensors[0]?.value });
    },
    onSite: ({ name }) => void told.push(`site ${name}`),
    onAlarms: (open) => void told.push(`alarms ${JSON.stringify(open)}`),
    onAlarm: (step) => void told.push(`alarm ${JSON.stringify(step)}`),
    onFleet: tell("fleet"),
    onSnapshot: tell("snapshot"),
    onGone: (isGone) => {
      tail.forget(isGone);
      writer.forget(isGone);
      gone.push(["a", "b"].filter(isGone).join());
    },
    onSensors: (before, now) => void told.push(`sensors ${JSON.stringify([before ?? 0, now ?? 0])}`),
    onGap: tell("gap"),
    onHello: ({ build }) => void told.push(`build ${build}`),
  });
  return { session, told, gone, heard, clock, fleet, tail, writer };
}

const hello = (serverTime: number, gap = false) => ({ serverTime, lastId: 0, gap, build: "b1" });
const update = (seq: number, over = {}) => ({
  pct: 90,
  device_id: "a",
  system_time: 0,
  system_datetime: "",
  sensors: [{ type: "CO", val: seq }],
  seq,
  ts: 3600,
  measured_at: T + seq * 1_000,
  received_at: T + seq * 1_000,
  ...over,
});

it("puts a reading into fleet and history once, however often it is told", () => {
  const { session, fleet, tail } = startSession();
  session.hear("hello", hello(T));
  for (const seq of [1, 2, 2, 1, 3, 3]) session.hear("update_data", update(seq));
  expect([...tail.columns("a").t]).toEqual([1, 2, 3].map((seq) => T + seq * 1_000));
  expect(fleet.devices.get("a")?.sensors[0]?.value).toBe(3);
});

it("tells of each reading once and in order, with what the device was after it", () => {
  const { session, heard } = startSession();
  session.hear("hello", hello(T));
  for (const seq of [1, 2, 2, 1, 3]) session.hear("update_data", update(seq));
  session.hear("update_data", update(4, { measured_at: T, ts: null }));
  expect(heard).toEqual([
    { seq: 1, value: 1 },
    { seq: 2, value: 2 },
    { seq: 3, value: 3 },
    { seq: 4, value: 3 },
  ]);
});

it("has no duplicate and no hole after any resumption that replays from the last id", () => {
  const breaks = fc.array(
    fc.record({ sent: fc.integer({ min: 0, max: 5 }), again: fc.integer({ min: 0, max: 5 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(breaks, (streams) => {
      const { session, tail } = startSession();
      let seq = 0;
      for (const { sent, again } of streams) {
        session.hear("hello", hello(T + seq * 1_000));
        for (let told = Math.max(0, seq - again); told < seq + sent; told += 1)
          session.hear("update_data", update(told + 1));
        seq += sent;
      }
      expect([...tail.columns("a").t]).toEqual(
        Array.from({ length: seq }, (_, index) => T + (index + 1) * 1_000),
      );
    }),
  );
});

it("tells of a gap when something was missed, not of the first hello", () => {
  const { session, told } = startSession();
  session.hear("hello", hello(T));
  session.hear("hello", hello(T + 5_000));
  expect(told).not.toContain("gap");
  session.hear("hello", hello(T + 900_000, true));
  expect(told).toContain("gap");
  expect(session.streamed()?.from).toBe(T + 900_000);
});

it("knows the stretch up to the last word, and no further while a replay is on its way", () => {
  const { session } = startSession();
  expect(session.streamed()).toBeUndefined();
  session.hear("hello", hello(T));
  session.hear("heartbeat", { serverTime: T + 5_000, lastId: 0 });
  expect(session.streamed()).toEqual({ from: T, to: T + 5_000 });
  session.hear("hello", hello(T + 60_000));
  expect(session.streamed()).toEqual({ from: T, to: T + 5_000 });
  session.hear("update_data", update(9));
  expect(session.streamed()).toEqual({ from: T, to: T + 9_000 });
});

it("tells its story from here on when what it brought was given up", () => {
  const { session } = startSession();
  session.hear("hello", hello(T));
  session.hear("update_data", update(5));
  session.beginAnew();
  session.hear("update_data", update(9));
  expect(session.streamed()).toEqual({ from: T + 5_000, to: T + 9_000 });
});

it("takes the fleet of a snapshot, and only what came after it from then on", () => {
  const { session, fleet } = startSession();
  session.hear("hello", hello(T));
  session.hear("update_data", update(7));
  session.hear("snapshot", { serverTime: T, lastId: 20, devices: [] });
  session.hear("update_data", update(20));
  expect(fleet.devices.size).toBe(0);
  session.hear("update_data", update(21));
  expect(fleet.devices.size).toBe(1);
});

it("tells what was set of sensors before, and what is now", () => {
  const { session, told } = startSession();
  session.hear("hello", hello(T));
  session.hear("update_data", update(1));
  const set = (seq: number, settings: object) => session.hear("settings", { device: "a", seq, settings });
  set(2, { sensors: { CO: { unit: "ppb" } } });
  set(3, { name: "shaft" });
  expect(told.filter((word) => word.startsWith("sensors"))).toEqual([
    'sensors [0,{"CO":{"unit":"ppb"}}]',
    'sensors [{"CO":{"unit":"ppb"}},0]',
  ]);
});

it("asks to write when thousands of readings wait", () => {
  const { session, told } = startSession();
  session.hear("hello", hello(T));
  for (let seq = 1; seq <= 5_000; seq += 1) session.hear("update_data", update(seq));
  expect(told.filter((word) => word === "full").length).toBe(1);
});

it("leaves out whatever is not what its name promises", () => {
  const names = fc.constantFrom<StreamEventName>(
    "hello",
    "snapshot",
    "update_data",
    "settings",
    "heartbeat",
    "goodbye",
  );
  const broken = fc.oneof(
    fc.anything(),
    fc.record({
      serverTime: fc.anything(),
      seq: fc.anything(),
      device_id: fc.anything(),
      sensors: fc.anything(),
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, broken)), (events) => {
      const { session, fleet } = startSession();
      for (const [name, data] of events) session.hear(name, data);
      expect(fleet.devices.size).toBe(0);
    }),
  );
});

it("lets go of a device that was forgotten, and takes its next reading for a new one", () => {
  const { session, told, fleet, tail } = startSession();
  session.hear("hello", hello(T));
  session.hear("snapshot", { serverTime: T, lastId: 0, devices: [] });
  session.hear("update_data", update(1));
  const mark = tail.mark();
  told.length = 0;
  session.hear("forgotten", { seq: 2, device: "a" });
  expect([...fleet.devices.keys()]).toEqual([]);
  expect(tail.columns("a").t).toHaveLength(0);
  expect(tail.holdsSince("a", mark - 1)).toBe(false);
  expect(told).toEqual(["fleet", "snapshot"]);
  session.hear("update_data", update(3));
  const later = tail.columns("a").t.length;
  session.hear("forgotten", { seq: 2, device: "a" });
  session.hear("forgotten", { device: "a" });
  expect(fleet.devices.get("a")).toMatchObject({ seq: 3, firstReadingAt: T + 3_000 });
  expect([later, tail.columns("a").t.length]).toEqual([1, 1]);
});

it("has what is kept of a device go with it, heard of at once or by a fleet that lacks it", () => {
  const { session, gone, fleet, tail, writer } = startSession();
  session.hear("hello", hello(T));
  session.hear("snapshot", { serverTime: T, lastId: 0, devices: [] });
  for (const [seq, id] of [
    [1, "a"],
    [2, "b"],
  ] as const)
    session.hear("update_data", update(seq, { device_id: id }));
  const b = fleet.devices.get("b");
  session.hear("snapshot", { serverTime: T + 9_000, lastId: 5, devices: [b] });
  expect(tail.columns("a").t).toHaveLength(0);
  expect(tail.columns("b").t).toHaveLength(1);
  expect(writer.unwritten({ from: T, to: T + 9_000 }).devices.map(({ device }) => device)).toEqual(["b"]);
  session.hear("forgotten", { seq: 6, device: "b" });
  expect(tail.columns("b").t).toHaveLength(0);
  expect(writer.unwritten({ from: T, to: T + 9_000 }).devices).toEqual([]);
  expect(gone).toEqual(["a", "b"]);
});

it("keeps what it has when a server knows no device at all, as one that was started on another folder", () => {
  const { session, gone, tail, told } = startSession();
  session.hear("hello", hello(T));
  session.hear("update_data", update(1));
  told.length = 0;
  session.hear("snapshot", { serverTime: T + 9_000, lastId: 5, devices: [] });
  expect(told).toEqual(["fleet", "snapshot"]);
  expect(tail.columns("a").t).toHaveLength(1);
  expect(gone).toEqual([]);
});

it("hands back the id of the last word that told how far the stream is, as the server gave it", () => {
  const { session } = startSession();
  expect(session.lastId()).toBeUndefined();
  session.hear("hello", hello(T), "0.log");
  session.hear("snapshot", { serverTime: T, lastId: 3, devices: [] }, "3.log");
  session.hear("update_data", update(4), "4.log");
  expect(session.lastId()).toBe("3.log");
  session.hear("heartbeat", { serverTime: T + 5_000, lastId: 4 }, "4.log");
  expect(session.lastId()).toBe("4.log");
});
