// When both copies of the catalogue are lost, the files of readings tell which devices there are, and the events what was set:
// limits that alarms depend on must not be gone without a word.

import type { StampedEntry } from "../../shared/entries/entry.ts";
import {
  accessKind,
  forgetKind,
  foundSettingsKind,
  settingKind,
  siteKind,
} from "../../shared/entries/kinds.ts";
import { type FleetSnapshot, withSettings } from "../../shared/fleet/fleet.ts";
import { applySettings, type DeviceSettings } from "../../shared/rules/settings.ts";
import { applySite, DEFAULT_SITE, type Site } from "../../shared/rules/site.ts";
import { AccessBook } from "../access/access.ts";
import type { Events } from "../events/events.ts";
import type { StateSnapshot } from "../log/log.ts";

/** Events asked for at a time. */
const PAGE = 500;

/** What all events together have set. */
class Told {
  readonly settings = new Map<string, DeviceSettings>();
  readonly access = new AccessBook();
  site: Site | undefined;

  take(entry: StampedEntry): void {
    const setting = entry.kind === settingKind.kind ? settingKind.parse(entry) : undefined;
    const found = entry.kind === foundSettingsKind.kind ? foundSettingsKind.parse(entry) : undefined;
    const forget = entry.kind === forgetKind.kind ? forgetKind.parse(entry) : undefined;
    const site = entry.kind === siteKind.kind ? siteKind.parse(entry) : undefined;
    const access = entry.kind === accessKind.kind ? accessKind.parse(entry) : undefined;
    if (access) this.access.observe({ entries: [access] });
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
 * The states as of the latest checkpoint. Where that is lost, who may come in is what the events tell, and devices of which there are
 * readings have the settings that they tell of. Rejects when they cannot be read.
 */
export async function recallSettings(
  kept: StateSnapshot,
  events: Pick<Events, "after">,
): Promise<StateSnapshot> {
  if (kept.seq > 0) return kept;
  // The archive makes it of what the files have.
  const fleet = kept.states["fleet"] as FleetSnapshot | undefined;
  const { settings, site, access } = await toldBy(events);
  if (access.version === 0 && !fleet?.devices.length) return kept;
  const devices = (fleet?.devices ?? []).map((state) => {
    const told = settings.get(state.device);
    return told ? withSettings(state, told) : state;
  });
  const states = {
    ...kept.states,
    ...(fleet ? { fleet: { ...fleet, devices } } : {}),
    ...(site && devices.length > 0 ? { site } : {}),
    ...(access.version > 0 ? { access: access.snapshot() } : {}),
  };
  return { ...kept, states };
}

/** The states when it cannot be read who may come in: nobody, until somebody at the machine has made an admin. */
export function closedStates(kept: StateSnapshot): StateSnapshot {
  if (kept.seq > 0) return kept;
  return { ...kept, states: { ...kept.states, access: AccessBook.closed() } };
}
