// What came in from elsewhere, in every state that a screen shows.

import type { EntrancesAnswer } from "../../shared/wire/entrances.ts";

/** Payloads that are read in each way, and mappings; `now` is unix ms. */
export function scriptedEntrances(now: number): EntrancesAnswer {
  const common = { port: null, device: null, count: 12, bytes: null, mapping: null, isSimulated: false };
  const offset = (at: number) => ({ offset: at, width: 2, endian: "big", form: "unsigned" }) as const;
  return {
    mappings: [
      {
        id: "probes",
        name: "CO probes of Shaft 3",
        source: "chirpstack/Shaft 3/probe/+",
        port: 2,
        device: null,
        passOver: false,
        fields: [
          { from: offset(0), to: "sensor", type: "CO", unit: "ppm", factor: 0.1 },
          { from: "battery_mv", to: "battery", factor: 0.025 },
        ],
      },
      {
        id: "memory",
        name: "Memory of hosts",
        source: "influx/mem",
        port: null,
        device: null,
        passOver: true,
        fields: [],
      },
    ],
    sources: [
      {
        ...common,
        source: "tts/site/co-north/70B3D57ED005A1B2",
        device: "70B3D57ED005A1B2",
        port: 1,
        at: now - 4_000,
        how: "names",
        payload: { co_ppm: 41.5, temperature: 21 },
        isSimulated: true,
      },
      {
        ...common,
        source: "chirpstack/Shaft 3/probe/0004a30b001c0530",
        device: "0004a30b001c0530",
        port: 2,
        at: now - 60_000,
        how: "mapping",
        mapping: "probes",
        payload: { battery_mv: 3_600 },
        bytes: "00c8ffff",
      },
      {
        ...common,
        source: "chirpstack/Shaft 3/other/0004a30b001c0531",
        device: "0004a30b001c0531",
        port: 1,
        at: now - 300_000,
        how: "raw",
        payload: null,
        bytes: "0011223344556677889900112233445566778899",
      },
      {
        ...common,
        source: "mqtt/zigbee2mqtt/pump room with a long name",
        at: now - 900_000,
        how: "nothing",
        payload: { occupancy: true, illuminance: 12 },
      },
    ],
  };
}
