// What a stream must withstand: clients that do not read, come and go, stay for long; HTTP/2; many at once.

import { once } from "node:events";
import { createServer } from "node:http";
import { connect as connectHttp2, constants, createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HEARTBEAT_MS } from "../../../shared/wire/events.ts";
import { buildDraft } from "../../helpers/build-draft.ts";
import { type LiveServer, startLiveServer } from "./live-server.ts";

const started: LiveServer[] = [];

async function start(options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> {
  const server = await startLiveServer(options);
  started.push(server);
  return server;
}

// The heartbeat alone runs on a clock of the test; sockets keep their own time.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
  vi.useRealTimers();
});

const beat = () => vi.advanceTimersByTime(HEARTBEAT_MS);
const drafts = (count: number) => Array.from({ length: count }, () => buildDraft());
/** Readings of some 1.5 kB each. */
const wideDrafts = (count: number) => {
  const sensors = Array.from({ length: 50 }, (_, index) => ({ type: `G${index}`, val: index }));
  return Array.from({ length: count }, () => buildDraft({ sensors }));
};
const isEvent = (name: string) => (events: readonly { event: string }[]) =>
  events.some(({ event }) => event === name);

/** A client that sends its request and then never reads. */
function openStuck(server: LiveServer, query = ""): Promise<Socket> {
  const { port, pathname } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.pause();
      socket.write(`GET ${pathname}${query} HTTP/1.1\r\nHost: davy\r\n\r\n`, () => resolve(socket));
    });
    socket.on("error", () => undefined);
  });
}

it("beats every 5 s with server time and the id up to which everything was sent", async () => {
  const server = await start({ now: () => 1_234 });
  const [all, filtered] = [await server.stream(), await server.stream("?device=other")];
  for (const client of [all, filtered]) await client.until(isEvent("snapshot"));
  server.log.append(drafts(3));
  beat();
  for (const client of [all, filtered]) {
    const heartbeat = await client.until((events) => events.find(({ event }) => event === "heartbeat"));
    expect(heartbeat).toEqual({ event: "heartbeat", id: "3.test", data: { serverTime: 1_234, lastId: 3 } });
  }
  expect(all.seqs()).toEqual([1, 2, 3]);
  expect(filtered.seqs()).toEqual([]);
});

it("cuts clients that do not read, while others get everything", async () => {
  const server = await start();
  const stuck = await openStuck(server);
  const reader = await server.stream();
  await reader.until(isEvent("snapshot"));
  await expect.poll(() => server.live.status().streams).toBe(2);
  for (let round = 0; server.live.status().cuts === 0; round += 1) {
    server.log.append(wideDrafts(20));
    await reader.until(() => reader.seqs().at(-1) === server.log.lastSeq);
    expect(round).toBeLessThan(1_000);
  }
  expect(reader.seqs()).toHaveLength(server.log.lastSeq);
  await expect.poll(() => server.live.status().streams).toBe(1);
  expect(server.reports.find(({ details }) => "reason" in details)?.details).toMatchObject({
    reason: "slow",
  });
  stuck.destroy();
});

it("spends less than 5 MB on a client that does not read", async () => {
  const server = await start({ window: { entries: 1_000, bytes: 1e6 } });
  const stuck = await Promise.all(Array.from({ length: 20 }, () => openStuck(server)));
  await expect.poll(() => server.live.status().streams).toBe(stuck.length);
  const before = process.memoryUsage.rss();
  let most = before;
  for (let round = 0; server.live.status().cuts < stuck.length; round += 1) {
    server.archived.length = 0;
    server.log.append(wideDrafts(20));
    await new Promise((resolve) => setTimeout(resolve, 1));
    most = Math.max(most, process.memoryUsage.rss());
    expect(round).toBeLessThan(5_000);
  }
  expect((most - before) / stuck.length).toBeLessThan(5e6);
  for (const socket of stuck) socket.destroy();
});

