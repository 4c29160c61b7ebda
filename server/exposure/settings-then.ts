// Which settings a device had at a time. What was counted before a change stays as it was.

import type { SettingEntry, StampedEntry } from "../../shared/entries/entry.ts";
import { settingKind } from "../../shared/entries/kinds.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import type { Events } from "../events/events.ts";

/** Settings, and until when they held, unix ms. */
export interface HeldSettings {
  readonly until: number;
  readonly settings: DeviceSettings;
}

const PAGE = 500;
/** So many pages of changes are gone back, the latest first; what was set before them counts as set then. */
const MAX_PAGES = 20;

function isSetting(entry: StampedEntry): entry is SettingEntry {
  return entry.kind === settingKind.kind && settingKind.parse(entry) !== undefined;
}

/** Changes of settings since a time (unix ms), of one device or of all, the newest first. */
export async function changesSince(
  events: Pick<Events, "list">,
  { device, from }: { readonly device?: string; readonly from: number },
): Promise<readonly SettingEntry[]> {
  const changes: SettingEntry[] = [];
  let before: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await events.list({ device, kinds: [settingKind.kind], from, limit: PAGE, before });
    changes.push(...found.events.filter(isSetting));
    before = found.before;
    if (before === undefined) break;
  }
  return changes;
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
