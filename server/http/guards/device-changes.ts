// What of a device's settings an operator may change: what it is called, where it is, and who carries it. All that alarms depend on is an admin's.

import type { DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import { type Principal, permissionsOf, placesOf } from "../../access/access.ts";
import { HttpError } from "./error-handler.ts";

const OF_OPERATORS: ReadonlySet<string> = new Set(["name", "place", "wearer", "sensors"]);

function isLabelOnly({ sensors = {} }: DeviceSettingsPatch): boolean {
  return Object.values(sensors).every(
    (sensor) => sensor !== null && Object.keys(sensor).every((member) => member === "label"),
  );
}

/** Throws a 403 for a change that whoever asks may not make. */
export function assertMayChange(principal: Principal, patch: DeviceSettingsPatch): void {
  const isOperators = Object.keys(patch).every((member) => OF_OPERATORS.has(member)) && isLabelOnly(patch);
  if (!isOperators && !permissionsOf(principal).includes("settings"))
    throw new HttpError(
      403,
      "forbidden",
      "Only an admin changes limits, calibration and what else alarms depend on. An operator changes names, places and wearers.",
    );
  const places = placesOf(principal);
  if (places === null || patch.place === undefined) return;
  if (patch.place !== null && places.includes(patch.place)) return;
  throw new HttpError(
    403,
    "forbidden",
    `You see ${places.join(", ")} alone; a device cannot leave these by you.`,
  );
}
