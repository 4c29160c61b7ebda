// Messages of a broker taken apart by their topics, as the programs named publish them.

import fc from "fast-check";
import { expect, it } from "vitest";
import { adaptMessage } from "../../../../server/entrances/mqtt/adapt-message.ts";
import { chirpstackUp, ttsUp } from "../lorawan/payloads.ts";

const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const adapt = (topic: string, value: unknown) => {
  const adapted = adaptMessage(topic, bytes(value));
  return "uplinks" in adapted ? adapted.uplinks[0] : adapted;
};

it("takes ChirpStack's events and uplinks of The Things Stack as their posts", () => {
  const up = chirpstackUp({ devEui: "a1", object: { co: 3 } });
  expect(adapt("application/3/device/a1/event/up", up)).toMatchObject({
    device: "a1",
    members: { co: 3 },
    key: expect.stringMatching(/^lora\//),
  });
  expect(adapt("application/3/device/a1/event/join", up)).toHaveProperty("passedOver");
  const uplink = ttsUp({ decoded: { co: 4 } });
  expect(adapt("v3/shaft@tenant/devices/co-north/up", uplink)).toMatchObject({ members: { co: 4 } });
  expect(adapt("v3/shaft@tenant/devices/co-north/join", {})).toHaveProperty("passedOver");
});

it.each([
  ["zigbee2mqtt/pump room", { co: 12, battery: 80 }, "pump room"],
  ["tele/shaft/north/SENSOR", { Time: "2026-11-23T12:00:00", MQ7: { CO: 12 } }, "shaft/north"],
  ["site/anything", { co: 12 }, "site/anything"],
])("takes the members of %s, whose device is told by its topic", (topic, members, likelyDevice) => {
  expect(adapt(topic, members)).toEqual({ source: `mqtt/${topic}`, members, likelyDevice, isChance: true });
});

it.each([
  ["shaft 3/north/co", "12.5", { co: 12.5 }, "shaft 3/north"],
  ["homeassistant/sensor/kitchen_co/state", "7", { state: 7 }, "kitchen_co"],
  ["co", "7\0rest of a buffer", { co: 7 }, "co"],
])("takes one number on %s by the topic's last step", (topic, ...[text, members, likelyDevice]) => {
  expect(adapt(topic, text)).toMatchObject({ members, likelyDevice });
});

it.each([
  ["zigbee2mqtt/bridge/state", { state: "online" }],
  ["zigbee2mqtt/pump room/availability", { state: "online" }],
  ["tele/shaft/LWT", "Online"],
  ["homeassistant/sensor/x/config", { name: "x" }],
  ["anything", ""],
])("passes over what is no reading on %s", (topic, payload) => {
  expect(adapt(topic, payload)).toHaveProperty("passedOver");
});

it("keeps bytes that are no text, and passes over what is too long", () => {
  expect(adaptMessage("raw", Uint8Array.of(0xff, 0xfe))).toMatchObject({
    uplinks: [{ likelyDevice: "raw" }],
  });
  expect(adaptMessage("long", new Uint8Array(1024 * 1024 + 1))).toHaveProperty("passedOver");
});

it("never throws, whatever comes on whatever topic", () => {
  const topic = fc.oneof(
    fc.constantFrom("application/1/device/2/event/up", "v3/a/devices/b/up", "tele/x/SENSOR", "zigbee2mqtt/x"),
    fc.string(),
  );
  const payload = fc.oneof(
    fc.uint8Array(),
    fc.json().map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(topic, payload, (name, body) => {
      const adapted = adaptMessage(name, body);
      expect(Object.keys(adapted)).toHaveLength(1);
    }),
  );
});
