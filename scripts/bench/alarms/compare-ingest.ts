// What a server takes in with its alarms and without them, one round here and one there, so that whatever else the machine does
// costs both the same.

import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Plugin } from "esbuild";
import { PATHS } from "../../../shared/wire/api.ts";
import { buildServer } from "../../build/build-server.ts";
import { type ServerProcess, startServer, withFolder } from "../process.ts";
import type { Row } from "../table.ts";

const DEVICES = 10_000;
const BATCH = 1_000;
/** What is still to be done once all posts are answered is done by then, ms. */
const SETTLE_MS = 3_000;
const WITHOUT = join("dist", "bench", "no-alarms");
const AGAINST = "the same server without alarms, by turns";

/** Whoever asks for the alarms gets those that hear of nothing. */
const withoutAlarms: Plugin = {
  name: "no-alarms",
  setup(build) {
    const none = resolve("scripts/bench/alarms/no-alarms.ts");
    build.onResolve({ filter: /\/alarms\/alarms\.ts$/ }, ({ importer }) =>
      importer === none ? undefined : { path: none },
    );
  },
};

interface Taken {
  ms: number;
  readonly cpuBefore: number;
  readonly server: ServerProcess;
}

function batchOf(first: number): string {
  return JSON.stringify(
    Array.from({ length: BATCH }, (_, index) => ({
      id: `device ${first + index}`,
      pct: 80,
      sensors: [
        { type: "CH4", val: 200 },
        { type: "CO", val: 3 },
        { type: "O2", val: 209_000 },
      ],
    })),
  );
}

const BATCHES = Array.from({ length: DEVICES / BATCH }, (_, index) => batchOf(index * BATCH));

/** Posts a reading of each device; answers how long that took, ms. */
async function postAll({ url }: ServerProcess): Promise<number> {
  const began = performance.now();
  for (const body of BATCHES) {
    const answer = await fetch(url + PATHS.readings, { method: "POST", body });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  }
  return performance.now() - began;
}

async function start(file: string, folder: string): Promise<Taken> {
  const env = { PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "error" };
  const server = await startServer(file, { ...env, DAVY_MAX_NEW_DEVICES: "100000" });
  for (let round = 0; round < 3; round += 1) await postAll(server);
  return { ms: 0, server, cpuBefore: server.cpuSeconds() };
}

async function measure(rounds: number, servers: readonly [Taken, Taken]): Promise<readonly Row[]> {
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % 2 === 0 ? servers : [servers[1], servers[0]];
    for (const one of turn) one.ms += await postAll(one.server);
  }
  await wait(SETTLE_MS);
  const readings = rounds * DEVICES;
  const rate = ({ ms }: Taken) => (readings / ms) * 1_000;
  const micros = ({ server, cpuBefore }: Taken) => ((server.cpuSeconds() - cpuBefore) * 1e6) / readings;
  const [with_, without] = servers;
  const of = { against: AGAINST };
  return [
    {
      ...of,
      measured: "readings/s taken in",
      davy: rate(with_),
      yardstick: rate(without),
      aim: { of: "ratio", atLeast: 0.85 },
    },
    { ...of, measured: "µs of CPU a reading", davy: micros(with_), yardstick: micros(without) },
  ];
}

/** Rows of a table: what the alarms cost. */
export async function compareIngest(rounds: number): Promise<readonly Row[]> {
  await buildServer(WITHOUT, "bench", [withoutAlarms]);
  return withFolder((folder) =>
    withFolder(async (other) => {
      const with_ = await start(join("dist", "server", "main.js"), folder);
      const without = await start(join(WITHOUT, "server", "main.js"), other);
      try {
        return await measure(rounds, [with_, without]);
      } finally {
        await Promise.all([with_.server.stop(), without.server.stop()]);
      }
    }),
  );
}
