// Which settings a device had at a time. What was counted before a change stays as it was.

import type { SettingEntry, StampedEntry } from "../../shared/entries/entry.ts";
import { settingKind } from "../../shared/entries/kinds.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import type { Events } from "../events/events.ts";

/** Tells the settings of a device at a time, unix ms. */
export type SettingsThen = (at: number) => DeviceSettings;

/** Settings that held before a time, unix ms. */
interface Former {
  readonly before: number;
  readonly settings: DeviceSettings;
}

const PAGE = 500;
/** So many pages of changes are gone back, the latest first; what was set before them counts as set then. */
const MAX_PAGES = 20;

async function* changesSince(
  events: Pick<Events, "list">,
  device: string,
  from: number,
): AsyncGenerator<StampedEntry> {
  let before: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await events.list({ device, kinds: [settingKind.kind], from, limit: PAGE, before });
    yield* found.events;
    before = found.before;
    if (before === undefined) return;
  }
}

function isSetting(entry: StampedEntry): entry is SettingEntry {
  return entry.kind === settingKind.kind && settingKind.parse(entry) !== undefined;
}

/** The settings of a device as they were from a time on (unix ms): today's, with each later change taken back. */
export async function settingsThen(
  events: Pick<Events, "list">,
  { device, settings: present }: Pick<DeviceState, "device" | "settings">,
  from: number,
): Promise<SettingsThen> {
  const formers: Former[] = [];
  let settings = present;
  for await (const entry of changesSince(events, device, from)) {
    const was = isSetting(entry) ? entry.was : undefined;
    settings = was ? applySettings(settings, was) : settings;
    formers.push({ before: entry.at, settings });
  }
  return (at) => formers.findLast(({ before }) => at < before)?.settings ?? present;
}
