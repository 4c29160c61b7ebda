// What is told in a round, and to whom: the cost of a stream follows how many scopes hear of something, not how many clients there are.

import { expect, it } from "vitest";
import { createEventIds } from "../../../server/live/event-id.ts";
import { Feed } from "../../../server/live/feed.ts";
import { Rounds } from "../../../server/live/rounds.ts";
import { Scopes } from "../../../server/live/scopes.ts";
import type { StreamClient } from "../../../server/live/stream-client.ts";
import { batchOf, buildEntry } from "../../helpers/build-entry.ts";

const KB = 1024;
/** What one entry's event takes. */
const EVENT_BYTES = KB;

/** A client that takes what it is sent at once, or never. */
class FakeClient {
  cursor = 0;
  ending = false;
  endsAt = Number.POSITIVE_INFINITY;
  pending = 0;
  readonly written: Buffer[] = [];
  readonly audience;
  readonly #isStuck: boolean;

  constructor(scopes: Scopes, devices?: readonly string[], isStuck = false) {
    this.audience = scopes.enter(devices ? { kind: "devices", devices } : { kind: "everything" });
    this.audience.live.add(this as unknown as StreamClient);
    this.#isStuck = isStuck;
  }

  write(bytes: Buffer): boolean {
    this.written.push(bytes);
    if (this.#isStuck) this.pending += bytes.length;
    return !this.#isStuck;
  }

  get text(): string {
    return Buffer.concat(this.written).toString();
  }
}

function start() {
  const told: string[] = [];
  const scopes = new Scopes();
  const feed = new Feed({
    archive: { readingsAfter: async () => [] },
    events: { after: async () => [] },
    frameOf: (entry) => ({
      seq: entry.seq,
      device: "device" in entry ? entry.device : undefined,
      text: `${entry.seq} `.padEnd(EVENT_BYTES),
    }),
    lastSeq: 0,
    bound: { entries: 20_000, bytes: 16 * KB * KB },
  });
  const rounds = new Rounds({
    feed,
    scopes,
    ids: createEventIds("log"),
    now: () => 0,
    maxPendingBytes: KB * KB,
    onSlow: () => told.push("slow"),
    onBehind: (client) => {
      told.push(`behind ${client.cursor}`);
      client.audience.live.delete(client);
    },
    onEnd: () => told.push("end"),
  });
  let seq = 0;
  const append = (...devices: string[]) => {
    const entries = devices.map((device) => buildEntry(++seq, { device }));
    feed.push(batchOf(entries), { frames: true });
  };
  const run = () => {
    let count = 0;
    do {
      while (rounds.step());
      count += 1;
    } while (feed.waiting);
    return count;
  };
  return { scopes, feed, rounds, append, run, told };
}

const seqsIn = (text: string) => text.split(/ +/).filter(Boolean).map(Number);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

it("tells more than one write holds in pieces, and sends nobody to catch up for it", () => {
  const { scopes, append, run, told } = start();
  const clients = [new FakeClient(scopes), new FakeClient(scopes), new FakeClient(scopes, ["b"])];
  append(...upTo(1_000).map((seq) => (seq % 10 === 0 ? "b" : "a")));
  expect(run()).toBe(4);
  expect(told).toEqual([]);
  const [first, second, filtered] = clients;
  expect(seqsIn(first?.text ?? "")).toEqual(upTo(1_000));
  expect(first?.written.map(({ length }) => length)).toEqual([256 * KB, 256 * KB, 256 * KB, 232 * KB]);
  // The very same bytes, not equal ones.
  expect(second?.written.every((bytes, index) => bytes === first?.written[index])).toBe(true);
  expect(seqsIn(filtered?.text ?? "")).toEqual(upTo(1_000).filter((seq) => seq % 10 === 0));
});

it("leaves a client that does not take the pieces to its own pace, from where it stands, and cuts none for them", () => {
  const { scopes, append, run, told } = start();
  const stuck = new FakeClient(scopes, undefined, true);
  const other = new FakeClient(scopes);
  append(...upTo(2_000).map(() => "a"));
  run();
  const sent = seqsIn(stuck.text).length;
  expect(told).toEqual([`behind ${sent}`]);
  expect(stuck.pending).toBeLessThanOrEqual(KB * KB);
  expect(sent).toBeGreaterThan(500);
  expect(seqsIn(other.text)).toEqual(upTo(2_000));
});

it("cuts a client that lets many small ticks wait", () => {
  const { scopes, append, run, told } = start();
  new FakeClient(scopes, undefined, true);
  for (let tick = 0; tick < 1_025; tick += 1) {
    append("a");
    run();
  }
  expect(told).toEqual(["slow"]);
});

it("visits those alone whose scope hears something", () => {
  const { scopes, append, run, rounds } = start();
  const clients = upTo(1_000).map((index) => new FakeClient(scopes, [`d${index}`, `e${index % 7}`]));
  append("d5", "nobody", "d900");
  run();
  expect(clients.filter(({ written }) => written.length > 0).map(({ text }) => seqsIn(text))).toEqual([
    [1],
    [3],
  ]);
  append("e3");
  run();
  expect(clients.filter(({ text }) => seqsIn(text).includes(4))).toHaveLength(143);
  rounds.askHeartbeat();
  run();
  expect(clients.every(({ text }) => text.includes("event: heartbeat\nid: 4.log\n"))).toBe(true);
});

it("makes what it tells once for all streams of a scope, however their devices are named", () => {
  const { scopes, append, run } = start();
  const clients = [
    ["a", "b"],
    ["b", "a"],
    ["b", "a", "b"],
  ].map((devices) => new FakeClient(scopes, devices));
  append("a", "c", "b");
  run();
  expect(new Set(clients.map(({ written }) => written[0])).size).toBe(1);
  expect(clients[0]?.written).toHaveLength(1);
});

it("sends a client that heard nothing for long to catch up from where all stood, when more came in than is kept", () => {
  const { scopes, append, run, told } = start();
  const quiet = new FakeClient(scopes, ["b"]);
  append("a", "a", "a");
  run();
  append(...upTo(20_001).map(() => "b"));
  run();
  expect(told).toEqual(["behind 3"]);
  expect(quiet.written).toEqual([]);
});

it("tells nothing twice to a client that caught up by itself while a round was under way", () => {
  const { scopes, feed, rounds, append } = start();
  const clients = upTo(300).map(() => new FakeClient(scopes));
  append("a");
  expect(rounds.step()).toBe(true);
  const last = clients.at(-1);
  if (last) last.cursor = feed.published;
  expect(rounds.step()).toBe(false);
  expect(clients.filter(({ written }) => written.length === 1)).toHaveLength(299);
  expect(last?.written).toEqual([]);
});

it("forgets a scope with its last stream", () => {
  const scopes = new Scopes();
  const enter = () => scopes.enter({ kind: "devices", devices: ["a"] });
  const [first, second] = [enter(), enter()];
  expect(first).toBe(second);
  scopes.leave(first);
  expect([...scopes.hearing("a")]).toEqual([second]);
  scopes.leave(second);
  expect([...scopes.hearing("a"), ...scopes.all()]).toEqual([]);
  expect(enter()).not.toBe(first);
});

it("tells what is about no device to every scope", () => {
  const scopes = new Scopes();
  const all = [scopes.enter({ kind: "everything" }), scopes.enter({ kind: "devices", devices: ["a"] })];
  expect([...scopes.hearing(undefined)]).toEqual(all);
  expect([...scopes.hearing("b")]).toEqual([all[0]]);
  expect(all.map((audience) => audience.hears(undefined))).toEqual([true, true]);
});

const HEARTBEAT = 'event: heartbeat\nid: 2.log\ndata: {"serverTime":0,"lastId":2}\n\n';

it("sends each client one heartbeat, some at a time, and none to one that went meanwhile", () => {
  const { scopes, append, run, rounds } = start();
  append("a", "a");
  run();
  const clients = upTo(258).map(() => Object.assign(new FakeClient(scopes), { cursor: 2 }));
  rounds.askHeartbeat();
  expect([rounds.step(), rounds.isUnderWay]).toEqual([true, true]);
  const last = clients.at(-1);
  last?.audience.live.delete(last as unknown as StreamClient);
  expect([rounds.step(), rounds.isUnderWay]).toEqual([false, false]);
  expect(clients.map(({ text }) => text)).toEqual([...Array(257).fill(HEARTBEAT), ""]);
  expect(run()).toBe(1);
  expect(clients[0]?.text).toBe(HEARTBEAT);
});

it("lets go of a client for which one byte too much would wait, and sends it no heartbeat", () => {
  const { scopes, append, run, rounds, told } = start();
  const full = Object.assign(new FakeClient(scopes), { pending: 768 * KB });
  const fuller = Object.assign(new FakeClient(scopes), { pending: 768 * KB + 1 });
  append(...upTo(300).map(() => "a"));
  rounds.askHeartbeat();
  run();
  expect(told).toEqual(["behind 0"]);
  expect(fuller.text).toBe("");
  expect(full.text).toContain("heartbeat");
});
