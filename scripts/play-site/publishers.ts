// What publishes to a broker at a site, each in its own shape.

import type { Sent } from "./ledger.ts";

/** One message. Made once, so that a repetition is the same. */
export interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly holds: readonly Sent[];
}

/** A publisher; `n` counts its messages, `at` is unix ms. */
export interface Publisher {
  readonly name: string;
  /** How often it tries a message: once, where nothing in it tells a repetition. */
  readonly tries: number;
  readonly everyMs: number;
  message(n: number, at: number): Message;
}

/** A controller with a number on each topic. */
const controller: Publisher = {
  name: "controller",
  tries: 1,
  everyMs: 100,
  message(n) {
    const device = `shaft/${n % 6}`;
    return { topic: `${device}/co`, payload: String(n), holds: [{ device, value: n }] };
  },
};

const zigbee: Publisher = {
  name: "Zigbee2MQTT",
  tries: 1,
  everyMs: 200,
  message(n) {
    const device = `zb-${n % 4}`;
    const payload = JSON.stringify({ battery: 88, linkquality: 120, co: n });
    return { topic: `zigbee2mqtt/${device}`, payload, holds: [{ device, value: n }] };
  },
};

const chirpstack: Publisher = {
  name: "ChirpStack by MQTT",
  tries: 50,
  everyMs: 150,
  message(n, at) {
    const device = `ee0${n % 7}`;
    const body = {
      deduplicationId: `mqtt-${n}`,
      time: new Date(at).toISOString(),
      deviceInfo: { applicationName: "Site", deviceName: `by mqtt ${n % 7}`, devEui: device },
      fCnt: Math.floor(n / 7) + 1,
      fPort: 1,
      object: { co_ppm: n },
    };
    const topic = `application/1/device/${device}/event/up`;
    return { topic, payload: JSON.stringify(body), holds: [{ device, value: n }] };
  },
};

/** Firmware that gives each reading a uid, and publishes again what was not acknowledged. */
const node: Publisher = {
  name: "node",
  tries: 50,
  everyMs: 100,
  message(n) {
    const device = `node ${n % 3}`;
    const payload = JSON.stringify({ id: device, uid: `n${n}`, sensors: [{ type: "CO", val: n }] });
    return { topic: "davy/in/node", payload, holds: [{ device, value: n }] };
  },
};

/** All of them, and the topics on which they are heard. */
export const PUBLISHERS: readonly Publisher[] = [controller, zigbee, chirpstack, node];
export const TOPICS = ["davy/in/#", "shaft/+/co", "zigbee2mqtt/+", "application/+/device/+/event/+"] as const;
