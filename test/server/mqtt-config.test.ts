import { expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";

const URL = "mqtt://broker.lan:1883";

it("has no broker unless told otherwise, then the usual topics, prefix and discovery", () => {
  expect(readConfig({}).mqtt).toBeUndefined();
  expect(readConfig({ DAVY_MQTT_URL: URL }).mqtt).toMatchObject({
    address: URL,
    topics: undefined,
    prefix: "davy",
    discovery: "homeassistant",
  });
});

it("reads topics as a list, and none as nothing", () => {
  const mqtt = (topics: string) => readConfig({ DAVY_MQTT_URL: URL, DAVY_MQTT_TOPICS: topics }).mqtt?.topics;
  expect(mqtt("zigbee2mqtt/+ , shaft 3/#")).toEqual(["zigbee2mqtt/+", "shaft 3/#"]);
  expect(mqtt("none")).toEqual([]);
  expect(readConfig({ DAVY_MQTT_URL: URL, DAVY_MQTT_PREFIX: "none" }).mqtt?.prefix).toBeUndefined();
});

it.each([
  [{ DAVY_MQTT_URL: "http://broker.lan" }, /DAVY_MQTT_URL: must be the broker's address/],
  [{ DAVY_MQTT_URL: "mqtt://davy:word@broker.lan" }, /without user, password/],
  [{ DAVY_MQTT_URL: URL, DAVY_MQTT_TOPICS: "a/#/b" }, /DAVY_MQTT_TOPICS: must be topics/],
  [{ DAVY_MQTT_URL: URL, DAVY_MQTT_TOPICS: "$share/crew/a" }, /DAVY_MQTT_TOPICS: must be topics/],
  [{ DAVY_MQTT_URL: URL, DAVY_MQTT_PREFIX: "/davy/" }, /DAVY_MQTT_PREFIX: must be a topic/],
])("says what is wrong with %j", (env, problem) => {
  expect(() => readConfig(env)).toThrowError(problem);
});
