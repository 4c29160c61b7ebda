import { expect, it } from "vitest";
import { buildDraft } from "../../helpers/build-draft.ts";
import type { EventStream } from "../../helpers/event-stream.ts";
import { useLiveServers } from "./live-server.ts";

const start = useLiveServers();

const seqsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const drafts = (count: number) => Array.from({ length: count }, () => buildDraft());
const reached = (stream: EventStream, seq: number) => stream.until(() => stream.seqs().at(-1) === seq);
const hello = (stream: EventStream) => stream.until((events) => events[0]);
const snapshot = (stream: EventStream) =>
  stream.until((events) => events.find(({ event }) => event === "snapshot"));

it("greets, shows the fleet, then tells every reading with a growing id", async () => {
  const { stream, log } = await start({ before: [buildDraft()] });
  const client = await stream();
  expect(client.status).toBe(200);
  await snapshot(client);
  log.append([buildDraft({ battery: 50 })]);
  log.append([buildDraft({ device: "handheld 2" })]);
  await reached(client, 3);
  expect(client.text.startsWith("retry: 2000\n")).toBe(true);
  expect(client.events.map(({ event, id }) => [event, id])).toEqual([
    ["hello", "0.test"],
    ["snapshot", "1.test"],
    ["update_data", "2.test"],
    ["update_data", "3.test"],
  ]);
  expect(client.events[0]?.data).toMatchObject({ lastId: 1, gap: false, build: "test" });
  expect(client.events[0]?.data).not.toHaveProperty("timeZone");
  expect(client.events[1]?.data).toMatchObject({ lastId: 1, devices: [{ device: "handheld 1" }] });
  expect(client.events[2]?.data).toEqual({
    pct: 50,
    device_id: "handheld 1",
    system_time: Date.UTC(2026, 10, 24) / 1000,
    system_datetime: "2026-11-24T00:00:00.000Z",
    sensors: [{ type: "CH4", val: 200, level: "normal" }],
    seq: 2,
    ts: 3600,
    measured_at: Date.UTC(2026, 10, 24) + 2,
    received_at: Date.UTC(2026, 10, 24) + 2,
  });
});

