// One stream of bytes: when they wait, when they have gone, how it ends and for whom.

import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { OF_PLACES, ownerKey } from "../../../server/live/live.ts";
import { OwnedStreams } from "../../../server/live/owned-streams.ts";
import { Audience } from "../../../server/live/scopes.ts";
import { type Connection, StreamClient } from "../../../server/live/stream-client.ts";
import { buildEntry } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";

const EVERYTHING = new Audience("", { kind: "everything" });

/** A stream whose bytes go to a pipe of the test. */
function openClient(now: () => number = () => 0) {
  const pipe = new PassThrough({ highWaterMark: 10 });
  const state = { ended: 0, headers: new Map<string, string>(), writtenHead: 0 };
  const res = {
    stream: Object.assign(pipe, { session: undefined }),
    setHeader: (name: string, value: string) => state.headers.set(name, value),
    once: (event: string, listener: () => void) => pipe.once(event, listener),
    end: () => {
      state.ended += 1;
    },
  };
  pipe.on("error", () => undefined);
  Object.assign(pipe, { respond: () => undefined });
  const connection = { req: {}, res: Object.assign(res, { writeHead: () => (state.writtenHead += 1) }) };
  const options = { id: 1, audience: EVERYTHING, endsAt: 100, now };
  return { pipe, state, client: new StreamClient(connection as unknown as Connection, options) };
}

describe("a client", () => {
  it("sends bytes, counts them and says when they wait", () => {
    const { client, pipe, state } = openClient();
    expect([state.writtenHead, state.headers.get("Cache-Control"), client.pending]).toEqual([
      1,
      "no-store, no-transform",
      0,
    ]);
    expect(client.write(Buffer.from("abc"))).toBe(true);
    expect(client.write(Buffer.alloc(100))).toBe(false);
    expect(client.bytes).toBe(103);
    expect(client.pending).toBeGreaterThan(0);
    expect(pipe.read(3)?.toString()).toBe("abc");
  });

  it("waits until bytes have gone out, and knows since when", async () => {
    let now = 7;
    const { client, pipe } = openClient(() => now);
    await client.written(Buffer.alloc(0));
    const sent = client.written(Buffer.alloc(50));
    expect(client.waitingSince).toBe(7);
    pipe.resume();
    await sent;
    expect([client.waitingSince, client.bytes]).toEqual([undefined, 50]);
    now = 9;
    client.end("shutdown", Buffer.from("bye"));
    expect([client.waitingSince, client.ending, client.reason]).toEqual([9, true, "shutdown"]);
  });

  it("ends once, for the first reason, and says goodbye once", () => {
    const { client, state } = openClient();
    expect([client.ending, client.reason]).toEqual([false, "left"]);
    client.end("hand-over", Buffer.from("bye"));
    client.end("shutdown", Buffer.from("bye"));
    client.cut("slow");
    expect([state.ended, client.reason, client.bytes]).toEqual([1, "hand-over", 3]);
  });

  it("stops waiting when its connection goes, and takes no more", async () => {
    const { client, pipe } = openClient();
    let closed = 0;
    client.onceClosed(() => (closed += 1));
    pipe.write(Buffer.alloc(100));
    const waiting = client.written(Buffer.alloc(1_000));
    client.cut("slow");
    await waiting;
    await expect.poll(() => closed).toBe(1);
    expect([client.closed, client.reason]).toEqual([true, "slow"]);
    const { bytes } = client;
    await client.written(Buffer.alloc(5));
    client.end("shutdown", Buffer.from("bye"));
    expect([client.bytes, client.reason]).toEqual([bytes, "slow"]);
  });

  it("hears of the end of a connection that was gone before it asked", async () => {
    const { client, pipe } = openClient();
    pipe.destroy();
    let closed = 0;
    client.onceClosed(() => (closed += 1));
    expect(closed).toBe(0);
    await expect.poll(() => closed).toBe(1);
  });
});

describe("the streams of an owner", () => {
  it("end with what takes their owner's leave, and are told from where they cannot go on", () => {
    const owned = new OwnedStreams(5);
    const [one, other, some] = [openClient().client, openClient().client, openClient().client];
    owned.add(one, [ownerKey("session", "s1"), ownerKey("person", "p1")]);
    owned.add(other, [ownerKey("session", "s2"), ownerKey("person", "p1")]);
    owned.add(some, [OF_PLACES]);
    expect([owned.changedAt([]), owned.changedAt([OF_PLACES]), owned.changedAt(["session s1"])]).toEqual([
      0, 5, 0,
    ]);
    expect([...owned.ending([buildEntry(6), buildEvent(7)])]).toEqual([]);
    expect([...owned.ending([buildEvent(8, { patch: { place: "Hall" } })])]).toEqual([some]);
    const access = (seq: number, subject: object, record: unknown) =>
      buildEvent(seq, { kind: "access", subject, record });
    expect([...owned.ending([access(9, { kind: "session", id: "s1" }, null)])]).toEqual([one]);
    expect([...owned.ending([access(10, { kind: "session", id: "s2" }, { confirmedAt: 1 })])]).toEqual([]);
    expect([...owned.ending([access(11, { kind: "person", id: "p1" }, { name: "x" })])]).toEqual([
      one,
      other,
    ]);
    expect([owned.changedAt(["person p1", "session s1"]), owned.changedAt([OF_PLACES])]).toEqual([11, 8]);
  });

  it("are those that are open: one that was closed is no more, and leaves the others of its owner", async () => {
    const owned = new OwnedStreams(0);
    const [gone, left] = [openClient(), openClient()];
    for (const { client } of [gone, left]) owned.add(client, [ownerKey("person", "p1")]);
    gone.pipe.destroy();
    await expect.poll(() => gone.client.closed).toBe(true);
    const change = (seq: number) =>
      buildEvent(seq, { kind: "access", subject: { kind: "person", id: "p1" }, record: { name: "x" } });
    expect([...owned.ending([change(1)])]).toEqual([left.client]);
    left.pipe.destroy();
    await expect.poll(() => left.client.closed).toBe(true);
    expect([...owned.ending([change(2)])]).toEqual([]);
  });

  it("cannot go on from before a change that was forgotten, of whomever it was", () => {
    const owned = new OwnedStreams(7);
    const change = (seq: number) =>
      buildEvent(seq, { kind: "access", subject: { kind: "person", id: `p${seq}` }, record: null });
    owned.ending(Array.from({ length: 4_999 }, (_, index) => change(index + 8)));
    expect([
      owned.changedAt([OF_PLACES]),
      owned.changedAt(["person p8"]),
      owned.changedAt(["key k"]),
    ]).toEqual([7, 8, 0]);
    owned.ending([change(6_000), change(6_001)]);
    expect([
      owned.changedAt([OF_PLACES]),
      owned.changedAt(["person p8"]),
      owned.changedAt(["key k"]),
    ]).toEqual([8, 8, 8]);
    expect([owned.changedAt(["person p9", "person p10"]), owned.changedAt([])]).toEqual([10, 0]);
  });
});
