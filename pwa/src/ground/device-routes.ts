// Addresses of a device beside its page; apart, since the first screen has no use for them.

import { deviceHref } from "./routes.ts";

/** The part of a device's address that led to its settings before they had an address of their own. */
export const SETTINGS_HASH = "#settings";

/** The address of a device's settings. */
export function deviceSettingsHref(device: string): string {
  return `${deviceHref(device)}/settings`;
}

/** The address of the label that is printed for a device. */
export function deviceLabelHref(device: string): string {
  return `${deviceHref(device)}/label`;
}
