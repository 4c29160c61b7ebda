// When both copies of the catalogue are lost, the files of readings tell which devices there are, and the events what was set:
// limits that alarms depend on must not be gone without a word.

import type { StampedEntry } from "../../shared/entries/entry.ts";
import { forgetKind, foundSettingsKind, settingKind, siteKind } from "../../shared/entries/kinds.ts";
import { type FleetSnapshot, withSettings } from "../../shared/fleet/fleet.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import { applySite, DEFAULT_SITE, type Site } from "../../shared/rules/site.ts";
import type { Events } from "../events/events.ts";
import type { StateSnapshot } from "../log/log.ts";

/** Events asked for at a time. */
const PAGE = 500;

/** What all events together have set. */
class Told {
  readonly settings = new Map<string, DeviceSettings>();
  site: Site | undefined;

  take(entry: StampedEntry): void {
    const setting = entry.kind === settingKind.kind ? settingKind.parse(entry) : undefined;
    const found = entry.kind === foundSettingsKind.kind ? foundSettingsKind.parse(entry) : undefined;
    const forget = entry.kind === forgetKind.kind ? forgetKind.parse(entry) : undefined;
    const site = entry.kind === siteKind.kind ? siteKind.parse(entry) : undefined;
    if (setting) this.#set(setting.device, applySettings(this.#of(setting.device), setting.patch));
    if (found) this.#set(found.device, found.settings);
    if (forget) this.settings.delete(forget.device);
    if (site) this.site = applySite(this.site ?? DEFAULT_SITE, site.patch);
  }

  #of(device: string): DeviceSettings {
    return this.settings.get(device) ?? {};
  }

  #set(device: string, settings: DeviceSettings): void {
    this.settings.set(device, settings);
  }
}

async function toldBy(events: Pick<Events, "after">): Promise<Told> {
  const told = new Told();
  for (let seq = 0, isWhole = false; !isWhole; ) {
    const page = await events.after(seq, { limit: PAGE });
    for (const entry of page) told.take(entry);
    seq = page.at(-1)?.seq ?? seq;
    isWhole = page.length < PAGE;
  }
  return told;
}

/**
 * The states as of the latest checkpoint. Where that is lost and there are devices all the same, with the settings that the
 * events tell of. Rejects when those cannot be read.
 */
export async function recallSettings(
  kept: StateSnapshot,
  events: Pick<Events, "after">,
): Promise<StateSnapshot> {
  // The archive makes it of what the files have.
  const fleet = kept.states["fleet"] as FleetSnapshot | undefined;
  if (kept.seq > 0 || !fleet || fleet.devices.length === 0) return kept;
  const { settings, site } = await toldBy(events);
  const devices = fleet.devices.map((state) => {
    const told = settings.get(state.device);
    return told ? withSettings(state, told) : state;
  });
  return { ...kept, states: { ...kept.states, fleet: { ...fleet, devices }, ...(site ? { site } : {}) } };
}
