// What a broker is told of devices and alarms, on the real server and a real mosquitto.

import { connectAsync } from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { type Broker, HAS_BROKER, listenTo, startBroker } from "../../helpers/broker.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const withBroker = it.skipIf(!HAS_BROKER);
const WAIT = { timeout: 15_000, interval: 50 };
const STATE = "pit/devices/handheld%20%2B1";
let broker: Broker;
let davy: TestDavy;
let listener: Awaited<ReturnType<typeof listenTo>>;
let now = Date.UTC(2026, 10, 23, 12);

beforeAll(async () => {
  if (!HAS_BROKER) return;
  broker = await startBroker();
  const early = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
  // What an earlier life has left behind.
  await early.publishAsync("pit/devices/gone", "{}", { qos: 1, retain: true });
  await early.publishAsync("homeassistant/sensor/davy_pit/gone/config", "{}", { qos: 1, retain: true });
  await early.endAsync();
  davy = await startTestDavy({
    env: { DAVY_MQTT_URL: `mqtt://127.0.0.1:${broker.port}`, DAVY_MQTT_PREFIX: "pit" },
    now: () => now,
  });
  listener = await listenTo(broker.port);
});
afterAll(async () => {
  if (!HAS_BROKER) return;
  await listener.stop();
  await davy.stop();
  await broker.stop();
});

const post = (val: number) =>
  fetch(davy.url + PATHS.receiveJson, {
    method: "POST",
    body: JSON.stringify({ id: "handheld +1", pct: 70, sensors: [{ type: "CO", val }] }),
  });
const json = (topic: string) => JSON.parse(listener.retained.get(topic) ?? "{}");
const configs = () =>
  [...listener.retained]
    .filter(([topic]) => topic.startsWith("homeassistant/"))
    .map(([, text]) => JSON.parse(text) as { name: string; value_template: string; unique_id: string });

withBroker("tells values and levels of a device, and the open alarms, to whoever comes", async () => {
  await post(80);
  await expect
    .poll(() => json(STATE), WAIT)
    .toMatchObject({
      device: "handheld +1",
      status: "live",
      battery: 70,
      level: "a2",
      alarm: true,
      sensors: { CO: { value: 80, unit: "ppm", level: "a2", heardAt: "2026-11-23T12:00:00.000Z" } },
    });
  expect(listener.retained.get(`${STATE}/availability`)).toBe("online");
  await expect
    .poll(() => json("pit/open-alarms"), WAIT)
    .toMatchObject({
      count: 1,
      alarms: [{ device: "handheld +1", sensor: "CO", condition: "a2", value: 80 }],
    });
  const newcomer = await listenTo(broker.port);
  await expect.poll(() => newcomer.retained.get("pit/availability"), WAIT).toBe("online");
  await newcomer.stop();
});

withBroker("describes devices to Home Assistant", async () => {
  await expect
    .poll(
      () =>
        configs()
          .map(({ name }) => name)
          .sort(),
      WAIT,
    )
    .toEqual(["Battery", "CO", "CO level", "Gas", "Open alarms"]);
  expect(configs().find(({ name }) => name === "CO")).toMatchObject({
    state_topic: STATE,
    value_template: "{{ value_json.sensors['CO'].value }}",
    unit_of_measurement: "ppm",
    device_class: "carbon_monoxide",
    state_class: "measurement",
    availability: [{ topic: "pit/availability" }, { topic: `${STATE}/availability` }],
    availability_mode: "all",
    device: { name: "handheld +1" },
  });
  const ids = configs().map(({ unique_id }) => unique_id);
  expect(new Set(ids).size).toBe(ids.length);
});

withBroker("takes away what an earlier life has left behind", async () => {
  await expect.poll(() => listener.retained.has("pit/devices/gone"), WAIT).toBe(false);
  await expect
    .poll(() => listener.retained.has("homeassistant/sensor/davy_pit/gone/config"), WAIT)
    .toBe(false);
});

withBroker("tells all anew to a broker that has forgotten it", async () => {
  await broker.restart();
  listener = await listenTo(broker.port);
  await expect.poll(() => json(STATE).sensors?.CO?.value, WAIT).toBe(80);
});

withBroker("shows no value of a device that is silent, and says that it is not available", async () => {
  now += 3_600_000;
  await expect.poll(() => json(STATE).status, WAIT).toBe("stale");
  expect(json(STATE).sensors.CO).toMatchObject({ value: null, last: 80, level: "stale" });
  expect(listener.retained.get(`${STATE}/availability`)).toBe("offline");
});

withBroker("forgets a device that was forgotten, and says when the server goes", async () => {
  await fetch(`${davy.url}${devicePath("handheld +1")}?data=delete`, { method: "DELETE" });
  await expect.poll(() => listener.retained.has(STATE), WAIT).toBe(false);
  await expect.poll(() => configs().map(({ name }) => name), WAIT).toEqual(["Open alarms"]);
  await davy.stop();
  await expect.poll(() => listener.retained.get("pit/availability"), WAIT).toBe("offline");
  davy = await startTestDavy();
});
