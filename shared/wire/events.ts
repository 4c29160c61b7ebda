// The events of the live stream (`GET /api/v1/events`). Times are unix ms unless said. Every event has an id, `<seq>.<log>`: the
// `seq` up to which its receiver has been sent everything, and of which log. Whoever names it as last event id gets what comes
// after it. A page keeps ids as they are and reads nothing in them.

import type { Alarm } from "../entries/alarm.ts";
import type { JudgedDevice, JudgedValue } from "../fleet/levels.ts";
import { type DeviceTime, SECOND_MS } from "../ground/time.ts";
import type { SliceName } from "../history/slice.ts";
import type { DeviceSettings } from "../rules/settings.ts";
import type { AlarmEvent, DrillEvent } from "./alarms.ts";
import type { SiteAnswer } from "./api.ts";
import type { GuidanceEvent } from "./guidance.ts";
import type { TestEvent } from "./instrument-tests.ts";

/** How often the stream says that it is alive, ms. */
export const HEARTBEAT_MS = 5 * SECOND_MS;

/** A link without a byte for this long is taken as lost, ms: three heartbeats (requirement 2: within 15 s). */
export const MUTE_LINK_MS = 13 * SECOND_MS;

/**
 * First event of every stream. `gap: true` says that readings between the given last id and now are not replayed; a
 * snapshot follows. Comes again, with `gap: true`, on a stream that fell behind by more than is replayed.
 */
export interface HelloEvent {
  readonly serverTime: number;
  /** The server's newest id. Not a place to resume from: what leads up to it has yet to follow. */
  readonly lastId: number;
  readonly gap: boolean;
  readonly build: string;
  /** The site's time zone, IANA name; absent when the operator named none. */
  readonly timeZone?: string;
  /**
   * Slices that late readings changed after the id that the client named (`changed_since`, else the last event id), up to
   * `lastId`, at most 1,000. Null: not known, so whoever keeps slices asks for all of them again with their ETag.
   */
  readonly changed: readonly SliceName[] | null;
}

/**
 * The fleet as it is; follows `hello` unless the missed readings are replayed instead. After a replay that reaches back
 * before the server's start it comes as well, since of what 0.1.0 took in readings alone are replayed.
 */
export interface SnapshotEvent {
  readonly serverTime: number;
  /** Readings up to here are in it; those after it follow. */
  readonly lastId: number;
  readonly devices: readonly JudgedDevice[];
}

/** One reading: the original's members (`system_time` in unix seconds), and beside them what the app goes by. */
export interface UpdateEvent {
  readonly pct: number | null;
  readonly device_id: string;
  readonly system_time: number;
  readonly system_datetime: string;
  /** As posted, each with its level as of when the event was made; after `settings` and `site` it may be another one. */
  readonly sensors: readonly JudgedValue[];
  readonly seq: number;
  readonly ts: DeviceTime;
  readonly measured_at: number;
  readonly received_at: number;
}

/** A device's settings were changed; they are whole, not a patch. */
export interface SettingsEvent {
  readonly seq: number;
  readonly device: string;
  readonly settings: DeviceSettings;
}

/** A device was forgotten: it is none of the fleet any more until it posts again. */
export interface ForgottenEvent {
  readonly seq: number;
  readonly device: string;
}

/** What holds for the site: after each `hello`, before the snapshot where there is one, and after each change; it is whole. */
export type SiteEvent = SiteAnswer;

/** The alarms that are open, as far as the stream is about them: after `hello` where a snapshot follows. Steps come on top. */
export interface AlarmsEvent {
  /** Null: too many, ask for them. */
  readonly alarms: readonly Alarm[] | null;
}

/** Every 5 s. */
export interface HeartbeatEvent {
  readonly serverTime: number;
  /** Everything up to here has been sent on this stream. */
  readonly lastId: number;
}

/** Last event before the server ends a stream on purpose; the page reconnects after `retryMs`. */
export interface GoodbyeEvent {
  readonly reason: "hand-over" | "shutdown";
  readonly retryMs: number;
}

/** Event name to its data. */
export interface StreamEvents {
  readonly hello: HelloEvent;
  readonly snapshot: SnapshotEvent;
  readonly update_data: UpdateEvent;
  readonly settings: SettingsEvent;
  readonly forgotten: ForgottenEvent;
  readonly site: SiteEvent;
  readonly alarms: AlarmsEvent;
  /** At each step of an alarm. */
  readonly alarm: AlarmEvent;
  readonly drill: DrillEvent;
  readonly guidance: GuidanceEvent;
  readonly test: TestEvent;
  readonly heartbeat: HeartbeatEvent;
  readonly goodbye: GoodbyeEvent;
}

export type StreamEventName = keyof StreamEvents;
