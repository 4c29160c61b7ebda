// By which of a person's instruments an alarm of what they breathed is told. Exposure is the person's: two instruments tell one alarm.

import { isRetired } from "../../shared/fleet/fleet.ts";
import { identityText } from "../../shared/rules/reading.ts";
import type { Breathing } from "./breath.ts";
import type { Breathed, Figure } from "./exposure-figures.ts";
import type { Persons } from "./persons.ts";

/**
 * The sensor by which a figure is told: another instrument's of the person while its alarm of the same is open and they carry it, else
 * its own.
 */
export function tellerOf(
  breathed: Breathed,
  { family, wearer }: Pick<Figure, "family" | "wearer">,
  { persons, devices }: Pick<Breathing, "persons" | "devices">,
): Breathed {
  const { gas } = breathed.rule;
  const known = wearer === undefined ? undefined : persons.tellerOf({ wearer, gas, family });
  const device = known && devices.get(known.device);
  const sensor = device?.sensors.get(known?.sensor ?? "");
  if (!device || !sensor || sensor === breathed.sensor) return breathed;
  const { breath, exposureRule: rule } = sensor;
  const isTelling = breath?.[family]?.alarm && rule?.gas === gas && rule.bounds[family];
  const isCarried = device.settings.wearer === wearer && !isRetired(device);
  return breath && rule && isTelling && isCarried ? { device, sensor, breath, rule } : breathed;
}

/** Remembers by which sensor an alarm of a person is told. */
export function noteTeller(
  { device, sensor, breath, rule }: Breathed,
  { family, wearer }: Pick<Figure, "family" | "wearer">,
  persons: Persons,
): void {
  if (wearer === undefined || !breath[family]?.alarm) return;
  const teller = { device: device.device, sensor: identityText(sensor.identity) };
  persons.setTeller({ wearer, gas: rule.gas, family }, teller);
}
