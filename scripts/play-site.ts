// `npm run play-site -- [--seconds 600] [--kill-every 20] [--port 18700]`: a site of ChirpStack, The Things Stack, Telegraf and three kinds of
// firmware posts to a server that is killed again and again; a ledger of what was acknowledged is held against what was kept.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PATHS } from "../shared/wire/api.ts";
import { parseFlags } from "./parse-flags.ts";
import { Ledger, type Sent } from "./play-site/ledger.ts";
import { type Post, SENDERS, type Sender } from "./play-site/senders.ts";
import { KilledServer } from "./play-site/server.ts";

const USAGE = `npm run play-site -- [--seconds 600] [--kill-every 20] [--port 18700]
Needs a built server (npm run build). Ends with code 1 when a reading is missing or there twice.`;
/** As ChirpStack waits. */
const POST_TIMEOUT_MS = 5_000;
const RETRY_MS = 500;

const { values: flags } = parseFlags(
  {
    options: {
      seconds: { type: "string", default: "600" },
      "kill-every": { type: "string", default: "20" },
      port: { type: "string", default: "18700" },
      help: { type: "boolean" },
    },
  },
  USAGE,
);
const [seconds, killEvery, port] = [flags.seconds, flags["kill-every"], flags.port].map(Number);
const url = `http://127.0.0.1:${port}`;
const ledger = new Ledger();
let isOver = false;

/** Whether a post was acknowledged. */
async function isTaken({ path, body, headers = {} }: Post): Promise<boolean> {
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  try {
    const response = await fetch(url + path, { method: "POST", body: body as string, headers, signal });
    await response.arrayBuffer();
    if (!response.ok && response.status < 500) console.error(`${path} was refused with ${response.status}.`);
    return response.ok;
  } catch {
    // The server is away, or died on the way: the sender's rule says whether it tries again.
    return false;
  }
}

async function deliver(post: Post, tries: number): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await wait(RETRY_MS);
    if (!(await isTaken(post))) continue;
    for (const sent of post.holds) ledger.acknowledge(sent);
    return;
  }
}

/** Posts until the play is over, and then waits for what is under way. */
async function play(sender: Sender): Promise<void> {
  for (let n = 1; !isOver; n += 1) {
    await deliver(sender.post(n, Date.now()), sender.tries);
    await wait(sender.everyMs);
  }
}

async function keptReadings(): Promise<Sent[]> {
  const response = await fetch(`${url}${PATHS.dataFromTimestamp}?system_time=0`);
  const rows = (await response.json()) as { device_id: string; sensors: { val: number }[] }[];
  return rows.flatMap(({ device_id: device, sensors }) =>
    sensors.map(({ val: value }) => ({ device, value })),
  );
}

const folder = await mkdtemp(join(tmpdir(), "davy-site-"));
const server = new KilledServer(folder, port ?? 0);
await server.start();
const playing = SENDERS.map(play);
const endsAt = Date.now() + (seconds ?? 0) * 1_000;
while (Date.now() < endsAt) {
  await wait(Math.min((killEvery ?? 0) * 1_000, Math.max(0, endsAt - Date.now())));
  await server.end("SIGKILL");
  await server.start();
}
isOver = true;
await Promise.all(playing);
const { acknowledged, kept, missing, twice } = ledger.balance(await keptReadings());
await server.end("SIGTERM");
await rm(folder, { recursive: true, force: true });
console.log(
  `${server.kills} kills, ${acknowledged} acknowledged, ${kept} kept: ${missing.length} missing, ${twice.length} twice.`,
);
for (const sent of [...missing, ...twice].slice(0, 20)) console.log(JSON.stringify(sent));
process.exitCode = missing.length + twice.length > 0 ? 1 : 0;
