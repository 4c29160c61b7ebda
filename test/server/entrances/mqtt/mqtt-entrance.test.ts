// Readings by MQTT, on the real server and a real mosquitto that keeps its sessions.

import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type DevicesAnswer, type HealthAnswer, PATHS } from "../../../../shared/wire/api.ts";
import { mappingPath } from "../../../../shared/wire/entrances.ts";
import { type Broker, HAS_BROKER, startBroker } from "../../../helpers/broker.ts";
import { startTestDavy, type TestDavy } from "../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";

const withBroker = it.skipIf(!HAS_BROKER);
const NOON = Date.UTC(2026, 10, 23, 12);
const WAIT = { timeout: 15_000, interval: 50 };
let broker: Broker;
let brokerFolder: string;
let folder: string;
let davy: TestDavy;
let client: MqttClient;
let now = NOON;

const env = (): Record<string, string> => ({
  DAVY_MQTT_URL: `mqtt://127.0.0.1:${broker.port}`,
  DAVY_MQTT_TOPICS: "in/#,zigbee2mqtt/+,shaft/+/co",
});
const start = async (more: Record<string, string> = {}) => {
  davy = await startTestDavy({ folder, env: { ...env(), ...more }, now: () => now });
};

beforeAll(async () => {
  if (!HAS_BROKER) return;
  brokerFolder = await temporaryFolder("broker");
  broker = await startBroker({ folder: brokerFolder });
  client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
});
afterAll(async () => {
  if (!HAS_BROKER) return;
  await client.endAsync(true);
  await broker.stop();
  await rm(brokerFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  now = NOON;
  folder = await temporaryFolder("mqtt");
});
afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(path: string): Promise<T> {
  return (await (await fetch(davy.url + path)).json()) as T;
}
const devices = async () => (await ask<DevicesAnswer>(PATHS.devices)).devices;
const deviceOf = async (id: string) => (await devices()).find(({ device }) => device === id);
const reasons = async () => (await ask<HealthAnswer>(PATHS.health)).reasons;
const isReady = () =>
  expect.poll(async () => (await reasons()).filter((reason) => reason.includes("MQTT")), WAIT).toEqual([]);
const send = (topic: string, payload: unknown, retain = false) =>
  client.publishAsync(topic, typeof payload === "string" ? payload : JSON.stringify(payload), {
    qos: 1,
    retain,
  });

withBroker("takes readings in Davy's own form, by the names of members, and one number a topic", async () => {
  await start();
  await isReady();
  await send("in/x", { id: "handheld 1", pct: 80, sensors: [{ type: "CO", val: 12 }] });
  await send("zigbee2mqtt/pump room", { co: 40, battery: 55, linkquality: 9 });
  await send("shaft/north/co", "7.5");
  await expect
    .poll(async () => (await devices()).map(({ device }) => device).sort(), WAIT)
    .toEqual(["handheld 1", "pump room", "shaft/north"]);
  expect(await deviceOf("pump room")).toMatchObject({ battery: 55, sensors: [{ key: "CO", value: 40 }] });
  expect((await deviceOf("shaft/north"))?.sensors).toMatchObject([{ type: "CO", value: 7.5 }]);
});

withBroker("reads by a mapping of an admin, which names the device", async () => {
  await start();
  await isReady();
  const mapping = {
    name: "Pump",
    source: "mqtt/zigbee2mqtt/+",
    device: "zb {2}",
    fields: [{ from: "gas", to: "sensor", type: "H2S", factor: 0.1 }],
  };
  const made = await fetch(davy.url + mappingPath("pump"), { method: "PUT", body: JSON.stringify(mapping) });
  expect(made.status).toBe(200);
  await send("zigbee2mqtt/pump", { gas: 55 });
  await expect
    .poll(async () => (await deviceOf("zb pump"))?.sensors, WAIT)
    .toMatchObject([{ key: "H2S", value: 5.5 }]);
});

withBroker(
  "makes no device of what holds no gas, and keeps with its reason what cannot be read",
  async () => {
    await start();
    await isReady();
    await send("zigbee2mqtt/lamp", { state: "ON", brightness: 20 });
    await send("in/x", { id: "", sensors: [{ type: "CO", val: 1 }] });
    await send("in/y", { id: "last", sensors: [{ type: "CO", val: 1 }] });
    await expect.poll(async () => (await devices()).map(({ device }) => device), WAIT).toEqual(["last"]);
    const { refused } = await ask<{ refused: { reason: string }[] }>("/api/v1/refused");
    expect(JSON.stringify(refused)).toMatch(/id/);
  },
);

withBroker("takes what was retained only by its own time, and never as live", async () => {
  await send("zigbee2mqtt/old", { co: 99 }, true);
  await send("in/dated", { id: "dated", ts: NOON / 1_000 - 7_200, sensors: [{ type: "CO", val: 3 }] }, true);
  await start();
  await expect.poll(async () => (await deviceOf("dated"))?.measuredAt, WAIT).toBe(NOON - 7_200_000);
  await send("in/mark", { id: "mark", sensors: [] });
  await expect.poll(() => deviceOf("mark"), WAIT).toBeDefined();
  expect(await deviceOf("old")).toBeUndefined();
  await davy.stop();
  await start();
  await isReady();
  await send("zigbee2mqtt/old", "", true);
  await send("in/dated", "", true);
  await send("in/mark", { id: "mark 2", sensors: [] });
  await expect.poll(() => deviceOf("mark 2"), WAIT).toBeDefined();
  const csv = await (
    await fetch(
      `${davy.url}${PATHS.exportCsv}?device=dated&from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z`,
    )
  ).text();
  expect(csv.trim().split("\r\n")).toHaveLength(2);
});

withBroker("has what came while it was away, and shows none of it as live", async () => {
  await start();
  await isReady();
  await send("shaft/deep/co", "9");
  await expect.poll(() => deviceOf("shaft/deep"), WAIT).toBeDefined();
  await davy.stop();
  now = NOON + 3 * 3_600_000;
  for (let count = 0; count < 5; count += 1) await send("shaft/deep/co", String(10 + count));
  await start();
  await expect.poll(async () => (await deviceOf("shaft/deep"))?.sensors[0]?.value, WAIT).toBe(14);
  await isReady();
  const away = await deviceOf("shaft/deep");
  expect(away?.measuredAt).toBeLessThanOrEqual(NOON + 60_000);
  expect(away).toMatchObject({ stale: true });
  await send("shaft/deep/co", "20");
  await expect.poll(async () => (await deviceOf("shaft/deep"))?.measuredAt, WAIT).toBe(now);
  expect(await deviceOf("shaft/deep")).toMatchObject({ stale: false, sensors: [{ value: 20 }] });
});

withBroker("says in health that no broker answers, and that a password cannot be read", async () => {
  await start({ DAVY_MQTT_URL: "mqtt://127.0.0.1:1" });
  await expect
    .poll(async () => (await reasons()).join("\n"), WAIT)
    .toMatch(/No readings come by MQTT: .*ECONNREFUSED/);
  await davy.stop();
  await start({ DAVY_MQTT_PASSWORD_FILE: join(folder, "none") });
  expect((await reasons()).join()).toMatch(
    /MQTT is not used: the file of the password .* cannot be read \(ENOENT\)/,
  );
});

withBroker("signs in by a user and a password of a file, which is in no log", async () => {
  const own = await temporaryFolder("broker-with-users");
  const passwords = join(own, "passwords");
  execFileSync("mosquitto_passwd", ["-b", "-c", passwords, "davy", "the word"]);
  const guarded = await startBroker({ folder: own, more: [`password_file ${passwords}`] });
  await writeFile(join(folder, "word"), "the word\nignored\n");
  await start({
    DAVY_MQTT_URL: `mqtt://127.0.0.1:${guarded.port}`,
    DAVY_MQTT_USER: "davy",
    DAVY_MQTT_PASSWORD_FILE: join(folder, "word"),
  });
  await isReady();
  expect(JSON.stringify(davy.report.lines)).not.toContain("the word");
  await guarded.stop();
  await rm(own, { recursive: true, force: true });
});
