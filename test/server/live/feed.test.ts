// What a stream reads next, from memory or from the disk, and what all of them are told at once.

import { expect, it } from "vitest";
import { type Chunk, Feed } from "../../../server/live/feed.ts";
import { Audience, Scopes } from "../../../server/live/scopes.ts";
import type { StreamClient } from "../../../server/live/stream-client.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { batchOf, buildEntry } from "../../helpers/build-entry.ts";

const EVERYTHING = new Audience("", { kind: "everything" });
const OF_A = new Audience("a", { kind: "devices", devices: ["a"] });

/** Readings of two devices in turn: the odd ones are of `a`. */
const entriesOf = (...seqs: readonly number[]) =>
  seqs.map((seq) => buildEntry(seq, { device: seq % 2 === 1 ? "a" : "b" }));

function setUp({
  lastSeq = 0,
  bound = { entries: 100, bytes: 1e8 },
  textOf = (seq: number) => `${seq};`,
} = {}) {
  const made: number[] = [];
  const asked: number[] = [];
  const stored = entriesOf(1, 2, 3, 4, 5, 6);
  const feed = new Feed({
    archive: {
      readingsAfter: async (after) => {
        asked.push(after);
        return stored.filter(({ seq }) => seq > after);
      },
    },
    events: { after: async () => [] },
    frameOf: (entry: Entry) => {
      made.push(entry.seq);
      return {
        seq: entry.seq,
        device: "device" in entry ? entry.device : undefined,
        text: textOf(entry.seq),
      };
    },
    lastSeq,
    bound,
  });
  const scopes = new Scopes();
  const push = (...seqs: readonly number[]) => feed.push(batchOf(entriesOf(...seqs)), { frames: false });
  const listen = () => scopes.enter({ kind: "everything" }).live.add({} as StreamClient);
  return { feed, scopes, made, asked, push, listen };
}

const shown = ({ to, bytes, isPast }: Chunk) => ({ to, text: bytes.toString(), isPast });
const now = (chunk: Chunk | Promise<Chunk>) => shown(chunk as Chunk);

it("reads what came since the start from memory, as far as it is published and for its scope", () => {
  const { feed, scopes, push } = setUp({ lastSeq: 2 });
  push(3, 4);
  push(5);
  expect(now(feed.next({ cursor: 2, audience: EVERYTHING }))).toEqual({ to: 2, text: "", isPast: false });
  feed.publish(scopes);
  expect(now(feed.next({ cursor: 2, audience: EVERYTHING }))).toEqual({
    to: 5,
    text: "3;4;5;",
    isPast: false,
  });
  expect(now(feed.next({ cursor: 2, audience: OF_A }))).toEqual({ to: 5, text: "3;5;", isPast: false });
  expect(now(feed.next({ cursor: 4, audience: EVERYTHING }))).toEqual({ to: 5, text: "5;", isPast: false });
});

it("makes what comes next once for all streams of a scope at one place, until more is published", () => {
  const { feed, scopes, push } = setUp();
  push(1, 2);
  feed.publish(scopes);
  const first = feed.next({ cursor: 0, audience: EVERYTHING });
  expect(feed.next({ cursor: 0, audience: EVERYTHING })).toBe(first);
  expect(feed.next({ cursor: 1, audience: EVERYTHING })).not.toBe(first);
  expect(feed.next({ cursor: 0, audience: OF_A })).not.toBe(first);
  push(3);
  feed.publish(scopes);
  expect(now(feed.next({ cursor: 0, audience: EVERYTHING })).text).toBe("1;2;3;");
});

it("ends a piece with the event by which it has 256 KiB, and goes on from there", () => {
  const { feed, scopes, push } = setUp({ textOf: () => "x".repeat(128 * 1024) });
  push(1, 2, 3);
  feed.publish(scopes);
  const sizeOf = (cursor: number) => {
    const { to, text } = now(feed.next({ cursor, audience: EVERYTHING }));
    return [to, text.length];
  };
  expect([sizeOf(0), sizeOf(2)]).toEqual([
    [2, 262_144],
    [3, 131_072],
  ]);
});

