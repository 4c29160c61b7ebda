// `npm run bench -- alarms [--quick]`: how long after its post an alarm is on an open stream at 1,000 readings a second, and what part
// of the server's work the alarms are at 10,000 devices.

import { setTimeout as wait } from "node:timers/promises";
import { createAlarms } from "../../server/alarms/alarms.ts";
import type { Entry, ReadingEntry } from "../../shared/entries/entry.ts";
import { DEFAULT_SITE } from "../../shared/rules/site.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import { type ServerProcess, startDavy, withFolder } from "./process.ts";
import { printTable } from "./table.ts";

const READINGS_A_SECOND = 1_000;
const BATCH = 100;
const ALARM_EACH_MS = 100;
const SECONDS = { quick: 10, full: 60 } as const;
const DEVICES = 10_000;
const ROUNDS = { quick: 5, full: 20 } as const;

export async function run(args: readonly string[]): Promise<void> {
  const length = args.includes("--quick") ? "quick" : "full";
  await buildAll({ report: console.log });
  const delays = await withFolder(async (folder) => {
    const server = await startDavy(folder);
    try {
      return await measureDelays(server, SECONDS[length]);
    } finally {
      await server.stop();
    }
  });
  const folding = foldMicroseconds(ROUNDS[length]);
  const serving = await withFolder(async (folder) => {
    const server = await startDavy(folder, { DAVY_MAX_NEW_DEVICES: "100000" });
    try {
      return await serveMicroseconds(server, ROUNDS[length]);
    } finally {
      await server.stop();
    }
  });
  printTable(`Post to alarm on an open stream, ${delays.length} alarms beside 1,000 readings/s`, [
    { measured: "median, ms", davy: at(delays, 0.5) },
    { measured: "p99, ms", davy: at(delays, 0.99), aim: { of: "figure", atMost: 100 } },
    { measured: "longest, ms", davy: at(delays, 1) },
  ]);
  printTable("Alarms at 10,000 devices whose values are normal", [
    {
      measured: "µs of CPU a reading",
      davy: folding,
      yardstick: serving,
      against: "all that the server does for a reading",
      aim: { of: "ratio", atMost: 0.15 },
    },
  ]);
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

const name = (index: number) => `device ${index}`;
const sensors = (co: number) => [
  { type: "CH4", val: 200 },
  { type: "CO", val: co },
  { type: "O2", val: 209_000 },
];

async function send(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  await response.arrayBuffer();
}

/** When the alarm of each device came by the stream, ms by `performance`. */
async function listen(url: string, heard: Map<string, number>, signal: AbortSignal): Promise<void> {
  const response = await fetch(url + PATHS.events, { signal });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      if (!event.startsWith("event: alarm\n")) continue;
      const { device } = JSON.parse(event.slice(event.indexOf("data: ") + 6)) as { readonly device: string };
      if (!heard.has(device)) heard.set(device, performance.now());
    }
  }
}

/** Delays of alarms beside a steady load, ms, in order. */
async function measureDelays({ url }: ServerProcess, seconds: number): Promise<number[]> {
  const heard = new Map<string, number>();
  const sent = new Map<string, number>();
  const leaving = new AbortController();
  const listening = listen(url, heard, leaving.signal).catch(() => undefined);
  const ends = performance.now() + seconds * 1_000;
  const load = async () => {
    for (let tick = 0; performance.now() < ends; tick += 1) {
      const batch = Array.from({ length: BATCH }, (_, index) => ({
        id: name((tick * BATCH + index) % READINGS_A_SECOND),
        sensors: sensors(0),
      }));
      void send(url + PATHS.readings, batch);
      await wait((BATCH / READINGS_A_SECOND) * 1_000);
    }
  };
  const alarms = async () => {
    for (let index = 0; performance.now() < ends; index += 1) {
      const id = `alarm ${index}`;
      sent.set(id, performance.now());
      void send(url + PATHS.receiveJson, { id, sensors: sensors(900) });
      await wait(ALARM_EACH_MS);
    }
  };
  await Promise.all([load(), alarms()]);
  await wait(1_000);
  leaving.abort();
  await listening;
  return [...sent]
    .map(([id, since]) => (heard.get(id) ?? Number.POSITIVE_INFINITY) - since)
    .sort((a, b) => a - b);
}

/** What the alarms cost a reading that changes nothing, µs, as nearly all are. */
function foldMicroseconds(rounds: number): number {
  const alarms = createAlarms({
    fleet: { seq: 0, states: () => new Map() },
    site: { current: () => DEFAULT_SITE },
  });
  alarms.restore(undefined);
  let seq = 0;
  const roundOf = (): Entry[] =>
    Array.from({ length: DEVICES }, (_, index): ReadingEntry => {
      seq += 1;
      const told = { battery: 80, deviceTime: null, sensors: sensors(seq % 20) };
      return {
        kind: "reading",
        seq,
        at: 1.8e12 + seq,
        device: name(index),
        measuredAt: 1.8e12 + seq,
        ...told,
      };
    });
  alarms.observe({ entries: roundOf() });
  let took = 0;
  for (let round = 0; round < rounds; round += 1) {
    const entries = roundOf();
    const before = process.cpuUsage();
    alarms.observe({ entries });
    const { user, system } = process.cpuUsage(before);
    took += user + system;
  }
  return took / (rounds * DEVICES);
}

/** What a reading costs the server as a whole, µs of CPU. */
async function serveMicroseconds(server: ServerProcess, rounds: number): Promise<number> {
  const post = async () => {
    for (let first = 0; first < DEVICES; first += 1_000) {
      const ids = Array.from({ length: 1_000 }, (_, index) => name(first + index));
      await send(
        server.url + PATHS.readings,
        ids.map((id) => ({ id, pct: 80, sensors: sensors(3) })),
      );
    }
  };
  await post();
  const before = server.cpuSeconds();
  for (let round = 0; round < rounds; round += 1) await post();
  return ((server.cpuSeconds() - before) * 1e6) / (rounds * DEVICES);
}
