// The paths and wire types of the HTTP interface, the same for server, page and scripts. Times are unix ms unless said.

import type { Actor } from "../entries/actor.ts";
import type { StampedEntry } from "../entries/entry.ts";
import type { DeviceState } from "../fleet/fleet.ts";
import type { JudgedState } from "../fleet/levels.ts";
import type { Resolution } from "../history/slice.ts";
import type { Json, SensorIdentity, SensorValue } from "../rules/reading.ts";
import type { Site } from "../rules/site.ts";

export const PATHS = {
  receiveJson: "/receive-json",
  lastEntity: "/get-last-entity",
  dataFromTimestamp: "/get-data-from-timestamp",
  readings: "/api/v1/readings",
  import: "/api/v1/import",
  devices: "/api/v1/devices",
  site: "/api/v1/site",
  history: "/api/v1/history",
  logbook: "/api/v1/logbook",
  logbookCsv: "/api/v1/logbook.csv",
  exportCsv: "/api/v1/export.csv",
  exportXlsx: "/api/v1/export.xlsx",
  events: "/api/v1/events",
  clientErrors: "/api/v1/client-errors",
  setAside: "/api/v1/set-aside/replay",
  backup: "/api/v1/backup",
  health: "/healthz",
  trustWords: "/trust/words.json",
  metrics: "/metrics",
  openapi: "/openapi.json",
  apiDocs: "/apidocs/",
} as const;

/** The path of one history slice. */
export function slicePath(device: string, resolution: Resolution, slice: string): string {
  return `${PATHS.devices}/${encodeURIComponent(device)}/history/${resolution}/${slice}`;
}

/** The path of one device (`PATCH` changes its settings). */
export function devicePath(device: string): string {
  return `${PATHS.devices}/${encodeURIComponent(device)}`;
}

/** Every refusal: what is wrong and what to do, with a code that stays the same for programs. */
export interface ErrorAnswer {
  readonly error: string;
  readonly code: string;
}

/** A reading as the original's read endpoints answer it; `system_time` in unix seconds. */
export interface LegacyEntity {
  readonly device_id: string;
  readonly pct: number | null;
  readonly sensors: readonly SensorValue[];
  readonly system_datetime: string;
  readonly system_time: number;
}

interface SliceHead {
  readonly device: string;
  readonly slice: string;
  /**
   * False while readings may still arrive in the ordinary way, that is until the period has ended, and where readings were
   * deleted or lost that a coarser resolution has.
   */
  readonly complete: boolean;
  readonly sensors: readonly SensorIdentity[];
  /** Raw: when measured. Minute and hour: the start of each row's minute or hour. Ascending. */
  readonly t: readonly number[];
}

/** Raw history in columns; `values[s][i]` belongs to `sensors[s]` at `t[i]`, null where the sensor gave none, as is `battery`. */
export interface RawSlice extends SliceHead {
  readonly resolution: "raw";
  readonly battery: readonly (number | null)[];
  readonly values: readonly (readonly (number | null)[])[];
}

/**
 * Minute or hour history in columns by sensor and row. `count` counts numbers, `faults` counts nulls; where `count` is 0
 * `min`, `mean` and `max` are null. `battery` is the lowest of the row, null without any.
 */
export interface RollUpSlice extends SliceHead {
  readonly resolution: "minute" | "hour";
  readonly battery: readonly (number | null)[];
  readonly count: readonly (readonly number[])[];
  readonly faults: readonly (readonly number[])[];
  readonly min: readonly (readonly (number | null)[])[];
  readonly mean: readonly (readonly (number | null)[])[];
  readonly max: readonly (readonly (number | null)[])[];
}

export type Slice = RawSlice | RollUpSlice;

/**
 * One sensor of a reduced history. Points are in order of time; of every bucket the first, the lowest, the highest and
 * the last are kept. A null value is a gap. At coarse resolutions `mean` runs beside with one value per point.
 */
export interface HistorySeries extends SensorIdentity {
  readonly t: readonly number[];
  readonly v: readonly (number | null)[];
}

/** The answer of `GET /api/v1/history`. */
export interface HistoryAnswer {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  /** Of its coarsest rows: where what the range deserves was deleted or lost, coarser rows take its place. */
  readonly resolution: Resolution;
  readonly complete: boolean;
  readonly series: readonly HistorySeries[];
}