it("sends headers that keep proxies from buffering, compressing or storing", async () => {
  const { stream } = await start();
  const { headers } = await stream();
  expect(headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  expect(headers["content-encoding"]).toBeUndefined();
});

it("answers HEAD with the headers alone", async () => {
  const { url, live } = await start();
  const answer = await fetch(url, { method: "HEAD" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(live.status().opened).toBe(0);
});

it("replays exactly what was missed within the window", async () => {
  const { stream, log } = await start();
  log.append(drafts(10));
  const client = await stream("?last_event_id=4");
  await reached(client, 10);
  log.append(drafts(1));
  await reached(client, 11);
  expect(client.events[0]).toMatchObject({ event: "hello", id: "4.test", data: { gap: false, lastId: 10 } });
  expect(client.seqs()).toEqual(seqsOf(5, 11));
  expect(client.events.some(({ event }) => event === "snapshot")).toBe(false);
});

it("takes the header before the query when both name an id", async () => {
  const { stream, log } = await start();
  log.append(drafts(10));
  const client = await stream("?last_event_id=1", { "Last-Event-ID": "8" });
  await reached(client, 10);
  expect(client.seqs()).toEqual([9, 10]);
});

it("replays what was before its start, settings too, and shows the fleet as it is", async () => {
  const { stream, log } = await start({
    before: [...drafts(5), { kind: "setting", device: "handheld 1", patch: { name: "Pump" } }, ...drafts(4)],
  });
  log.append(drafts(2));
  const client = await stream("?last_event_id=3");
  const { data } = await snapshot(client);
  expect(client.seqs()).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(data).toMatchObject({ lastId: 12, devices: [{ settings: { name: "Pump" } }] });
  expect(client.events[0]?.data.gap).toBe(false);
});

it.each([
  ["older than the bound", "?last_event_id=3", {}],
  ["ahead of the log", "?last_event_id=999", {}],
  ["no id at all", "", { "Last-Event-ID": "abc" }],
])("tells the gap and shows the fleet when the last id is %s", async (_, query, headers) => {
  const { stream, log, live } = await start({ window: { entries: 20, bytes: 1e6 } });
  log.append(drafts(30));
  const client = await stream(query, headers);
  await snapshot(client);
  log.append(drafts(1));
  await reached(client, 31);
  expect(client.events[0]).toMatchObject({ event: "hello", data: { gap: true, lastId: 30 } });
  expect(client.seqs()).toEqual([31]);
  expect(live.status().gaps).toBe(1);
});

it("tells the gap when the archive fails", async () => {
  const archive = { readingsAfter: () => Promise.reject(new Error("disk")) };
  const { stream, reports } = await start({ archive, before: drafts(5) });
  const client = await stream("?last_event_id=3");
  await snapshot(client);
  expect(client.events.map(({ event, data }) => [event, data.gap])).toEqual([
    ["hello", false],
    ["hello", true],
    ["snapshot", undefined],
  ]);
  expect(reports.map(({ level }) => level)).toContain("warn");
});

it("misses and repeats nothing while readings come in, wherever a client stands", async () => {
  const { stream, log } = await start({ before: drafts(300), window: { entries: 5_000, bytes: 20_000 } });
  const clients = [];
  for (let round = 0; round < 40; round += 1) {
    log.append(drafts(1 + (round % 7) * 9));
    clients.push({ after: round * 7, stream: await stream(`?last_event_id=${round * 7}`) });
    log.append(drafts(1));
  }
  for (const { after, stream: client } of clients) {
    await reached(client, log.lastSeq);
    expect(client.seqs()).toEqual(seqsOf(after + 1, log.lastSeq));
  }
});

it("tells one device's events alone where asked, and resumes right", async () => {
  const { stream, log } = await start();
  log.append([buildDraft({ device: "a" }), buildDraft({ device: "b" })]);
  const first = await stream("?device=b");
  const shown = await snapshot(first);
  expect(shown.data.devices.map((state: { device: string }) => state.device)).toEqual(["b"]);
  log.append([buildDraft({ device: "a" }), buildDraft({ device: "b" }), buildDraft({ device: "a" })]);
  await reached(first, 4);
  await first.leave();
  log.append([buildDraft({ device: "b" }), buildDraft({ device: "a" })]);
  const second = await stream(`?device=b&last_event_id=${first.lastId()}`);
  log.append([buildDraft({ device: "b" })]);
  await reached(second, 8);
  expect([first.seqs(), second.seqs()]).toEqual([[4], [6, 8]]);
});

it("tells a change of settings as a whole", async () => {
  const { stream, log } = await start({ before: drafts(1) });
  const client = await stream();
  await snapshot(client);
  log.append([{ kind: "setting", device: "handheld 1", patch: { name: "Pump" } }]);
  log.append([{ kind: "setting", device: "handheld 1", patch: { place: "Shaft 2" } }]);
  const last = await client.until((events) => events.find(({ id }) => id === "3.test"));
  expect(last).toMatchObject({
    event: "settings",
    data: { seq: 3, device: "handheld 1", settings: { name: "Pump", place: "Shaft 2" } },
  });
});

it("refuses what is above the limit with 503 before anything is streamed", async () => {
  const { stream, live } = await start({ maxStreams: 2 });
  const [first] = [await stream(), await stream()];
  const third = await stream();
  await third.ended;
  expect(third.status).toBe(503);
  expect(third.headers["retry-after"]).toBe("5");
  expect(JSON.parse(third.text)).toMatchObject({ code: "too_many_streams", error: expect.any(String) });
  expect(live.status()).toMatchObject({ streams: 2, refused: 1 });
  await first?.leave();
  await expect.poll(() => live.status().streams).toBe(1);
  expect((await stream()).status).toBe(200);
});

it("serves a large fleet and an upload of thousands without cutting anybody", async () => {
  const { stream, log, live } = await start({ maxPendingBytes: 300_000 });
  log.append(Array.from({ length: 4_000 }, (_, index) => buildDraft({ device: `device ${index}` })));
  const client = await stream();
  const { data } = await snapshot(client);
  expect(data.devices).toHaveLength(4_000);
  await hello(client);
  log.append(drafts(8_000));
  await reached(client, 12_000);
  expect(client.seqs()).toEqual(seqsOf(4_001, 12_000));
  expect(live.status()).toMatchObject({ cuts: 0, gaps: 0 });
});

it("begins anew when more comes in at once than may be replayed", async () => {
  const { stream, log } = await start({ window: { entries: 1_000, bytes: 1e6 } });
  const client = await stream();
  await snapshot(client);
  log.append(drafts(1_500));
  await client.until((events) => events.filter(({ event }) => event === "snapshot")[1]);
  log.append(drafts(1));
  await reached(client, 1_501);
  expect(client.events.map(({ event, data }) => data.gap ?? event)).toEqual([
    false,
    "snapshot",
    true,
    "snapshot",
    "update_data",
  ]);
});

it("says goodbye when it closes, after everything that was durable", async () => {
  const { stream, log, live } = await start();
  const clients = [await stream(), await stream("?device=b"), await stream()];
  for (const client of clients) await snapshot(client);
  log.append([buildDraft({ device: "b" })]);
  await live.close();
  for (const client of clients) {
    await client.ended;
    expect(client.events.map(({ event }) => event)).toEqual(["hello", "snapshot", "update_data", "goodbye"]);
    expect(client.events.at(-1)).toMatchObject({ id: "1.test", data: { reason: "shutdown" } });
  }
  expect(live.status().streams).toBe(0);
  expect((await stream()).status).toBe(503);
  expect(log.listeners.size).toBe(1);
});

it("logs who comes and goes, and takes leaving for no error", async () => {
  const { stream, reports, live } = await start();
  await (await stream()).leave();
  await expect.poll(() => live.status().streams).toBe(0);
  expect(reports).toEqual([
    { level: "info", message: "Stream opened", details: { stream: 1, streams: 1 } },
    {
      level: "info",
      message: "Stream closed",
      details: { stream: 1, streams: 0, seconds: 0, reason: "left" },
    },
  ]);
});
