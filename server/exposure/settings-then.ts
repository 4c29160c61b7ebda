// Which settings a device had at a time. What was counted before a change stays as it was.

import type { SettingEntry, StampedEntry } from "../../shared/entries/entry.ts";
import { settingKind } from "../../shared/entries/kinds.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import type { Events } from "../events/events.ts";
import { readEvents } from "./read-events.ts";

/** Settings, and until when they held, unix ms. */
export interface HeldSettings {
  readonly until: number;
  readonly settings: DeviceSettings;
}

function isSetting(entry: StampedEntry): entry is SettingEntry {
  return entry.kind === settingKind.kind && settingKind.parse(entry) !== undefined;
}

/** Changes of settings since a time (unix ms), of one device or of all, the newest first; what lies too far back counts as set then. */
export function changesSince(
  events: Pick<Events, "list">,
  since: { readonly device?: string; readonly from: number },
): Promise<readonly SettingEntry[]> {
  return readEvents(events, { ...since, kinds: [settingKind.kind] }, isSetting);
}

/** The settings that a device had one after the other: today's, with each of its later changes (newest first) taken back. */
export function heldSettings(
  present: DeviceSettings,
  changes: readonly SettingEntry[],
): readonly HeldSettings[] {
  const held: HeldSettings[] = [{ until: Number.POSITIVE_INFINITY, settings: present }];
  let settings = present;
  for (const { at, was } of changes) {
    if (!was) continue;
    settings = applySettings(settings, was);
    held.push({ until: at, settings });
  }
  return held.reverse();
}

/** The settings at a time, unix ms. */
export function settingsAt(held: readonly HeldSettings[], at: number): DeviceSettings {
  return held.find(({ until }) => at < until)?.settings ?? {};
}
