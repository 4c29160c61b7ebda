// An entry is one record of the log. Everything else (archive, fleet, live stream) is derived from entries.

import type { DeviceTime } from "../ground/time.ts";
import type { Json, SensorValue } from "../rules/reading.ts";
import type { DeviceSettings, DeviceSettingsPatch } from "../rules/settings.ts";
import type { SitePatch } from "../rules/site.ts";
import type { AccessEntry } from "./access.ts";
import type { Actor } from "./actor.ts";
import type { AlarmDraft, AlarmLogEntry } from "./alarm.ts";
import type { GuidanceEntry } from "./guidance.ts";
import type { MappingEntry } from "./mapping.ts";
import type { NoticeDraft, NoticeEntry, NoticeSetupDraft, NoticeSetupEntry } from "./notice.ts";

/** What every entry has, of whatever kind. The number counts up without a hole. */
export interface StampedEntry {
  readonly seq: number;
  /** The server's clock when the log took the entry, unix ms; never less than the entry before it. */
  readonly at: number;
  readonly kind: string;
}

/** A reading that the log has taken. Times are unix ms UTC, `battery` is percent, null where the post had none. */
export interface ReadingEntry extends StampedEntry {
  readonly kind: "reading";
  readonly device: string;
  /** The device's time where plausible, else when the server received it. History is drawn by it. */
  readonly measuredAt: number;
  readonly deviceTime: DeviceTime;
  readonly battery: number | null;
  readonly sensors: readonly SensorValue[];
  /** Members of the post beyond the known ones, as they came. */
  readonly extra?: { readonly [member: string]: Json };
  /** What identifies this reading for duplicate detection (`Idempotency-Key` or `uid`). */
  readonly key?: string;
  /** When another system received it; only imported readings have it. */
  readonly receivedAt?: number;
  /** The row of the imported recording that it came from; makes an import restartable. */
  readonly source?: { readonly name: string; readonly row: number };
  /** How it was let in, where that was not for the asking: by which key, or from which allowed address (admission.ts). */
  readonly via?: string;
}

/** What all entries have that are no readings: events. Those of 0.1.0 do not say by whom. */
export interface EventEntry extends StampedEntry {
  readonly by?: Actor;
}

/** A change of a device's settings (name, place, limits, …). */
export interface SettingEntry extends EventEntry {
  readonly kind: "setting";
  readonly device: string;
  readonly patch: DeviceSettingsPatch;
  /** What the members that changed were before; as a patch it undoes the change. Entries of 0.1.0 lack it. */
  readonly was?: DeviceSettingsPatch;
  /** Whoever made the change was told what it does to a present alarm, and confirmed it. */
  readonly confirmed?: true;
}

/** A device was forgotten: with `delete` all that is older of it goes too. A later reading begins a new device. */
export interface ForgetEntry extends EventEntry {
  readonly kind: "forget";
  readonly device: string;
  readonly data: "keep" | "delete";
}

/** A change of what holds for the site. */
export interface SiteEntry extends EventEntry {
  readonly kind: "site";
  readonly patch: SitePatch;
  /** What the members that changed were before; as a patch it undoes the change. */
  readonly was: SitePatch;
  /** As for settings. */
  readonly confirmed?: true;
}

/** What a device's settings were when the logbook began on data that an earlier version had kept. It changes nothing. */
export interface FoundSettingsEntry extends EventEntry {
  readonly kind: "settings-found";
  readonly device: string;
  readonly settings: DeviceSettings;
}

/**
 * One record of the log, `seq` counting up from 1 without a hole; kinds.ts describes each kind. A later version may write further
 * ones: whoever does not know one passes over it.
 */
export type Entry =
  | ReadingEntry
  | SettingEntry
  | ForgetEntry
  | SiteEntry
  | FoundSettingsEntry
  | AccessEntry
  | GuidanceEntry
  | MappingEntry
  | AlarmLogEntry
  | NoticeSetupEntry
  | NoticeEntry;

/** A reading on its way to the log. `measuredAt: null` means "when received". */
export type ReadingDraft = Omit<ReadingEntry, "seq" | "at" | "measuredAt"> & {
  readonly measuredAt: number | null;
};

/** A settings change on its way to the log. */
export type SettingDraft = Omit<SettingEntry, "seq" | "at">;

/** A device to be forgotten, on its way to the log. */
export type ForgetDraft = Omit<ForgetEntry, "seq" | "at">;

/** A change of the site, on its way to the log. */
export type SiteDraft = Omit<SiteEntry, "seq" | "at">;

/** Settings that were found, on their way to the log. */
export type FoundSettingsDraft = Omit<FoundSettingsEntry, "seq" | "at">;

/** What was done to who may come in, on its way to the log. */
export type AccessDraft = Omit<AccessEntry, "seq" | "at">;

/** A text for alarms, on its way to the log. */
export type GuidanceDraft = Omit<GuidanceEntry, "seq" | "at">;

/** A change of a mapping, on its way to the log. */
export type MappingDraft = Omit<MappingEntry, "seq" | "at">;

/** What the log is asked to append. */
export type EntryDraft =
  | ReadingDraft
  | SettingDraft
  | ForgetDraft
  | SiteDraft
  | FoundSettingsDraft
  | AccessDraft
  | GuidanceDraft
  | MappingDraft
  | AlarmDraft
  | NoticeSetupDraft
  | NoticeDraft;

/** When a reading came in, unix ms: the original's time for an imported one, else the log's. */
export function receivedAtOf(entry: ReadingEntry): number {
  return entry.receivedAt ?? entry.at;
}
