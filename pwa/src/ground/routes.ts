// The addresses of the app. A route is all that the shell needs to choose a view.

import { inBase, withoutBase } from "./base-path.ts";

export type Route =
  | { readonly view: "overview" }
  | { readonly view: "device"; readonly device: string }
  | { readonly view: "graph" }
  | { readonly view: "kiosk" }
  | { readonly view: "settings" }
  | { readonly view: "missing"; readonly path: string };

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape names no device.
    return undefined;
  }
}

/** The route that a path of the address bar names. */
export function routeOf(address: string): Route {
  const path = withoutBase(address);
  const [, first = "", second, ...rest] = path.replace(/\/+$/, "").split("/");
  if (first === "" && second === undefined) return { view: "overview" };
  if (first === "device" && second && rest.length === 0) {
    const device = decode(second);
    return device === undefined ? { view: "missing", path } : { view: "device", device };
  }
  if (second === undefined && (first === "graph" || first === "kiosk" || first === "settings"))
    return { view: first };
  return { view: "missing", path };
}

/** The address of a device's page. */
export function deviceHref(device: string): string {
  return inBase(`/device/${encodeURIComponent(device)}`);
}

/** The part of a device's address that opens its settings. */
export const SETTINGS_HASH = "#settings";

/** The address of a device's settings. */
export function deviceSettingsHref(device: string): string {
  return `${deviceHref(device)}${SETTINGS_HASH}`;
}

/** The address of the graphs of a device. */
export function graphHref(device: string): string {
  return inBase(`/graph?device=${encodeURIComponent(device)}`);
}