/** What the server derives of a rhythm at `serverTime`. */
export interface Silence {
  readonly intervalMs: number | null;
  readonly staleAfterMs: number;
  readonly stale: boolean;
}

/** A sensor as listed; it may be stale while its device is not. */
export interface ListedSensor extends JudgedState, Silence {}

/** A device as listed: its state beside what the server derives from it at `serverTime`. */
export interface ListedDevice extends Omit<DeviceState, "sensors">, Silence {
  readonly sensors: readonly ListedSensor[];
}

/** The answer of `GET /api/v1/devices`. */
export interface DevicesAnswer {
  readonly serverTime: number;
  readonly devices: readonly ListedDevice[];
}

/** The answer of `GET /api/v1/devices/:id`. */
export interface DeviceAnswer extends ListedDevice {
  readonly serverTime: number;
}

/** The answer of `DELETE /api/v1/devices/:id`: what was forgotten, under which number of the log. */
export interface ForgottenAnswer {
  readonly device: string;
  readonly data: "keep" | "delete";
  readonly seq: number;
}

/** The answer of `GET` and `PATCH /api/v1/site`, and the stream's event `site`. */
export interface SiteAnswer extends Site {
  /** The server was started with a time zone (`DAVY_TIME_ZONE`), which wins: `timeZone` is that one. */
  readonly timeZoneFixed: boolean;
}

/** An entry of the log that is no reading; kinds.ts tells what further members one of a known kind has. */
export interface LogbookEvent extends StampedEntry {
  /** Absent from entries of 0.1.0. */
  readonly by?: Actor;
  /** It was about a device that was forgotten with its data: what it said is gone. */
  readonly forgotten?: true;
  readonly [member: string]: Json | Actor | undefined;
}

/** The answer of `GET /api/v1/logbook`: newest first. `cursor` asks for the next page; it is absent at the end. */
export interface LogbookAnswer {
  readonly events: readonly LogbookEvent[];
  readonly cursor?: string;
}

/**
 * What became of one item of a batch. `warnings` says what in it was unfit and what became of that; with `retry_after_s` a
 * refused item may be taken when it is sent again after so many seconds.
 */
export type ItemOutcome =
  | {
      readonly index: number;
      readonly status: "stored" | "duplicate";
      readonly seq: number;
      readonly warnings?: readonly string[];
    }
  | {
      readonly index: number;
      readonly status: "rejected";
      readonly reason: string;
      readonly retry_after_s?: number;
    };

/** The answer of `POST /api/v1/readings`; `server_time` in unix ms, for gateways that set their clock by it. */
export interface BatchAnswer {
  readonly server_time: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly results: readonly ItemOutcome[];
}

/** The most characters of each member of a page's error report. */
export const CLIENT_ERROR_BOUNDS = { build: 64, view: 64, part: 64, message: 300, stack: 2_000 } as const;

/** The body of `POST /api/v1/client-errors`: something in a page threw what nobody caught. */
export interface ClientError {
  readonly build: string;
  /** Which of the app's views was on: `overview`, `kiosk`, …; `worker` of the service worker. */
  readonly view: string;
  /** What threw: an element's tag where it is known, else the kind of code. */
  readonly part: string;
  readonly message: string;
  readonly stack: string;
}

/** The answer of `POST /api/v1/set-aside/replay`: how many entries were taken up, and why others were not. */
export interface TakenUpAnswer {
  readonly taken: number;
  readonly left: number;
  /** Of the first of those that are left. */
  readonly reasons: readonly { readonly seq: number; readonly reason: string }[];
}

/** The answer of `GET /healthz`. `reasons` says in words what is wrong; empty when all is well. */
export interface HealthAnswer {
  readonly status: "ok" | "degraded" | "failing";
  readonly reasons: readonly string[];
  readonly version: string;
  readonly build: string;
  readonly uptime_s: number;
  readonly [detail: string]: Json;
}

/** How a device comes to trust the site: four words, the same on both screens, and the address where it begins. */
export interface TrustAnswer {
  readonly words: string;
  readonly url: string;
  /** The name or address in it, and whether the certificate is for that: a device that trusts the root refuses it otherwise. */
  readonly host: string;
  readonly isListed: boolean;
}
