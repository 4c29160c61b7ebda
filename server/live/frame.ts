import { type Entry, type ReadingEntry, receivedAtOf } from "../../shared/entries/entry.ts";
import { type EntryKinds, recognise } from "../../shared/entries/kinds.ts";
import { judgeValues } from "../../shared/fleet/levels.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import type { AlarmEvent, DrillEvent } from "../../shared/wire/alarms.ts";
import type { ForgottenEvent, SettingsEvent, SiteEvent, UpdateEvent } from "../../shared/wire/events.ts";
import type { GuidanceEvent } from "../../shared/wire/guidance.ts";
import type { TestEvent } from "../../shared/wire/instrument-tests.ts";
import type { SiteState } from "../state/site.ts";
import { formatEvent } from "./sse-format.ts";

/** An entry as it goes out: the text of its event, made once however many streams carry it. */
export interface Frame {
  readonly seq: number;
  /** The device that it is about; undefined for what concerns all streams. */
  readonly device: string | undefined;
  readonly text: string;
}

/** A reading as the stream tells it, its sensors judged. */
export function presentUpdate(entry: ReadingEntry, sensors: UpdateEvent["sensors"]): UpdateEvent {
  const receivedAt = receivedAtOf(entry);
  const seconds = Math.floor(receivedAt / SECOND_MS);
  return {
    pct: entry.battery,
    device_id: entry.device,
    system_time: seconds,
    system_datetime: new Date(seconds * SECOND_MS).toISOString(),
    sensors,
    seq: entry.seq,
    ts: entry.deviceTime,
    measured_at: entry.measuredAt,
    received_at: receivedAt,
  };
}

/** What a stream's events need beside the entries. */
export interface FrameOptions {
  /** A device's whole settings, of which an entry has only the change. */
  readonly settingsOf: (device: string) => DeviceSettings;
  /** What values are judged by, and the whole site, of which an entry has only the change. */
  readonly site: Pick<SiteState, "answer" | "rules">;
  readonly kinds: EntryKinds;
  /** The id of the event of an entry. */
  readonly idOf: (seq: number) => string;
}

/** What the event of an entry says: the entry itself where its kind has no other form. */
function dataOf(entry: Entry, { settingsOf, site }: FrameOptions): object {
  const { seq } = entry;
  switch (entry.kind) {
    case "setting": {
      const { device } = entry;
      return { seq, device, settings: settingsOf(device) } satisfies SettingsEvent;
    }
    case "forget":
      return { seq, device: entry.device } satisfies ForgottenEvent;
    case "alarm":
      return { ...entry.alarm, seq, to: entry.to } satisfies AlarmEvent;
    case "guidance":
      return { seq } satisfies GuidanceEvent;
    case "drill":
      // Of several devices, which not everybody sees who hears of it.
      return { seq } satisfies DrillEvent;
    case "test":
      return { seq, device: entry.device } satisfies TestEvent;
    case "site":
      return site.answer() satisfies SiteEvent;
    default:
      return entry;
  }
}

/** Makes the frame of an entry; without text for one of a kind that the stream does not tell, or that is not known. */
export function frameOf(entry: Entry, options: FrameOptions): Frame {
  const { seq } = entry;
  const id = options.idOf(seq);
  // As they come by the thousand, readings are not checked once more.
  if (entry.kind === "reading") {
    const sensors = judgeValues(entry.sensors, options.settingsOf(entry.device), options.site.rules());
    const data = JSON.stringify(presentUpdate(entry, sensors));
    return { seq, device: entry.device, text: formatEvent({ event: "update_data", id, data }) };
  }
  const known = recognise(entry, options.kinds);
  const event = known?.kind.streamEvent;
  if (!known || event === undefined) return { seq, device: undefined, text: "" };
  const data = JSON.stringify(dataOf(entry, options));
  const { device } = known.kind.about?.(known.entry) ?? {};
  return { seq, device, text: formatEvent({ event, id, data }) };
}
