// What posts of devices feel of 100 people who sign in at the same time, and what their passwords take of memory.

import { setTimeout as wait } from "node:timers/promises";
import { readShellKey } from "../../server/data-folder/shell-key.ts";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import { bundle, type Helper, type ServerProcess, startDavy, startHelper, withFolder } from "./process.ts";
import type { Crowd, Entered } from "./sign-ins/crowd.ts";
import { median, percentile, printTable } from "./table.ts";

const MB = 1024 * 1024;
const PASSWORD = "correct horse battery";
const PARALLEL = 100;
/** Two at a time of one name are no guesses. */
const PEOPLE = 50;
/** Devices that post each 100 ms. */
const DEVICES = 10;
const PERIOD_MS = 100;
/** scrypt's bound, beside what the server takes without, MB. */
const SCRYPT_MB = 64;

/** One stretch of time as the devices saw it. */
interface Seen {
  readonly p50: number;
  readonly p99: number;
  readonly peakBytes: number;
}

async function makePeople(server: ServerProcess, folder: string): Promise<string[]> {
  const names = Array.from({ length: PEOPLE }, (_, index) => `Person ${index}`);
  const headers = { authorization: `Bearer ${await readShellKey(folder)}` };
  for (const name of names) {
    const body = JSON.stringify({ name, role: "admin", password: PASSWORD });
    const answer = await fetch(server.url + ACCESS_PATHS.people, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`);
  }
  return names;
}

/** Devices post for some seconds, each in its turn. */
async function post(server: ServerProcess, seconds: number): Promise<Seen> {
  const waits: number[] = [];
  let peakBytes = 0;
  const end = performance.now() + seconds * 1_000;
  const device = async (index: number) => {
    await wait((index * PERIOD_MS) / DEVICES);
    const body = JSON.stringify({ id: `device ${index}`, pct: 90, sensors: [{ type: "CO", val: 3 }] });
    while (performance.now() < end) {
      const began = performance.now();
      const answer = await fetch(server.url + PATHS.receiveJson, { method: "POST", body });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`A post was answered ${answer.status}.`);
      waits.push(performance.now() - began);
      peakBytes = Math.max(peakBytes, server.residentBytes());
      await wait(PERIOD_MS);
    }
  };
  await Promise.all(Array.from({ length: DEVICES }, (_, index) => device(index)));
  return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), peakBytes };
}

interface Rounds {
  readonly quiet: Seen[];
  readonly crowded: Seen[];
  readonly entered: Entered[];
}

/** Without and with the crowd in turn, so that the machine's other work is the same for both. */
async function alternate(
  server: ServerProcess,
  crowd: Helper,
  { names, rounds, seconds }: { names: readonly string[]; rounds: number; seconds: number },
): Promise<Rounds> {
  const seen: Rounds = { quiet: [], crowded: [], entered: [] };
  await post(server, seconds);
  for (let round = 0; round < rounds; round += 1) {
    seen.quiet.push(await post(server, seconds));
    const question: Crowd = { url: server.url, names, password: PASSWORD, parallel: PARALLEL, seconds };
    const entering = crowd.ask<Entered>(question);
    seen.crowded.push(await post(server, seconds));
    seen.entered.push(await entering);
  }
  return seen;
}

function print({ quiet, crowded, entered }: Rounds, seconds: number): void {
  const against = "the same posts, nobody signs in";
  const row = (measured: string, of: (seen: Seen) => number) => ({
    measured,
    davy: median(crowded.map(of)),
    yardstick: median(quiet.map(of)),
    against,
  });
  const peakOf = (all: readonly Seen[]) => Math.max(...all.map(({ peakBytes }) => peakBytes));
  printTable(
    `${DEVICES * (1_000 / PERIOD_MS)} posts/s while ${PARALLEL} people sign in at once; middle of ${quiet.length} rounds of ${seconds} s`,
    [
      row("post p50, ms", ({ p50 }) => p50),
      { ...row("post p99, ms", ({ p99 }) => p99), aim: { of: "ratio", atMost: 3 } },
      {
        measured: "memory beyond that without, MB",
        davy: (peakOf(crowded) - peakOf(quiet)) / MB,
        aim: { of: "figure", atMost: SCRYPT_MB },
      },
      { measured: "signed in a round", davy: median(entered.map(({ signedIn }) => signedIn)) },
      { measured: "told to come later a round", davy: median(entered.map(({ turnedAway }) => turnedAway)) },
    ],
  );
}

/** Runs all rounds. */
export async function run(args: readonly string[]): Promise<void> {
  await buildAll({ report: console.log });
  const [rounds, seconds] = args.includes("--quick") ? [3, 5] : [5, 15];
  await withFolder(async (folder) => {
    const server = await startDavy(folder, { DAVY_LOG: "silent" });
    const crowd = startHelper(await bundle("sign-ins/crowd"));
    try {
      const names = await makePeople(server, folder);
      print(await alternate(server, crowd, { names, rounds, seconds }), seconds);
    } finally {
      await crowd.stop();
      await server.stop();
    }
  });
}
