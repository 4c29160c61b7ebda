import { type Entry, type ReadingEntry, receivedAtOf } from "../../shared/entries/entry.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import type { ForgottenEvent, SettingsEvent, UpdateEvent } from "../../shared/wire/events.ts";
import { formatEvent } from "./sse-format.ts";

/** An entry as it goes out: the text of its event, made once however many streams carry it. */
export interface Frame {
  readonly seq: number;
  readonly device: string;
  readonly text: string;
}

/** A reading as the stream tells it. */
export function presentUpdate(entry: ReadingEntry): UpdateEvent {
  const receivedAt = receivedAtOf(entry);
  const seconds = Math.floor(receivedAt / SECOND_MS);
  return {
    pct: entry.battery,
    device_id: entry.device,
    system_time: seconds,
    system_datetime: new Date(seconds * SECOND_MS).toISOString(),
    sensors: entry.sensors,
    seq: entry.seq,
    ts: entry.deviceTime,
    measured_at: entry.measuredAt,
    received_at: receivedAt,
  };
}

/** Makes the frame of an entry. `settingsOf` answers a device's whole settings, of which an entry has only the change. */
export function frameOf(entry: Entry, settingsOf: (device: string) => DeviceSettings): Frame {
  const { seq, device } = entry;
  if (entry.kind === "reading") {
    const data = JSON.stringify(presentUpdate(entry));
    return { seq, device, text: formatEvent({ event: "update_data", id: seq, data }) };
  }
  if (entry.kind === "forget") {
    const data = JSON.stringify({ seq, device } satisfies ForgottenEvent);
    return { seq, device, text: formatEvent({ event: "forgotten", id: seq, data }) };
  }
  // What a later version has written is nothing that this one could tell.
  if (entry.kind !== "setting") return { seq, device, text: "" };
  const data = JSON.stringify({ seq, device, settings: settingsOf(device) } satisfies SettingsEvent);
  return { seq, device, text: formatEvent({ event: "settings", id: seq, data }) };
}
