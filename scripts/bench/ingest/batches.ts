import { setTimeout as wait } from "node:timers/promises";
import { type HealthAnswer, PATHS } from "../../../shared/wire/api.ts";
import { bundle, type Helper, type ServerProcess, startDavy, startServer, withFolder } from "../process.ts";
import { printTable } from "../table.ts";
import type { Load, Outcome } from "./client.ts";

const READINGS = 1_000;
const CONNECTIONS = 4;
/** What the aim demands, readings/s on two cores. */
const AIM = 150_000;
const SAMPLE_MS = 500;

interface Sustained extends Outcome {
  readonly deepestBacklog: number;
  /** How long the archive took to catch up after the last answer, s. */
  readonly drainSeconds: number;
  /** Readings acknowledged that the archive does not have after it caught up. */
  readonly missing: number;
  readonly megabytes: number;
  /** What a reading took of the server's CPU, all threads and the archive included, µs. */
  readonly cpuMicros: number;
}

/** Batches without a pause for a minute, and the yardstick before and after it. */
export async function measureBatches(client: Helper, { quick }: { quick: boolean }): Promise<void> {
  const [davySeconds, bareSeconds] = quick ? [8, 3] : [60, 10];
  await withFolder(async (folder) => {
    const davy = await startDavy(folder);
    const bare = await startServer(await bundle("ingest/bare-node"), { BENCH_FOLDER: folder });
    try {
      await post(client, bare, 2);
      const warm = await post(client, davy, 2);
      const bareCpu = bare.cpuSeconds();
      const before = await post(client, bare, bareSeconds);
      const sustained = await sustain(client, davy, { seconds: davySeconds, before: warm.stored });
      const after = await post(client, bare, bareSeconds);
      const bareReadings = before.stored + after.stored;
      print(sustained, {
        rate: (rate(before) + rate(after)) / 2,
        cpuMicros: ((bare.cpuSeconds() - bareCpu) / bareReadings) * 1e6,
      });
    } finally {
      await davy.stop();
      await bare.stop();
    }
  });
}

function rate({ stored, seconds }: Outcome): number {
  return stored / seconds;
}

function post(client: Helper, { url }: ServerProcess, seconds: number): Promise<Outcome> {
  const load: Load = { url, path: PATHS.readings, readings: READINGS, connections: CONNECTIONS, seconds };
  return client.ask<Outcome>(load);
}

async function backlogOf({ url }: ServerProcess): Promise<number> {
  const health = (await (await fetch(url + PATHS.health)).json()) as HealthAnswer;
  return Number(health.backlog);
}

async function archivedReadings({ url }: ServerProcess): Promise<number> {
  const metrics = await (await fetch(url + PATHS.metrics)).text();
  return Number(/^davy_archive_readings (\d+)/m.exec(metrics)?.[1]);
}

/** Posts without a pause while the backlog is watched, then waits for the archive and counts. */
async function sustain(
  client: Helper,
  davy: ServerProcess,
  { seconds, before }: { seconds: number; before: number },
): Promise<Sustained> {
  let posting = true;
  let deepestBacklog = 0;
  const watching = (async () => {
    for (; posting; await wait(SAMPLE_MS)) deepestBacklog = Math.max(deepestBacklog, await backlogOf(davy));
  })();
  const cpu = davy.cpuSeconds();
  const outcome = await post(client, davy, seconds);
  const answeredAt = performance.now();
  posting = false;
  await watching;
  while ((await backlogOf(davy)) > 0) await wait(10);
  const drainSeconds = (performance.now() - answeredAt) / 1_000;
  const cpuMicros = ((davy.cpuSeconds() - cpu) / outcome.stored) * 1e6;
  const missing = before + outcome.stored - (await archivedReadings(davy));
  return {
    ...outcome,
    cpuMicros,
    deepestBacklog,
    drainSeconds,
    missing,
    megabytes: davy.residentBytes() / 1024 / 1024,
  };
}

const BARE = "bare node:http, parsed and fdatasync'ed";

function print(davy: Sustained, bare: { rate: number; cpuMicros: number }): void {
  const { cpuMicros, deepestBacklog, drainSeconds, missing, megabytes, refused, seconds, p50, p99 } = davy;
  printTable(
    `Batches of ${READINGS} readings of 4 values over ${CONNECTIONS} connections, ${Math.round(seconds)} s without a pause`,
    [
      {
        measured: "readings/s, durable",
        davy: rate(davy),
        yardstick: bare.rate,
        against: BARE,
        aim: { of: "figure", atLeast: AIM },
      },
      { measured: "the same with the archive's last", davy: davy.stored / (seconds + drainSeconds) },
      { measured: "server CPU a reading, µs", davy: cpuMicros, yardstick: bare.cpuMicros, against: BARE },
      { measured: "deepest backlog, readings", davy: deepestBacklog },
      { measured: "archive done after, s", davy: drainSeconds },
      { measured: "answered and missing", davy: missing, aim: { of: "figure", atMost: 0 } },
      { measured: "answered 503", davy: refused },
      { measured: "p50 of a batch, ms", davy: p50 },
      { measured: "p99 of a batch, ms", davy: p99 },
      { measured: "memory after, MB", davy: megabytes },
    ],
  );
}
