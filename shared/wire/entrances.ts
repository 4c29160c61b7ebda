// Ways in for payloads that are not in Davy's own shape, and how they are read. Times are unix ms.

import type { RadioState } from "../fleet/radio.ts";
import type { Mapping } from "../rules/mapping/mapping.ts";
import type { Understood } from "../rules/mapping/read-payload.ts";

export const ENTRANCE_PATHS = {
  entrances: "/api/v1/entrances",
  mappings: "/api/v1/entrances/mappings",
  chirpstack: "/in/chirpstack",
  tts: "/in/tts",
  lorawan: "/in/lorawan-generic",
  senml: "/in/senml",
  cloudEvents: "/in/cloudevents",
  influxV1: "/write",
  influxV2: "/api/v2/write",
  influxQuery: "/query",
  influxPing: "/ping",
} as const;

/** The path of a mapping. */
export function mappingPath(id: string): string {
  return `${ENTRANCE_PATHS.mappings}/${encodeURIComponent(id)}`;
}

/** The path of what is known of a device's radio. */
export function radioPath(device: string): string {
  return `/api/v1/devices/${encodeURIComponent(device)}/radio`;
}

/** The last payload of a source, since the server's start. */
export interface RecentPayload {
  readonly source: string;
  readonly port: number | null;
  readonly device: string | null;
  readonly at: number;
  readonly count: number;
  /** What a codec or the sender made of it; null for none, and for one that is too long to show. */
  readonly payload: unknown;
  /** Hexadecimal; null for none. */
  readonly bytes: string | null;
  readonly how: Understood["how"];
  /** The id of the mapping that it was read by. */
  readonly mapping: string | null;
  readonly isSimulated: boolean;
}

/** The answer of `GET /api/v1/entrances`. */
export interface EntrancesAnswer {
  readonly mappings: readonly Mapping[];
  /** Those that were heard last come first. */
  readonly sources: readonly RecentPayload[];
}

/** The answer of a change of a mapping. */
export interface MappingsAnswer {
  readonly mappings: readonly Mapping[];
}

/** The answer of `GET /api/v1/devices/:id/radio`; null for a device that does not come by radio. */
export interface RadioAnswer {
  readonly device: string;
  readonly radio: RadioState | null;
}
