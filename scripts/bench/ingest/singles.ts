import { PATHS } from "../../../shared/wire/api.ts";
import { bundle, type Helper, type ServerProcess, startDavy, startServer, withFolder } from "../process.ts";
import { median, printTable } from "../table.ts";
import type { Load, Outcome } from "./client.ts";

const CONNECTIONS = 64;
const SERVERS = ["davy", "bare", "koa"] as const;
type ServerName = (typeof SERVERS)[number];

/** Single posts: Davy, bare node:http with fdatasync and a koa-body echo in turn, several rounds. */
export async function measureSingles(client: Helper, { quick }: { quick: boolean }): Promise<void> {
  const [rounds, seconds] = quick ? [2, 2] : [5, 4];
  await withFolder(async (folder) => {
    const servers: Record<ServerName, ServerProcess> = {
      davy: await startDavy(folder),
      bare: await startServer(await bundle("ingest/bare-node"), { BENCH_FOLDER: folder }),
      koa: await startServer(await bundle("ingest/koa-echo")),
    };
    try {
      const runs: Record<ServerName, Posted[]> = { davy: [], bare: [], koa: [] };
      // The first round is for the compilers.
      for (let round = 0; round <= rounds; round += 1) {
        for (const name of SERVERS) {
          const outcome = await post(client, servers[name], round === 0 ? 2 : seconds);
          if (round > 0) runs[name].push(outcome);
        }
      }
      print(runs, { rounds, seconds });
    } finally {
      for (const name of SERVERS) await servers[name].stop();
    }
  });
}

async function post(client: Helper, server: ServerProcess, seconds: number): Promise<Posted> {
  const { url } = server;
  const load: Load = { url, path: PATHS.receiveJson, readings: 1, connections: CONNECTIONS, seconds };
  const before = server.cpuSeconds();
  const outcome = await client.ask<Outcome>(load);
  return { ...outcome, cpuMicros: ((server.cpuSeconds() - before) / outcome.posts) * 1e6 };
}

/** With what a post took of the server's CPU, all its threads, µs. It says more than the rate where others use the machine. */
interface Posted extends Outcome {
  readonly cpuMicros: number;
}

function print(
  runs: Record<ServerName, Posted[]>,
  { rounds, seconds }: { rounds: number; seconds: number },
): void {
  const middle = (name: ServerName, of: (outcome: Posted) => number) => median(runs[name].map(of));
  const rate = ({ posts, seconds: taken }: Posted) => posts / taken;
  const row = (measured: string, name: ServerName, of: (outcome: Posted) => number) => ({
    measured,
    davy: middle("davy", of),
    yardstick: middle(name, of),
    against:
      name === "bare" ? "bare node:http, parsed and fdatasync'ed" : "Koa and koa-body, echo, nothing kept",
  });
  printTable(
    `Single posts of 4 values over ${CONNECTIONS} connections; middle of ${rounds} rounds of ${seconds} s each in turn`,
    [
      { ...row("requests/s", "bare", rate), aim: { of: "ratio", atLeast: 0.5 } },
      { ...row("requests/s", "koa", rate), aim: { of: "ratio", atLeast: 1 } },
      row("server CPU a post, µs", "bare", ({ cpuMicros }) => cpuMicros),
      row("server CPU a post, µs", "koa", ({ cpuMicros }) => cpuMicros),
      row("p50, ms", "bare", (outcome) => outcome.p50),
      row("p99, ms", "bare", (outcome) => outcome.p99),
      row("p99, ms", "koa", (outcome) => outcome.p99),
      { measured: "answered 503", davy: runs.davy.reduce((sum, { refused }) => sum + refused, 0) },
    ],
  );
}
