// A ledger of what was published beside what is stored, while the server is killed and the broker is ended and started again.

import { rm } from "node:fs/promises";
import { connectAsync } from "mqtt";
import { expect, it } from "vitest";
import { type DevicesAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { HAS_BROKER, startBroker } from "../../../helpers/broker.ts";
import { startServerProcess } from "../../../helpers/server-process.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

const ROUNDS = Number(process.env["DAVY_MQTT_ROUNDS"] ?? 4);
const PER_ROUND = 60;
const WAIT = { timeout: 30_000, interval: 100 };

/** The values of all stored readings. */
async function storedValues(url: string): Promise<number[]> {
  const csv = await (
    await fetch(`${url}${PATHS.exportCsv}?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`)
  ).text();
  const rows = csv.trim().split("\r\n").slice(1);
  return rows.map((row) => Number(row.split(",")[6])).sort((a, b) => a - b);
}

it.skipIf(!HAS_BROKER)(
  "loses no reading and stores none twice, whoever of server and broker is ended",
  async () => {
    const [folder, brokerFolder] = [
      await temporaryFolder("mqtt-crash"),
      await temporaryFolder("broker-crash"),
    ];
    const broker = await startBroker({ folder: brokerFolder });
    const env = { DAVY_MQTT_URL: `mqtt://127.0.0.1:${broker.port}`, DAVY_MQTT_TOPICS: "in/#,shaft/+/co" };
    let server = await startServerProcess(folder, env);
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 50 });
    const subscribed = async () => {
      const { devices } = (await (await fetch(server.url + PATHS.devices)).json()) as DevicesAnswer;
      return devices.length;
    };
    // From its first subscription on the broker keeps what comes.
    await expect
      .poll(async () => {
        await client.publishAsync("in/first", '{"id":"first","uid":"1","sensors":[]}', { qos: 1 });
        return subscribed();
      }, WAIT)
      .toBe(1);
    const published: number[] = [];
    const publish = async (count: number) => {
      const values = Array.from({ length: count }, (_, place) => published.length + place + 1);
      published.push(...values);
      const send = async (val: number) => {
        if (val % 2 === 0) return client.publishAsync(`shaft/${val % 6}/co`, String(val), { qos: 1 });
        const text = JSON.stringify({ id: `d${val % 5}`, uid: `u${val}`, sensors: [{ type: "CO", val }] });
        await client.publishAsync("in/x", text, { qos: 1 });
        return client.publishAsync("in/x", text, { qos: 1 });
      };
      await Promise.all(values.map(send));
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const sending = publish(PER_ROUND);
      if (round % 2 === 1) await sending;
      if (round % 4 === 3) {
        await broker.down();
        await server.end("SIGKILL");
        await broker.up();
      } else if (round % 4 === 1) await broker.restart();
      else await server.end("SIGKILL");
      await sending;
      if (server.child.exitCode !== null || server.child.signalCode !== null)
        server = await startServerProcess(folder, env);
      if (!client.connected) await new Promise((connected) => client.once("connect", connected));
    }
    await publish(PER_ROUND);
    await expect
      .poll(async () => (await storedValues(server.url)).length, WAIT)
      .toBeGreaterThanOrEqual(published.length + 1);
    const stored = (await storedValues(server.url)).filter((value) => value > 0);
    const counts = new Map<number, number>();
    for (const value of stored) counts.set(value, (counts.get(value) ?? 0) + 1);
    expect({
      missing: published.filter((value) => !counts.has(value)),
      twice: [...counts].filter(([, count]) => count > 1),
    }).toEqual({ missing: [], twice: [] });
    await client.endAsync(true);
    await server.end("SIGTERM");
    await broker.stop();
    for (const used of [folder, brokerFolder]) await rm(used, { recursive: true, force: true });
  },
  120_000,
);
