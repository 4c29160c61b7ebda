import { applyCalibration, rawOf } from "../../shared/rules/calibration.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import type { DeviceAlarms } from "./device-alarms.ts";

/** Takes the last value of each sensor as other zeros and gains have it: so it stands on the screens, and so it is judged again. */
export function recalibrate({ settings, sensors }: DeviceAlarms, before: DeviceSettings): void {
  for (const { identity, gas } of sensors.values()) {
    const [was, is] = [before.sensors?.[identity.key], settings.sensors?.[identity.key]];
    if (gas.value === null || (was?.zero === is?.zero && was?.gain === is?.gain)) continue;
    gas.value = applyCalibration(rawOf(gas.value, was), is);
  }
}