it("keeps what it made for others up to 8 MiB, then lets all of it go", () => {
  const text = "x".repeat(256 * 1024);
  const { feed, scopes, push } = setUp({ textOf: () => text });
  push(...Array.from({ length: 40 }, (_, index) => index + 1));
  feed.publish(scopes);
  const at = (cursor: number) => feed.next({ cursor, audience: EVERYTHING });
  const first = at(0);
  for (let cursor = 1; cursor < 31; cursor += 1) void at(cursor);
  expect(at(0) === first).toBe(true);
  const last = at(31);
  expect(at(0) === first).toBe(false);
  expect(at(31) === last).toBe(true);
  for (let cursor = 1; cursor < 30; cursor += 1) void at(cursor);
  expect(at(31) === last).toBe(true);
});

it("reads what came before the start from the disk, once for all who ask for it meanwhile", async () => {
  const { feed, scopes, push, asked } = setUp({ lastSeq: 4 });
  push(5, 6);
  feed.publish(scopes);
  const position = { cursor: 1, audience: EVERYTHING };
  const [one, other, ofA] = await Promise.all([
    feed.next(position),
    feed.next(position),
    feed.next({ cursor: 1, audience: OF_A }),
  ]);
  expect(shown(one)).toEqual({ to: 6, text: "2;3;4;5;6;", isPast: true });
  expect([shown(other), shown(ofA).text, asked]).toEqual([shown(one), "3;5;", [1]]);
  await feed.next(position);
  expect(asked).toEqual([1, 1]);
  expect(feed.next({ cursor: 4, audience: EVERYTHING })).not.toBeInstanceOf(Promise);
  expect(await feed.next({ cursor: 3, audience: EVERYTHING })).toMatchObject({ isPast: true });
});

it("reaches back as many entries as it keeps, and not beyond what is published", () => {
  const { feed, scopes, push } = setUp({ bound: { entries: 3, bytes: 1e8 } });
  push(1, 2, 3, 4, 5);
  expect(feed.reaches(1)).toBe(false);
  feed.publish(scopes);
  expect([1, 2, 5, 6].map((cursor) => feed.reaches(cursor))).toEqual([false, true, true, false]);
});

it("makes no event while nobody listens, nor of more than it keeps", () => {
  const { feed, scopes, made, push, listen } = setUp({ bound: { entries: 2, bytes: 1e8 } });
  push(1, 2);
  expect(feed.publish(scopes)).toEqual({ from: 0, to: 2, chunks: new Map(), isTorn: false, isPiece: false });
  listen();
  for (const seq of [3, 4, 5]) push(seq);
  expect(feed.publish(scopes)).toEqual({ from: 2, to: 5, chunks: new Map(), isTorn: true, isPiece: false });
  expect(made).toEqual([]);
});

it("has torn off where memory is used up before there were as many entries as it keeps", () => {
  const bytes = batchOf(entriesOf(1)).ndjson.length;
  const { feed, scopes, push, listen } = setUp({ bound: { entries: 100, bytes: 1.5 * bytes } });
  listen();
  push(1);
  push(2);
  expect(feed.publish(scopes)).toMatchObject({ from: 0, to: 2, isTorn: true });
});

it("publishes more than one write holds in pieces, and says so of each of them", () => {
  const { feed, scopes, push, listen } = setUp({ textOf: () => "x".repeat(256 * 1024) });
  listen();
  push(1, 2, 3);
  const ticks = [1, 2, 3].map(() => feed.publish(scopes));
  expect(ticks.map(({ from, to, isPiece }) => [from, to, isPiece])).toEqual([
    [0, 1, true],
    [1, 2, true],
    [2, 3, true],
  ]);
  expect(feed.waiting).toBe(false);
  push(4);
  expect(feed.waiting).toBe(true);
  expect(feed.publish(scopes)).toMatchObject({ from: 3, to: 4, isPiece: false });
});
