// What comes over the stream, checked once. An event that is not what it should be is left out, never half believed.

import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import { parseSite } from "../../../../shared/rules/site.ts";
import type { SiteAnswer } from "../../../../shared/wire/api.ts";
import type {
  ForgottenEvent,
  HeartbeatEvent,
  HelloEvent,
  SettingsEvent,
  SnapshotEvent,
  UpdateEvent,
} from "../../../../shared/wire/events.ts";
import { parseSliceRef } from "../../../offline/slice-ref.ts";

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === "number" && Number.isFinite(value));
}

function isValue(value: unknown): boolean {
  return value === null || areNumbers(value);
}

function isPosted(sensor: unknown): boolean {
  return isFields(sensor) && typeof sensor["type"] === "string" && isValue(sensor["val"]);
}

function isSensorState(sensor: unknown): boolean {
  return (
    isFields(sensor) &&
    typeof sensor["key"] === "string" &&
    typeof sensor["type"] === "string" &&
    isValue(sensor["value"]) &&
    areNumbers(sensor["measuredAt"])
  );
}

function isListOf(list: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.every(isItem);
}

/** Whether a value is the state of a device, in what the page goes by. */
export function isDeviceState(state: unknown): state is DeviceState {
  return (
    isFields(state) &&
    typeof state["device"] === "string" &&
    areNumbers(state["seq"], state["measuredAt"], state["receivedAt"], state["lastReceivedAt"]) &&
    isListOf(state["sensors"], isSensorState) &&
    isListOf(state["gaps"], (gap) => areNumbers(gap)) &&
    isFields(state["settings"])
  );
}

function isHello(data: unknown): data is HelloEvent {
  return (
    isFields(data) &&
    areNumbers(data["serverTime"]) &&
    typeof data["gap"] === "boolean" &&
    (data["timeZone"] === undefined || typeof data["timeZone"] === "string")
  );
}

/** What a `hello` says of changed slices; null when it says nothing that can be used, as an older server's. */
function parseChanged(changed: unknown): readonly SliceName[] | null {
  if (!Array.isArray(changed)) return null;
  const slices = changed.map(parseSliceRef);
  const known = slices.filter((slice) => slice !== undefined);
  return known.length === slices.length ? known : null;
}

function isSnapshot(data: unknown): data is SnapshotEvent {
  return (
    isFields(data) &&
    areNumbers(data["serverTime"], data["lastId"]) &&
    isListOf(data["devices"], isDeviceState)
  );
}

function isUpdate(data: unknown): data is UpdateEvent {
  return (
    isFields(data) &&
    typeof data["device_id"] === "string" &&
    isValue(data["pct"]) &&
    areNumbers(data["seq"], data["measured_at"], data["received_at"]) &&
    isListOf(data["sensors"], isPosted)
  );
}

function isSettings(data: unknown): data is SettingsEvent {
  return isFields(data) && typeof data["device"] === "string" && isFields(data["settings"]);
}

function isForgotten(data: unknown): data is ForgottenEvent {
  return isFields(data) && typeof data["device"] === "string" && areNumbers(data["seq"]);
}

function isHeartbeat(data: unknown): data is HeartbeatEvent {
  return isFields(data) && areNumbers(data["serverTime"]);
}

/** A site with its defaults where a member is not fit; undefined for what is none at all. */
export function parseSiteAnswer(data: unknown): SiteAnswer | undefined {
  if (!isFields(data)) return undefined;
  return { ...parseSite(data), timeZoneFixed: data["timeZoneFixed"] === true };
}

/** By event name: its data, or undefined when it is not what the name promises. */
export const parseEvent = {
  hello: (data: unknown) => (isHello(data) ? { ...data, changed: parseChanged(data.changed) } : undefined),
  snapshot: (data: unknown) => (isSnapshot(data) ? data : undefined),
  update_data: (data: unknown) => (isUpdate(data) ? data : undefined),
  settings: (data: unknown) => (isSettings(data) ? data : undefined),
  forgotten: (data: unknown) => (isForgotten(data) ? data : undefined),
  site: parseSiteAnswer,
  heartbeat: (data: unknown) => (isHeartbeat(data) ? data : undefined),
};

/** A reading of the stream as the entry that it was. */
export function entryOf(update: UpdateEvent): ReadingEntry {
  return {
    seq: update.seq,
    at: update.received_at,
    kind: "reading",
    device: update.device_id,
    measuredAt: update.measured_at,
    deviceTime: update.ts,
    battery: update.pct,
    sensors: update.sensors,
  };
}