it("cuts a client that takes nothing of its replay", async () => {
  let now = 0;
  const server = await start({ now: () => now });
  server.log.append(Array.from({ length: 15_000 }, () => buildDraft({ device: "x".repeat(100) })));
  const stuck = await openStuck(server, "?last_event_id=0");
  await expect.poll(() => server.live.status().bytes).toBeGreaterThan(200_000);
  now += 31_000;
  beat();
  await expect.poll(() => server.live.status()).toMatchObject({ streams: 0, cuts: 1 });
  stuck.destroy();
});

it("hands streams over at the end of their life, with nothing lost or repeated", async () => {
  let now = 0;
  const server = await start({ now: () => now, random: () => 0.5, streamLifeMs: 600_000 });
  const first = await server.stream();
  await first.until(isEvent("snapshot"));
  now = 599_999;
  beat();
  await first.until(isEvent("heartbeat"));
  server.log.append(drafts(2));
  now = 600_000;
  beat();
  server.log.append(drafts(3));
  await first.ended;
  expect(first.events.at(-1)).toMatchObject({
    event: "goodbye",
    data: { reason: "hand-over", retryMs: 1_250 },
  });
  server.log.append(drafts(4));
  const second = await server.stream("", { "Last-Event-ID": String(first.lastId()) });
  await second.until(() => second.seqs().at(-1) === 9);
  expect([...first.seqs(), ...second.seqs()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("gives each stream a life of its own within 20 % of the mean", async () => {
  let now = 0;
  const draws = [0, 0.999_999];
  const server = await start({ now: () => now, random: () => draws.shift() ?? 0, streamLifeMs: 100_000 });
  const [short, long] = [await server.stream(), await server.stream()];
  for (const client of [short, long]) await client.until(isEvent("snapshot"));
  now = 80_000;
  beat();
  await short.ended;
  await long.until(isEvent("heartbeat"));
  now = 119_000;
  beat();
  await long.until((events) => events.filter(({ event }) => event === "heartbeat")[1]);
  expect(long.events.some(({ event }) => event === "goodbye")).toBe(false);
  now = 120_000;
  beat();
  await long.ended;
});

it("destroys what does not end when it closes", async () => {
  const server = await start();
  const stuck = await openStuck(server);
  await expect.poll(() => server.live.status().streams).toBe(1);
  server.log.append(Array.from({ length: 12_000 }, () => buildDraft({ device: "x".repeat(100) })));
  await expect.poll(() => server.live.status().bytes).toBeGreaterThan(200_000);
  const begun = performance.now();
  await server.live.close();
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(server.live.status().streams).toBe(0);
  stuck.destroy();
});

it("is back where it started after a thousand clients have come and gone", async () => {
  const server = await start({ before: drafts(1) });
  const count = () =>
    new Promise<number>((resolve) => server.server.getConnections((_, connections) => resolve(connections)));
  const listeners = () => [server.log.listeners.size, server.server.eventNames().length, vi.getTimerCount()];
  const before = listeners();
  for (let round = 0; round < 20; round += 1) {
    const clients = await Promise.all(Array.from({ length: 50 }, () => server.stream("?last_event_id=0")));
    server.log.append(drafts(1));
    await Promise.all(clients.map((client) => client.leave()));
  }
  await expect.poll(() => server.live.status().streams).toBe(0);
  await expect.poll(count).toBe(0);
  expect(listeners()).toEqual(before);
  expect(server.live.status()).toMatchObject({ opened: 1_000, cuts: 0 });
  expect(server.reports.filter(({ level }) => level !== "info")).toEqual([]);
});

it("tells fifty clients the same, each once", async () => {
  const server = await start({ maxStreams: 50 });
  const clients = await Promise.all(Array.from({ length: 50 }, () => server.stream()));
  for (const client of clients) await client.until(isEvent("snapshot"));
  for (let round = 0; round < 100; round += 1) {
    server.log.append(drafts(1 + (round % 3)));
    if (round % 10 === 0) await new Promise(setImmediate);
  }
  const all = Array.from({ length: server.log.lastSeq }, (_, index) => index + 1);
  for (const client of clients) {
    await client.until(() => client.seqs().at(-1) === server.log.lastSeq);
    expect(client.seqs()).toEqual(all);
  }
});

it("streams over HTTP/2 as well, and cuts a stuck stream there too", async () => {
  const server = await start({ maxPendingBytes: 200_000 });
  const http2 = createHttp2Server((req, res) => {
    server.live.open({ req, res, lastEventId: req.url.includes("stuck") ? undefined : "0" });
  });
  await new Promise<void>((resolve) => http2.listen(0, "127.0.0.1", resolve));
  const session = connectHttp2(`http://127.0.0.1:${(http2.address() as AddressInfo).port}`);
  const stuck = session.request({ ":path": "/stuck" });
  stuck.pause().on("error", () => undefined);
  server.log.append(drafts(3));
  const reading = session.request({ ":path": "/" });
  let text = "";
  const headers = new Promise<object>((resolve) => reading.once("response", resolve));
  reading.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  expect(await headers).toMatchObject({ ":status": 200, "content-type": "text/event-stream; charset=utf-8" });
  await expect.poll(() => text).toContain("id: 3.test\n");
  expect(text.match(/^(retry|event|id): .*/gm)?.slice(0, 7)).toEqual([
    "retry: 2000",
    ...["event: hello", "id: 0.test", "event: update_data", "id: 1.test", "event: update_data", "id: 2.test"],
  ]);
  while (server.live.status().cuts === 0) {
    server.log.append(drafts(100));
    await expect
      .poll(
        () =>
          text.endsWith(`"seq":${server.log.lastSeq}`) || text.includes(`id: ${server.log.lastSeq}.test\n`),
      )
      .toBe(true);
  }
  expect(server.live.status()).toMatchObject({ streams: 1, cuts: 1 });
  reading.close();
  await expect.poll(() => server.live.status().streams).toBe(0);
  session.destroy();
  await new Promise((resolve) => http2.close(resolve));
});

it("forgets a client that left before its stream began, over both protocols", async () => {
  const server = await start({ before: drafts(1) });
  const opened: string[] = [];
  const http1 = createServer((req, res) => {
    res.once("close", () => setImmediate(() => opened.push(server.live.open({ req, res }))));
  });
  const http2 = createHttp2Server((req, res) => {
    res.once("close", () => setImmediate(() => opened.push(server.live.open({ req, res }))));
  });
  const ports = [];
  for (const early of [http1, http2]) {
    await new Promise<void>((resolve) => early.listen(0, "127.0.0.1", resolve));
    ports.push((early.address() as AddressInfo).port);
  }
  const socket = connect(ports[0] ?? 0, "127.0.0.1", () =>
    socket.write("GET / HTTP/1.1\r\nHost: davy\r\n\r\n"),
  );
  const session = connectHttp2(`http://127.0.0.1:${ports[1]}`);
  const request = session.request({ ":path": "/" }).on("error", () => undefined);
  await Promise.all([once(http1, "request"), once(http2, "request")]);
  socket.destroy();
  request.close(constants.NGHTTP2_CANCEL);
  await expect.poll(() => opened).toEqual(["opened", "opened"]);
  await expect.poll(() => server.live.status().streams).toBe(0);
  expect(server.reports.filter(({ level }) => level !== "info")).toEqual([]);
  session.destroy();
  for (const early of [http1, http2]) await new Promise((resolve) => early.close(resolve));
});

it("serves a stream whose request waits behind another on its connection", async () => {
  const server = await start({ before: drafts(1) });
  const { port, pathname } = new URL(server.url);
  const socket = connect(Number(port), "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const head = "HTTP/1.1\r\nHost: davy\r\n\r\n";
  socket.write(`GET /nothing ${head}GET ${pathname} ${head}`);
  await expect.poll(() => text).toContain("event: snapshot");
  server.log.append(drafts(1));
  await expect.poll(() => text).toContain("id: 2.test\n");
  socket.destroy();
});
