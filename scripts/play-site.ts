// `npm run play-site`: a site of ChirpStack, The Things Stack, Telegraf and three kinds of firmware posts to a server that is killed again
// and again, and others publish to a broker that is ended again and again; a ledger of what was acknowledged is held against what was kept.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Broker, openBroker } from "../server/mqtt/mqtt.ts";
import { type HealthAnswer, PATHS } from "../shared/wire/api.ts";
import { parseFlags } from "./parse-flags.ts";
import { EndedBroker, HAS_BROKER } from "./play-site/broker.ts";
import { Ledger, type Sent } from "./play-site/ledger.ts";
import { type Message, PUBLISHERS, TOPICS } from "./play-site/publishers.ts";
import { type Post, SENDERS } from "./play-site/senders.ts";
import { KilledServer } from "./play-site/server.ts";

const USAGE = `npm run play-site -- [--seconds 600] [--kill-every 20] [--end-broker-every 33] [--port 18700]
Needs a built server (npm run build), and plays MQTT where mosquitto is installed (on the port after that). Ends with code 1 when a
reading is missing or there twice.`;
/** As ChirpStack waits. */
const POST_TIMEOUT_MS = 5_000;
const RETRY_MS = 500;
/** How long the server has in the end for what the broker had kept for it. */
const REST_MS = 60_000;

const { values: flags } = parseFlags(
  {
    options: {
      seconds: { type: "string", default: "600" },
      "kill-every": { type: "string", default: "20" },
      "end-broker-every": { type: "string", default: "33" },
      port: { type: "string", default: "18700" },
      help: { type: "boolean" },
    },
  },
  USAGE,
);
const [seconds = 0, killEvery = 0, endBrokerEvery = 0, port = 0] = [
  flags.seconds,
  flags["kill-every"],
  flags["end-broker-every"],
  flags.port,
].map(Number);
const url = `http://127.0.0.1:${port}`;
const ledger = new Ledger();
const endsAt = Date.now() + seconds * 1_000;
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

/** Whether the broker acknowledged a message. */
async function isPublished(client: Broker, { topic, payload }: Message): Promise<boolean> {
  const late = wait(POST_TIMEOUT_MS, false);
  const told = client.publish(topic, payload, { isRetained: false }).then(
    () => true,
    // It is away: the publisher's rule says whether it tries again.
    () => false,
  );
  return Promise.race([told, late]);
}

/** Whoever sends again and again. */
interface Player<Thing> {
  readonly tries: number;
  readonly everyMs: number;
  make(n: number, at: number): Thing;
  isTaken(thing: Thing): Promise<boolean>;
}

async function deliver<Thing extends { readonly holds: readonly Sent[] }>(
  thing: Thing,
  { tries, isTaken: take }: Player<Thing>,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await wait(RETRY_MS);
    if (!(await take(thing))) continue;
    for (const sent of thing.holds) ledger.acknowledge(sent);
    return;
  }
}

/** Sends until the play is over, and then waits for what is under way. */
async function play<Thing extends { readonly holds: readonly Sent[] }>(player: Player<Thing>): Promise<void> {
  for (let n = 1; !isOver; n += 1) {
    await deliver(player.make(n, Date.now()), player);
    await wait(player.everyMs);
  }
}

async function keptReadings(): Promise<Sent[]> {
  const response = await fetch(`${url}${PATHS.dataFromTimestamp}?system_time=0`);
  const rows = (await response.json()) as { device_id: string; sensors: { val: number }[] }[];
  return rows.flatMap(({ device_id: device, sensors }) =>
    sensors.map(({ val: value }) => ({ device, value })),
  );
}

/** Does something every so many seconds until the play is over. */
async function every(interval: number, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await wait(Math.min(interval * 1_000, Math.max(0, endsAt - Date.now())));
    if (Date.now() >= endsAt) return;
    await act();
  }
}

/** Until the server has a session at the broker, nothing is kept for it. */
async function subscribed(): Promise<void> {
  for (const until = Date.now() + REST_MS; Date.now() < until; await wait(100)) {
    const { reasons } = (await (await fetch(url + PATHS.health)).json()) as HealthAnswer;
    if (!reasons.some((reason) => reason.includes("MQTT"))) return;
  }
  throw new Error("The server does not come to the broker.");
}

/** The ledger beside what is kept, once all that the broker had is there or its time is over. */
async function balance() {
  let found = ledger.balance(await keptReadings());
  for (const until = Date.now() + REST_MS; found.missing.length > 0 && Date.now() < until; ) {
    await wait(1_000);
    found = ledger.balance(await keptReadings());
  }
  return found;
}

const folder = await mkdtemp(join(tmpdir(), "davy-site-"));
const broker = HAS_BROKER ? new EndedBroker(join(folder, "broker"), port + 1) : undefined;
await broker?.start();
const settings = broker && { DAVY_MQTT_URL: broker.address, DAVY_MQTT_TOPICS: TOPICS.join(",") };
const server = new KilledServer(join(folder, "data"), port, settings);
await server.start();
const client = broker && openBroker({ address: broker.address });
if (client) await Promise.all([client.opened(), subscribed()]);
else console.log("mosquitto is not installed: nothing is played by MQTT.");
const posting = SENDERS.map((sender) => play({ ...sender, make: sender.post, isTaken }));
const publishing = client
  ? PUBLISHERS.map((one) =>
      play({ ...one, make: one.message, isTaken: (message) => isPublished(client, message) }),
    )
  : [];
const killing = every(killEvery, async () => {
  await server.end("SIGKILL");
  await server.start();
});
const ending = broker
  ? every(endBrokerEvery, async () => {
      await broker.end();
      await broker.start();
    })
  : undefined;
await Promise.all([killing, ending]);
isOver = true;
await Promise.all([...posting, ...publishing]);
const { acknowledged, kept, missing, twice } = await balance();
await client?.close();
await server.end("SIGTERM");
await broker?.end();
await rm(folder, { recursive: true, force: true });
console.log(
  `${server.kills} kills, ${Math.max(0, (broker?.ends ?? 1) - 1)} ends of the broker, ${acknowledged} acknowledged, ${kept} kept: ${missing.length} missing, ${twice.length} twice.`,
);
for (const sent of [...missing, ...twice].slice(0, 20)) console.log(JSON.stringify(sent));
process.exitCode = missing.length + twice.length > 0 ? 1 : 0;
