// The stream's parts, each by itself: what is told, in which pieces, and from where a client goes on.

import { describe, expect, it } from "vitest";
import { createEventIds } from "../../../server/live/event-id.ts";
import { ChangedSlices } from "../../../server/live/live.ts";
import { readPast } from "../../../server/live/past.ts";
import { ReplayWindow } from "../../../server/live/replay-window.ts";
import { Audience, Scopes } from "../../../server/live/scopes.ts";
import { SnapshotText } from "../../../server/live/snapshot-text.ts";
import { CHUNK_BYTES } from "../../../server/live/sse-format.ts";
import type { StreamClient } from "../../../server/live/stream-client.ts";
import { joinTick } from "../../../server/live/tick.ts";
import { createSite } from "../../../server/state/site.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { HOUR_MS } from "../../../shared/ground/time.ts";
import { batchOf, buildEntry, NOON } from "../../helpers/build-entry.ts";
import { buildEvent } from "../../helpers/build-event.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const IDS = createEventIds("log");
const EVERYTHING = new Audience("", { kind: "everything" });

describe("what came before the window", () => {
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

  /** The seqs of what is read, and up to where it goes. */
  async function read(
    { readings, others }: { readonly readings: readonly number[]; readonly others: readonly number[] },
    { after = 0, last = 5_000 } = {},
  ) {
    const asked: object[] = [];
    const from = <T>(all: readonly T[], of: (item: T) => number) => {
      return async (seq: number, page: { readonly limit: number }) => {
        asked.push([seq, page]);
        return all.filter((item) => of(item) > seq).slice(0, page.limit);
      };
    };
    const archive = {
      readingsAfter: from(
        readings.map((seq) => buildEntry(seq)),
        ({ seq }) => seq,
      ),
    };
    const events = {
      after: from(
        others.map((seq) => buildEvent(seq)),
        ({ seq }) => seq,
      ),
    };
    const { entries, to } = await readPast({ archive, events }, after, last);
    expect(asked).toEqual([
      [after, { limit: 1_000 }],
      [after, { limit: 1_000 }],
    ]);
    return { seqs: entries.map(({ seq }) => seq), to };
  }

  it("is told in the log's order, up to its end where both stores have told all", async () => {
    expect(await read({ readings: [1, 4, 5], others: [2, 3, 9] })).toEqual({
      seqs: [1, 2, 3, 4, 5, 9],
      to: 5_000,
    });
    expect(await read({ readings: [1, 4], others: [3] }, { after: 2, last: 3 })).toEqual({
      seqs: [3],
      to: 3,
    });
  });

  it("ends where a store may have more, so that nothing between is left out", async () => {
    const page = await read({ readings: upTo(1_001), others: [500, 1_000, 1_500] });
    expect(page.to).toBe(1_000);
    expect(page.seqs).toHaveLength(1_002);
    expect((await read({ readings: [2_000], others: upTo(1_200) })).to).toBe(1_000);
    expect((await read({ readings: [2_000], others: upTo(999) })).to).toBe(5_000);
  });
});

describe("a tick", () => {
  function scopesWith(...devices: readonly (readonly string[] | undefined)[]) {
    const scopes = new Scopes();
    const audiences = devices.map((some) => {
      const scope = some ? ({ kind: "devices", devices: some } as const) : ({ kind: "everything" } as const);
      const audience = scopes.enter(scope);
      audience.live.add({} as StreamClient);
      return audience;
    });
    return { scopes, audiences };
  }
  const frame = (seq: number, device: string | undefined, text = `${seq};`) => ({ seq, device, text });

  it("joins for each scope what it hears, and leaves out scopes without live streams and events without text", () => {
    const { scopes, audiences } = scopesWith(undefined, ["a"], ["b"], ["c"]);
    audiences[3]?.live.clear();
    const frames = [frame(1, "a"), frame(2, undefined), frame(3, "c"), frame(4, "a", ""), frame(5, "b")];
    const { to, chunks } = joinTick(frames, scopes, 100);
    expect(to).toBe(5);
    expect(audiences.map((audience) => chunks.get(audience)?.toString())).toEqual([
      "1;2;3;5;",
      "1;2;",
      "2;5;",
      undefined,
    ]);
  });

  it("ends with the event by which one scope has as much as a write holds", () => {
    const { scopes, audiences } = scopesWith(["a"], ["b"]);
    const frames = [frame(1, "b"), frame(2, "a"), frame(3, "a"), frame(4, "a"), frame(5, "b")];
    const { to, chunks } = joinTick(frames, scopes, 4);
    expect(to).toBe(3);
    expect(audiences.map((audience) => chunks.get(audience)?.toString())).toEqual(["2;3;", "1;"]);
    expect(joinTick([], scopes, 4)).toEqual({ to: undefined, chunks: new Map() });
    expect(joinTick([frame(6, "a", "")], scopes, 4)).toEqual({ to: 6, chunks: new Map() });
  });
});

