// What other limits for the site would do to the alarms that there are now.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { alarmsLessenedBy } from "../../../../shared/rules/dangers.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { Rulebook } from "../../../../shared/rules/rulebook.ts";
import type { AppData } from "../../data/base/app-data.ts";
import { lessenedTexts } from "../../i18n/danger-texts.ts";

function nameIn(devices: ReadonlyMap<string, DeviceState>): (device: string) => string {
  return (device) => deviceName(device, devices.get(device)?.settings);
}

/** A sentence for each alarm that would be less; by the rule that the server asks by. */
export function presetDoubts(
  { fleet, site }: Pick<AppData, "fleet" | "site">,
  preset: PresetId,
): readonly string[] {
  const devices = fleet.devices();
  const lessened = alarmsLessenedBy(preset, new Rulebook(site.current().preset), devices.values());
  return lessenedTexts(lessened, nameIn(devices));
}
