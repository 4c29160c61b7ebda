// From where a client goes on, and what it is told of that, with a feed and a client that remember what was asked of them.

import { expect, it } from "vitest";
import { CatchUp } from "../../../server/live/catch-up.ts";
import { createEventIds } from "../../../server/live/event-id.ts";
import type { Feed } from "../../../server/live/feed.ts";
import { Audience } from "../../../server/live/scopes.ts";
import type { SnapshotText } from "../../../server/live/snapshot-text.ts";
import type { StreamClient } from "../../../server/live/stream-client.ts";
import { createSite } from "../../../server/state/site.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";
import { recordReport } from "../../helpers/record-report.ts";

const PUBLISHED = 9;

/** What a client was sent, one event or piece a line; `closesAfter` so many of them it is gone. */
function clientAt(cursor: number, closesAfter = Number.POSITIVE_INFINITY) {
  const sent: string[] = [];
  const client = {
    ...{ id: 3, cursor, audience: new Audience("", { kind: "everything" }), needsSnapshot: false },
    ending: false,
    get closed() {
      return sent.length >= closesAfter;
    },
    write: (bytes: Buffer) => sent.push(bytes.toString()),
    written: async (bytes: Buffer) => void sent.push(bytes.toString()),
  };
  return { sent, client: client as unknown as StreamClient };
}

interface Terms {
  readonly steps?: readonly { seq: number; from: number; to: number }[];
  readonly error?: Error;
  readonly timeZone?: string;
  readonly oldest?: number;
  readonly isPast?: boolean;
  readonly open?: readonly Alarm[];
}

function startCatchUp({ steps, error, timeZone, oldest = 1, isPast = false, open }: Terms = {}) {
  const report = recordReport();
  const told: string[] = [];
  const feed: Pick<Feed, "published" | "reaches" | "next"> = {
    published: PUBLISHED,
    reaches: (seq) => seq >= oldest - 1 && seq <= PUBLISHED,
    async next({ cursor }) {
      if (error) throw error;
      return { to: PUBLISHED, bytes: Buffer.from(`after ${cursor}`), isPast };
    },
  };
  const snapshot: Pick<SnapshotText, "pieces"> = {
    pieces: ({ lastId }) => [Buffer.from(`snapshot of ${lastId}`), Buffer.from("rest")],
  };
  const catchUp = new CatchUp({
    ...{ ids: createEventIds("log"), feed: feed as Feed, snapshot: snapshot as SnapshotText, now: () => 5 },
    changes: { since: (seq) => [{ device: `since ${seq}`, resolution: "raw", slice: "2026-11-27T06" }] },
    ...(steps ? { steps } : {}),
    ...(open ? { alarms: { open: () => [...open] } } : {}),
    ...(timeZone === undefined ? {} : { site: createSite({ timeZone }) }),
    report,
    build: "b1",
    onLive: () => void told.push("live"),
    onGap: () => void told.push("gap"),
  });
  return { catchUp, told, lines: report.lines };
}

const helloOf = (text = "") => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "null") as object;

it("goes on from where a client stands, and says what changed since", async () => {
  const { catchUp, told } = startCatchUp();
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(helloOf(sent[0])).toEqual({
    ...{ serverTime: 5, lastId: 9, gap: false, build: "b1" },
    changed: [{ device: "since 7", resolution: "raw", slice: "2026-11-27T06" }],
  });
  expect(sent.slice(1)).toEqual(["after 7"]);
  expect(told).toEqual(["live"]);
});

it("gives the fleet as it is to whoever comes for the first time, which is no gap", async () => {
  const { catchUp, told } = startCatchUp();
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: undefined });
  expect(helloOf(sent[0])).toMatchObject({ gap: false, changed: null });
  expect(sent.slice(1)).toEqual(["snapshot of 9", "rest"]);
  expect(told).toEqual(["live"]);
});

