// What a server that is flooded in every way at once takes of memory, and how long a device with an honest post waits. The bound
// on memory is a requirement: it is printed beside what was measured.

import { setTimeout as wait } from "node:timers/promises";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import type { Flooding } from "./floods/flooder.ts";
import { bundle, type ServerProcess, startDavy, startHelper, withFolder } from "./process.ts";
import { percentile, printTable } from "./table.ts";

const MB = 1024 * 1024;
const BOUND_MB = 512;
const BOUND_MS = 1_000;

/** What an honest device and the system see meanwhile. */
interface Seen {
  readonly waits: number[];
  refused: number;
  peakBytes: number;
}

/** A device that is known posts ten times a second. */
async function watch(server: ServerProcess, signal: AbortSignal): Promise<Seen> {
  const seen: Seen = { waits: [], refused: 0, peakBytes: 0 };
  const body = JSON.stringify({ id: "honest", pct: 90, sensors: [{ type: "CO", val: 3 }] });
  while (!signal.aborted) {
    const began = performance.now();
    const response = await fetch(server.url + PATHS.receiveJson, { method: "POST", body }).catch(
      () => undefined,
    );
    await response?.arrayBuffer();
    seen.waits.push(performance.now() - began);
    if (response?.status !== 200) seen.refused += 1;
    seen.peakBytes = Math.max(seen.peakBytes, server.residentBytes());
    await wait(100);
  }
  return seen;
}

/** Runs all floods at once. */
export async function run(args: readonly string[]): Promise<void> {
  await buildAll({ report: console.log });
  const seconds = args.includes("--quick") ? 15 : 60;
  await withFolder(async (folder) => {
    const server = await startDavy(folder, { DAVY_LOG: "silent" });
    await fetch(server.url + PATHS.receiveJson, { method: "POST", body: '{"id":"honest"}' });
    const flooder = startHelper(await bundle("floods/flooder"));
    const stop = AbortSignal.timeout(seconds * 1_000);
    const [seen, { floods }] = await Promise.all([
      watch(server, stop),
      flooder.ask<{ readonly floods: number }>({ url: server.url, seconds } satisfies Flooding),
    ]);
    const { waits, refused, peakBytes } = seen;
    printTable(`${floods} floods at once for ${seconds} s, and ${waits.length} posts of an honest device`, [
      { measured: "peak memory, MB", davy: peakBytes / MB, aim: { of: "figure", atMost: BOUND_MB } },
      { measured: "honest post p50, ms", davy: percentile(waits, 0.5) },
      {
        measured: "honest post p99, ms",
        davy: percentile(waits, 0.99),
        aim: { of: "figure", atMost: BOUND_MS },
      },
      { measured: "honest post, longest, ms", davy: percentile(waits, 1) },
      { measured: "honest posts refused", davy: refused, aim: { of: "figure", atMost: 0 } },
    ]);
    await flooder.stop();
    await server.stop();
  });
}
