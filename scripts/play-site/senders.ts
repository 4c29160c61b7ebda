// What posts at a site, each in its own shape and by its own rule of repeating.

import { gzipSync } from "node:zlib";
import { PATHS } from "../../shared/wire/api.ts";
import { ENTRANCE_PATHS } from "../../shared/wire/entrances.ts";
import type { Sent } from "./ledger.ts";

/** One post: what it holds, where it goes. A body is made once, so that a repetition is the same. */
export interface Post {
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly holds: readonly Sent[];
}

/** A sender; `n` counts its posts, `at` is unix ms. */
export interface Sender {
  readonly name: string;
  /** How often it tries a post; ChirpStack never repeats one. */
  readonly tries: number;
  readonly everyMs: number;
  post(n: number, at: number): Post;
}

const iso = (at: number) => new Date(at).toISOString();

const chirpstack: Sender = {
  name: "ChirpStack",
  tries: 1,
  everyMs: 200,
  post(n, at) {
    const device = `c0${n % 10}`;
    const body = {
      deduplicationId: `dedup-${n}`,
      time: iso(at),
      deviceInfo: {
        applicationName: "Site",
        deviceProfileName: "p",
        deviceName: `probe ${n % 10}`,
        devEui: device,
      },
      devAddr: "00189440",
      fCnt: Math.floor(n / 10) + 1,
      fPort: 1,
      object: { co_ppm: n },
      rxInfo: [{ gatewayId: "0016c001f153a14c", rssi: -90, snr: 5 }],
    };
    const path = `${ENTRANCE_PATHS.chirpstack}?event=up`;
    return { path, body: JSON.stringify(body), holds: [{ device, value: n }] };
  },
};

const tts: Sender = {
  name: "The Things Stack",
  tries: 20,
  everyMs: 250,
  post(n, at) {
    const device = `70B3D5${n % 5}`;
    const body = {
      end_device_ids: {
        device_id: `dev${n % 5}`,
        application_ids: { application_id: "app" },
        dev_eui: device,
      },
      uplink_message: {
        session_key_id: "k",
        f_cnt: n + 1,
        f_port: 1,
        decoded_payload: { sensors: [{ type: "CO", val: n }] },
        received_at: iso(at),
      },
    };
    return { path: ENTRANCE_PATHS.tts, body: JSON.stringify(body), holds: [{ device, value: n }] };
  },
};

const telegraf: Sender = {
  name: "Telegraf",
  tries: 50,
  everyMs: 1_000,
  post(n, at) {
    const values = Array.from({ length: 20 }, (_, place) => n * 20 + place);
    const holds = values.map((value) => ({ device: `modbus-${value % 4}`, value }));
    const lines = holds.map(
      ({ device, value }) => `air,host=gw1,name=${device} co=${value} ${at}000${value % 1000}`,
    );
    const headers = { "Content-Encoding": "gzip" };
    return { path: ENTRANCE_PATHS.influxV2, body: gzipSync(lines.join("\n")), headers, holds };
  },
};

/** Firmware that posts each reading with a uid of its own. */
const esp: Sender = {
  name: "ESP",
  tries: 20,
  everyMs: 100,
  post(n) {
    const device = `handheld ${n % 3}`;
    const body = { id: device, pct: 80, uid: n, sensors: [{ type: "CO", val: n }] };
    return { path: PATHS.receiveJson, body: JSON.stringify(body), holds: [{ device, value: n }] };
  },
};

/** Firmware that gathers readings and sends them as a batch under a key. */
const logger: Sender = {
  name: "logger",
  tries: 20,
  everyMs: 1_000,
  post(n, at) {
    const values = Array.from({ length: 30 }, (_, place) => n * 30 + place);
    const holds = values.map((value) => ({ device: "logger", value }));
    const rows = values.map((value, place) => ({
      id: "logger",
      ts: at - (30 - place) * 30,
      sensors: [{ type: "CO", val: value }],
    }));
    const body = rows.map((row) => JSON.stringify(row)).join("\n");
    return { path: PATHS.readings, body, headers: { "Idempotency-Key": `batch ${n}` }, holds };
  },
};

/** A modem that pads its packets and ends them with Ctrl-Z. */
const modem: Sender = {
  name: "modem",
  tries: 20,
  everyMs: 300,
  post(n) {
    const body = `\uFEFF{"id":"modem","pct":"70","uid":"m${n}","sensors":[{"type":"CO","val":"${n}"}]}\u001a\u0000`;
    return { path: PATHS.receiveJson, body, holds: [{ device: "modem", value: n }] };
  },
};

/** All of them. */
export const SENDERS: readonly Sender[] = [chirpstack, tts, telegraf, esp, logger, modem];