it.each([
  { who: "comes for the first time", lastEventId: undefined, gap: false },
  { who: "has a gap", lastEventId: 2, gap: true },
])("tells whoever $who of what is open before the fleet", async ({ lastEventId, gap }) => {
  const { catchUp } = startCatchUp({ oldest: 6, open: [buildAlarm({ id: "1-co" })] });
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId });
  expect(helloOf(sent[0])).toMatchObject({ gap });
  expect(sent[1]).toMatch(/^event: alarms\nid: \d\.log\ndata: \{"alarms":\[\{"id":"1-co",/);
  expect(sent.slice(2)).toEqual(["snapshot of 9", "rest"]);
});

it("tells nobody of what is open who hears of each step since", async () => {
  const { catchUp } = startCatchUp({ open: [buildAlarm()] });
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(sent.slice(1)).toEqual(["after 7"]);
});

it.each([
  ["of another log", { lastEventId: Number.POSITIVE_INFINITY }, {}],
  ["before the oldest that can be told", { lastEventId: 2 }, { oldest: 6 }],
  ["at a step of the clock", { lastEventId: 7 }, { steps: [{ seq: 7, from: 2, to: 1 }] }],
  [
    "before one of several",
    { lastEventId: 7 },
    {
      steps: [
        { seq: 2, from: 2, to: 1 },
        { seq: 8, from: 2, to: 1 },
      ],
    },
  ],
])("tells a gap, and the fleet as it is, to a client that stands %s", async (_, begin, terms) => {
  const { catchUp, told } = startCatchUp(terms);
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, begin);
  expect(helloOf(sent[0])).toMatchObject({ gap: true });
  expect(sent.slice(1)).toEqual(["snapshot of 9", "rest"]);
  expect(told).toEqual(["gap", "live"]);
});

it("goes on beyond a step of the clock", async () => {
  const { catchUp } = startCatchUp({ steps: [{ seq: 6, from: 2, to: 1 }] });
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(sent.slice(1)).toEqual(["after 7"]);
});

it("knows nothing of what changed since a place of another log", async () => {
  const { catchUp } = startCatchUp();
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7, changedSince: 10 });
  expect(helloOf(sent[0])).toMatchObject({ gap: false, changed: null });
});

it("tells a gap where what was missed cannot be read, and writes why into the server's log", async () => {
  const error = new Error("The disk is gone");
  const { catchUp, told, lines } = startCatchUp({ error });
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(helloOf(sent[0])).toMatchObject({ gap: false });
  expect(helloOf(sent[1])).toMatchObject({ gap: true });
  expect(told).toEqual(["gap", "live"]);
  expect(JSON.stringify(lines)).toContain("What a stream missed could not be read; it has a gap");
  expect(JSON.stringify(lines)).toContain('"stream":3');
});

it("says the site's time zone, and the site itself with the same id", async () => {
  const { catchUp } = startCatchUp({ timeZone: "Europe/Berlin" });
  const { client, sent } = clientAt(7);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(helloOf(sent[0])).toMatchObject({ timeZone: "Europe/Berlin" });
  expect(sent[0]).toMatch(/^event: hello\nid: 7\.log\n/);
  expect(sent[0]).toMatch(/\n\nevent: site\nid: 7\.log\n/);
});

it("sends nothing more to a client that went, and calls it not live", async () => {
  const { catchUp, told } = startCatchUp();
  const { client, sent } = clientAt(0, 2);
  await catchUp.begin(client, { lastEventId: undefined });
  expect(sent).toHaveLength(2);
  expect(told).toEqual([]);
});

it("shows the fleet as it is, once, after what is told from before the start", async () => {
  const { catchUp, told } = startCatchUp({ isPast: true });
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 7 });
  expect(sent.slice(1)).toEqual(["after 7", "snapshot of 9", "rest"]);
  expect(told).toEqual(["live"]);
});

it.each([
  ["the id that a client named", { lastEventId: 7 }, {}, "7.log"],
  ["the latest one, where it named that", { lastEventId: 9 }, {}, "9.log"],
  ["the id that it named, though it is too old", { lastEventId: 2 }, { oldest: 6 }, "2.log"],
  ["0, where it named none", { lastEventId: undefined }, {}, "0.log"],
  ["0, where it named one of another log", { lastEventId: Number.POSITIVE_INFINITY }, {}, "0.log"],
])("greets with %s", async (...[, begin, terms, id]) => {
  const { catchUp } = startCatchUp(terms);
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, begin);
  expect(sent[0]).toContain(`\nid: ${id}\n`);
});

it("has nothing to add for a client that stands at the end, and knows what changed since", async () => {
  const { catchUp, told } = startCatchUp();
  const { client, sent } = clientAt(0);
  await catchUp.begin(client, { lastEventId: 9 });
  expect(helloOf(sent[0])).toMatchObject({ gap: false, changed: [{ device: "since 9" }] });
  expect([sent.length, told]).toEqual([1, ["live"]]);
});
