// `npm run bench -- alarms [--quick]`: how long after its post an alarm is on an open stream at 1,000 readings a second, and how much
// less a server of 10,000 devices takes in for its alarms.

import { setTimeout as wait } from "node:timers/promises";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import { compareIngest } from "./alarms/compare-ingest.ts";
import { type ServerProcess, startDavy, withFolder } from "./process.ts";
import { printTable } from "./table.ts";

const READINGS_A_SECOND = 1_000;
const BATCH = 100;
const ALARM_EACH_MS = 100;
const SECONDS = { quick: 15, full: 60 } as const;
/** A server that has just begun compiles what it runs; what it takes for that is told apart, ms. */
const WARM_MS = 5_000;
const ROUNDS = { quick: 6, full: 20 } as const;

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
  const [cold, warm] = [delays.filter(({ isCold }) => isCold), delays.filter(({ isCold }) => !isCold)].map(
    (some) => some.map(({ ms }) => ms).sort((one, other) => one - other),
  );
  printTable(`Post to alarm on an open stream, ${warm?.length} alarms beside 1,000 readings/s`, [
    { measured: "median, ms", davy: at(warm, 0.5) },
    { measured: "p99, ms", davy: at(warm, 0.99), aim: { of: "figure", atMost: 100 } },
    { measured: "longest, ms", davy: at(warm, 1) },
    { measured: "longest within 5 s of the server's start, ms", davy: at(cold, 1) },
  ]);
  printTable(
    "Ingest at 10,000 devices whose values are normal, in batches of 1,000",
    await compareIngest(ROUNDS[length]),
  );
}

function at(sorted: readonly number[] | undefined = [], part: number): number {
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

interface Delay {
  readonly ms: number;
  readonly isCold: boolean;
}

/** Delays of alarms beside a steady load. */
async function measureDelays({ url }: ServerProcess, seconds: number): Promise<Delay[]> {
  const heard = new Map<string, number>();
  const sent = new Map<string, number>();
  const leaving = new AbortController();
  const listening = listen(url, heard, leaving.signal).catch(() => undefined);
  const posts: Promise<void>[] = [];
  const began = performance.now();
  const ends = began + seconds * 1_000;
  const load = async () => {
    for (let tick = 0; performance.now() < ends; tick += 1) {
      const batch = Array.from({ length: BATCH }, (_, index) => ({
        id: name((tick * BATCH + index) % READINGS_A_SECOND),
        sensors: sensors(0),
      }));
      posts.push(send(url + PATHS.readings, batch));
      await wait((BATCH / READINGS_A_SECOND) * 1_000);
    }
  };
  const alarms = async () => {
    for (let index = 0; performance.now() < ends; index += 1) {
      const id = `alarm ${index}`;
      sent.set(id, performance.now());
      posts.push(send(url + PATHS.receiveJson, { id, sensors: sensors(900) }));
      await wait(ALARM_EACH_MS);
    }
  };
  await Promise.all([load(), alarms()]);
  await Promise.all(posts);
  await wait(1_000);
  leaving.abort();
  await listening;
  return [...sent].map(([id, since]) => ({
    ms: (heard.get(id) ?? Number.POSITIVE_INFINITY) - since,
    isCold: since - began < WARM_MS,
  }));
}
