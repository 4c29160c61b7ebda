// `npm run bench -- fanout [--quick] [1000/20]`: one post to many screens. Server, subscribers and poster are three processes. The
// yardstick is a bare node broadcaster (fanout/broadcaster.ts) in the same run, with the same posts at the same moments.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import type { SubscriberReport } from "./fanout/subscribers.ts";
import { bundle, type ServerProcess, startDavy, startServer, stopProcess, withFolder } from "./process.ts";
import { printTable } from "./table.ts";

interface Load {
  readonly subscribers: number;
  readonly readingsPerSecond: number;
}

interface Result extends SubscriberReport {
  readonly delivered: number;
  readonly cpuSeconds: number;
  readonly kbPerClient: number;
}

const LOADS: readonly Load[] = [
  { subscribers: 1_000, readingsPerSecond: 20 },
  { subscribers: 5_000, readingsPerSecond: 5 },
  { subscribers: 5_000, readingsPerSecond: 20 },
];
const SECONDS = { quick: 4, full: 15 } as const;
/** Events that are still on their way when the last post is answered get this long, ms. */
const TAIL_MS = 3_000;
const SETTLE_MS = 1_500;

/** Runs all loads, Davy beside the yardstick. `--quick` for a few seconds each, `5000/5` for one load alone. */
export async function run(args: readonly string[]): Promise<void> {
  const seconds = args.includes("--quick") ? SECONDS.quick : SECONDS.full;
  await buildAll({ report: console.log });
  const broadcaster = await bundle("fanout/broadcaster");
  const subscribers = await bundle("fanout/subscribers");
  const only = args.find((arg) => arg.includes("/"));
  const loads = LOADS.filter((load) => !only || only === `${load.subscribers}/${load.readingsPerSecond}`);
  console.log(`\nFan-out, ${seconds} s each; every device posts once a second, at any moment of it.`);
  for (const load of loads) {
    const yardstick = await measure({ load, seconds, subscribers, start: () => startServer(broadcaster) });
    const davy = await withFolder((folder) =>
      measure({ load, seconds, subscribers, start: () => startDavy(folder) }),
    );
    print(load, { yardstick, davy });
  }
}

interface Run {
  readonly load: Load;
  readonly seconds: number;
  readonly subscribers: string;
  readonly start: () => Promise<ServerProcess>;
}

async function measure({ load, seconds, subscribers, start }: Run): Promise<Result> {
  const server = await start();
  const child = fork(subscribers, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    // A part of the clients first, under load, so that neither compiler nor heap is met cold: what a client takes is
    // what each further one adds.
    const first = load.subscribers / 5;
    await openMore(child, { url: server.url + PATHS.events, count: first });
    await post(server.url, { ...load, seconds: 2 });
    const before = server.residentBytes();
    await openMore(child, { url: server.url + PATHS.events, count: load.subscribers - first });
    await post(server.url, { ...load, seconds: 2 });
    await wait(SETTLE_MS);
    child.send({ measure: true });
    const cpu = server.cpuSeconds();
    const posted = await post(server.url, { ...load, seconds });
    const cpuSeconds = server.cpuSeconds() - cpu;
    await wait(TAIL_MS);
    child.send({ report: true });
    const [seen]: [SubscriberReport] = (await once(child, "message")) as [SubscriberReport];
    const kbPerClient = (server.residentBytes() - before) / (load.subscribers - first) / 1024;
    return { ...seen, delivered: seen.received / (posted * load.subscribers), cpuSeconds, kbPerClient };
  } finally {
    await stopProcess(child);
    await server.stop();
  }
}

async function openMore(child: ChildProcess, open: { url: string; count: number }): Promise<void> {
  child.send({ open });
  await once(child, "message");
}

/** The same unpredictable numbers in every run, 0 ≤ x < 1 (Park and Miller's generator). */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Posts at the load's rate whatever the answers take. Resolves with how many were posted, once all are answered. */
async function post(url: string, load: { readingsPerSecond: number; seconds: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const random = createRandom();
  const answers: Promise<void>[] = [];
  const start = performance.now();
  for (let second = 0; second < load.seconds; second += 1) {
    const moments = Array.from({ length: load.readingsPerSecond }, (_, device) => ({ device, at: random() }));
    for (const { device, at } of moments.sort((a, b) => a.at - b.at)) {
      await wait(Math.max(0, start + (second + at) * 1_000 - performance.now()));
      answers.push(postOne(url, { device, agent }));
    }
  }
  await Promise.all(answers);
  agent.destroy();
  return answers.length;
}

function postOne(url: string, { device, agent }: { device: number; agent: Agent }): Promise<void> {
  const sentAt = Number(process.hrtime.bigint()) / 1e6;
  const sensors = `[{"type":"CO","val":${sentAt.toFixed(3)}}]`;
  const body = `{"pct":90,"id":"bench ${device}","ts":3600,"sensors":${sensors}}`;
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const posting = request(url + PATHS.receiveJson, { method: "POST", headers, agent }, (answer) => {
      answer.resume().once("end", resolve);
    });
    posting.once("error", reject);
    posting.end(body);
  });
}

const AGAINST = "bare node broadcaster";
/** Two cores are full at 5,000 subscribers and 20 readings/s: how late an event comes is noise there. */
const FULL_LOAD = 100_000;
const CPU_COMPARED_FROM = 20;

function print({ subscribers, readingsPerSecond }: Load, results: { yardstick: Result; davy: Result }): void {
  const row = (measured: string, of: (result: Result) => number) => ({
    measured,
    davy: of(results.davy),
    yardstick: of(results.yardstick),
    against: AGAINST,
  });
  const isFull = subscribers * readingsPerSecond >= FULL_LOAD;
  const promptness = isFull ? {} : ({ aim: { of: "ratio", atMost: 1.5 } } as const);
  const thrift = readingsPerSecond < CPU_COMPARED_FROM ? {} : ({ aim: { of: "ratio", atMost: 1 } } as const);
  printTable(`${subscribers} subscribers, ${readingsPerSecond} readings/s`, [
    {
      ...row("delivered %", (result) => result.delivered * 100),
      aim: { of: "figure", atLeast: 100 },
    },
    row("p50 post to arrival, ms", (result) => result.p50),
    { ...row("p99 post to arrival, ms", (result) => result.p99), ...promptness },
    { ...row("server CPU, s", (result) => result.cpuSeconds), ...thrift },
    { ...row("memory a client, kB", (result) => result.kbPerClient), aim: { of: "figure", atMost: 15 } },
  ]);
}
