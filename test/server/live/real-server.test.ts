// The live stream of the whole server: HTTP in, journal, archive, stream out; over a restart and a signal.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { PATHS } from "../../../shared/wire/api.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy } from "../../helpers/start-davy.ts";

const MAIN = resolve(import.meta.dirname, "../../../dist/server/main.js");

/** Posts the nth reading, which gives nobody cause for an alarm: those are entries too. */
async function post(url: string, nth: number): Promise<void> {
  const body = JSON.stringify({
    pct: 90,
    id: `handheld ${nth % 3}`,
    ts: Date.now(),
    sensors: [{ type: "CO", val: 0 }],
  });
  const answer = await fetch(url + PATHS.receiveJson, { method: "POST", body });
  expect(answer.ok).toBe(true);
}

/** The address that a starting server prints. */
async function addressOf(child: ChildProcess): Promise<string> {
  let printed = "";
  for await (const text of child.stdout ?? []) {
    printed += String(text);
    const [url] = /http:\/\/[\d.:]+/.exec(printed) ?? [];
    if (url) return url;
  }
  throw new Error(`The server ended without serving. ${printed}`);
}

const seqsFrom = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

it("tells a posted reading, with the headers that a stream needs", async () => {
  const davy = await startTestDavy();
  const client = await openEventStream(davy.url + PATHS.events, { "Accept-Encoding": "gzip, deflate, br" });
  await client.until((events) => events.some(({ event }) => event === "snapshot"));
  await post(davy.url, 42);
  const update = await client.until((events) => events.find(({ event }) => event === "update_data"));
  expect(update).toMatchObject({
    id: expect.stringMatching(/^1\.[0-9a-z]{8}$/),
    data: { pct: 90, device_id: "handheld 0" },
  });
  expect(client.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  expect(client.headers["content-encoding"]).toBeUndefined();
  const metrics = await (await fetch(davy.url + PATHS.metrics)).text();
  expect(metrics).toMatch(/^davy_streams 1$/m);
  expect(metrics).toMatch(/^davy_readings_accepted_total 1$/m);
  expect(metrics).toMatch(/^davy_journal_fsync_seconds_count [1-9]/m);
  await davy.stop();
});

it("gives fifty clients that come back after a restart what they missed, each reading once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "davy-live-"));
  const before = await startTestDavy({ folder });
  const clients = await Promise.all(
    Array.from({ length: 50 }, () => openEventStream(before.url + PATHS.events)),
  );
  for (let pct = 1; pct <= 20; pct += 1) await post(before.url, pct);
  await Promise.all(clients.map((client) => client.until(() => client.seqs().at(-1) === 20)));
  const left = clients.splice(0, 25);
  await Promise.all(left.map((client) => client.leave()));
  for (let pct = 21; pct <= 30; pct += 1) await post(before.url, pct);
  await before.stop();
  await Promise.all(clients.map((client) => client.ended));
  const after = await startTestDavy({ folder });
  await post(after.url, 31);
  const back = await Promise.all(
    [...left, ...clients].map((client) =>
      openEventStream(after.url + PATHS.events, { "Last-Event-ID": String(client.lastId()) }),
    ),
  );
  await post(after.url, 32);
  for (const [index, client] of back.entries()) {
    const first = [...left, ...clients][index];
    await client.until(() => client.seqs().at(-1) === 32);
    expect(client.events[0]?.data.gap).toBe(false);
    expect([...(first?.seqs() ?? []), ...client.seqs()]).toEqual(seqsFrom(1, 32));
  }
  await after.stop();
  await rm(folder, { recursive: true });
});

it("tells one that comes back after a restart of settings and of devices that were forgotten, in their order", async () => {
  const folder = await mkdtemp(join(tmpdir(), "davy-live-"));
  const before = await startTestDavy({ folder });
  await post(before.url, 1);
  const client = await openEventStream(before.url + PATHS.events);
  await client.until((events) => events.some(({ event }) => event === "snapshot"));
  await client.leave();
  const change = (path: string, init: RequestInit) => fetch(before.url + PATHS.devices + path, init);
  expect((await change("/handheld%201", { method: "PATCH", body: '{"place":"Shaft 3"}' })).status).toBe(200);
  await post(before.url, 2);
  expect((await change("/handheld%202?data=keep", { method: "DELETE" })).status).toBe(200);
  await before.stop();
  const after = await startTestDavy({ folder });
  await post(after.url, 4);
  const back = await openEventStream(`${after.url + PATHS.events}?last_event_id=${client.lastId()}`);
  await back.until((events) => events.some(({ data }) => data.seq === 5));
  const told = back.events.filter(({ data }) => data.seq !== undefined);
  expect(back.events[0]).toMatchObject({ event: "hello", data: { gap: false } });
  expect(told.map(({ event, data }) => [event, data.seq])).toEqual([
    ["settings", 2],
    ["update_data", 3],
    ["forgotten", 4],
    ["update_data", 5],
  ]);
  expect(told[0]?.data).toMatchObject({ device: "handheld 1", settings: { place: "Shaft 3" } });
  await after.stop();
  await rm(folder, { recursive: true });
});

it("ends its streams with a goodbye and itself within 10 s when told to stop", async () => {
  const folder = await mkdtemp(join(tmpdir(), "davy-live-"));
  const env = { ...process.env, PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "silent" };
  const child = fork(MAIN, { env, stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const url = await addressOf(child);
  const client = await openEventStream(url + PATHS.events);
  await post(url, 1);
  await client.until(() => client.seqs().length === 1);
  const begun = performance.now();
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await client.ended;
  expect(client.events.at(-1)).toMatchObject({ event: "goodbye", data: { reason: "shutdown" } });
  expect((await exited)[0]).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  await rm(folder, { recursive: true });
});