describe("a snapshot", () => {
  function setUp(devices: readonly DeviceState[]) {
    const fleet = {
      seq: 1,
      all: devices,
      states: () => new Map(fleet.all.map((state) => [state.device, state])),
    };
    return { fleet, snapshot: new SnapshotText(fleet, createSite(), IDS) };
  }
  const device = (name: string) => buildDevice(name, { CO: 40 }, { now: NOON });
  const told = (snapshot: SnapshotText, audience = EVERYTHING) => {
    const text = Buffer.concat(snapshot.pieces({ serverTime: 5, lastId: 7, audience })).toString();
    expect(text).toMatch(
      /^event: snapshot\nid: 7\.log\ndata: \{"serverTime":5,"lastId":7,"devices":\[.*\]\}\n\n$/s,
    );
    const { devices } = JSON.parse(text.slice(text.indexOf("{"))) as { devices: DeviceState[] };
    return devices.map(({ device: name, sensors }) => [name, sensors]);
  };

  it("has the devices of a scope as far as they are known, with levels", () => {
    const { snapshot } = setUp([device("a"), device("b")]);
    const sensors = [expect.objectContaining({ key: "CO", value: 40, level: "a1" })];
    expect(told(snapshot)).toEqual([
      ["a", sensors],
      ["b", sensors],
    ]);
    const some = new Audience("x", { kind: "devices", devices: ["b", "stranger"] });
    expect(told(snapshot, some)).toEqual([["b", sensors]]);
  });

  it("is as the fleet is, also after it was told before", () => {
    const { fleet, snapshot } = setUp([device("a")]);
    expect(told(snapshot)).toHaveLength(1);
    fleet.all = [device("a"), device("b")];
    fleet.seq = 2;
    expect(told(snapshot)).toHaveLength(2);
  });

  it("comes in pieces that one write holds where it is large, and in one where it is not", () => {
    const many = setUp(Array.from({ length: 2_000 }, (_, index) => device(`device ${index}`)));
    const pieces = many.snapshot.pieces({ serverTime: 5, lastId: 7, audience: EVERYTHING });
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(({ length }) => length))).toBe(CHUNK_BYTES);
    expect(told(many.snapshot)).toHaveLength(2_000);
    expect(
      setUp([device("a")]).snapshot.pieces({ serverTime: 5, lastId: 7, audience: EVERYTHING }),
    ).toHaveLength(1);
  });
});

describe("the window", () => {
  const frame = (entry: Entry) => ({ seq: entry.seq, device: undefined, text: `${entry.seq};` });
  const push = (window: ReplayWindow, frames: boolean, ...seqs: readonly number[]) =>
    window.push(batchOf(seqs.map((seq) => buildEntry(seq))), { frames });

  it("begins after the log's last entry, and knows what it has", () => {
    const window = new ReplayWindow(6, { bound: { entries: 10, bytes: 1e6 }, frameOf: frame });
    expect([window.last, window.oldest, window.bytes]).toEqual([6, 7, 0]);
    push(window, true);
    push(window, true, 7, 8);
    push(window, true, 9);
    expect([window.last, window.oldest, window.bytes]).toEqual([9, 7, 306]);
    expect([...window.frames(8, 9)].map(({ text }) => text)).toEqual(["8;", "9;"]);
    expect([...window.frames(7, 7)].map(({ text }) => text)).toEqual(["7;"]);
    expect([...window.frames(10, 9)]).toEqual([]);
  });

  it("keeps as many entries as its bound says, by whole batches, the newest whatever it has", () => {
    const window = new ReplayWindow(0, { bound: { entries: 4, bytes: 1e6 }, frameOf: frame });
    for (const seqs of [[1, 2], [3], [4]]) push(window, true, ...seqs);
    expect(window.oldest).toBe(1);
    push(window, true, 5);
    expect([window.oldest, window.bytes]).toEqual([3, 306]);
    push(window, false, 6, 7, 8, 9, 10);
    expect(window.oldest).toBe(6);
    expect([...window.frames(6, 10)].map(({ seq }) => seq)).toEqual([6, 7, 8, 9, 10]);
    expect(window.bytes).toBe(511);
  });
});

describe("slices that changed", () => {
  const late = (seq: number, hour: number, device = "a") =>
    buildEntry(seq, { at: NOON, measuredAt: NOON - hour * HOUR_MS, device });
  const hearing = (name: string) => ({ hears: (device: string | undefined) => device === name });

  it("are known of 5000 hours, the longest unchanged being forgotten first", () => {
    const changes = new ChangedSlices();
    changes.observe(Array.from({ length: 5_000 }, (_, index) => late(index + 1, index + 1)));
    expect(changes.since(0, hearing("b"))).toEqual([]);
    changes.observe([late(5_001, 1)]);
    expect(changes.since(0, hearing("b"))).toEqual([]);
    changes.observe([late(5_002, 5_001)]);
    expect(changes.since(1, hearing("b"))).toBe(null);
    expect(changes.since(2, hearing("b"))).toEqual([]);
  });

  it("are named up to 1000 at a time", () => {
    // Of each device an hour, a day and a month.
    const changes = new ChangedSlices();
    changes.observe(Array.from({ length: 333 }, (_, index) => late(index + 1, 20, `d${index}`)));
    expect(changes.since(0)).toHaveLength(999);
    changes.observe([late(334, 21, "d0")]);
    expect(changes.since(0)).toHaveLength(1_000);
    changes.observe([late(335, 22, "d0")]);
    expect(changes.since(0)).toBe(null);
    expect(changes.since(333)).toHaveLength(4);
  });
});
