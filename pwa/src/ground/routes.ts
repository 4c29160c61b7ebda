// The addresses of the app. A route is all that the shell needs to choose a view.

import { inBase, withoutBase } from "./base-path.ts";

/** `/settings/people` and its siblings. */
export const SETTINGS_PAGES = [
  "account",
  "people",
  "gateways",
  "entrances",
  "displays",
  "notices",
  "refused",
  "report",
  "bluetooth",
] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

/** How one comes in, each at an address of its own. */
export const ENTRANCES = ["sign-in", "set-up", "join"] as const;
export type Entrance = (typeof ENTRANCES)[number];

export type Route =
  | { readonly view: "overview" }
  /** A device, its settings, and the label that is printed for it. */
  | { readonly view: "device" | "device-settings" | "device-label"; readonly device: string }
  | { readonly view: "graph" }
  | { readonly view: "alarms" }
  | { readonly view: "alarm"; readonly alarm: string }
  | { readonly view: "log" }
  | { readonly view: "kiosk" }
  | { readonly view: "settings" }
  /** Pages of the settings. */
  | { readonly view: SettingsPage }
  /** The ways in. */
  | { readonly view: Entrance }
  | { readonly view: "missing"; readonly path: string };

/** Views whose address is their name. */
const PLAIN = ["graph", "alarms", "log", "kiosk", "settings"] as const;

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape names no device.
    return undefined;
  }
}

function deviceRoute(name: string, [page, ...more]: readonly string[]): Route | undefined {
  const device = decode(name);
  if (device === undefined || more.length > 0) return undefined;
  if (page === undefined) return { view: "device", device };
  return page === "settings" || page === "label" ? { view: `device-${page}`, device } : undefined;
}

/** The route that a path of the address bar names. */
export function routeOf(address: string): Route {
  const path = withoutBase(address);
  const [, first = "", second, ...rest] = path.replace(/\/+$/, "").split("/");
  if (first === "" && second === undefined) return { view: "overview" };
  if (first === "device" && second) return deviceRoute(second, rest) ?? { view: "missing", path };
  if (first === "alarms" && second && rest.length === 0) {
    const alarm = decode(second);
    return alarm === undefined ? { view: "missing", path } : { view: "alarm", alarm };
  }
  const page = first === "settings" && SETTINGS_PAGES.find((name) => name === second);
  if (page && rest.length === 0) return { view: page };
  const entrance = ENTRANCES.find((name) => name === first);
  if (entrance && second === undefined) return { view: entrance };
  const plain = PLAIN.find((name) => name === first);
  if (plain && second === undefined) return { view: plain };
  return { view: "missing", path };
}

/** The address of a page of the settings. */
export function settingsHref(page: SettingsPage): string {
  return inBase(`/settings/${page}`);
}

/** The address of a way in. */
export function entranceHref(entrance: Entrance): string {
  return inBase(`/${entrance}`);
}

/** The parameter of the displays' address that names a screen which asks to be let in. */
export const PAIRING_CODE = "code";

/** Where an admin lets a screen in that shows this code. */
export function pairingHref(code: string): string {
  return `${settingsHref("displays")}?${PAIRING_CODE}=${encodeURIComponent(code)}`;
}

/** The address of an alarm. */
export function alarmHref(id: string): string {
  return inBase(`/alarms/${encodeURIComponent(id)}`);
}

/** The address of a device's page. */
export function deviceHref(device: string): string {
  return inBase(`/device/${encodeURIComponent(device)}`);
}

/** The address of the graphs of a device. */
export function graphHref(device: string): string {
  return inBase(`/graph?device=${encodeURIComponent(device)}`);
}

/** What is shown on either side of a moment that a graph is opened at, ms. */
const AROUND_MS = 15 * 60_000;

/** The address of the graphs of a device around a moment, unix ms. */
export function graphAtHref(device: string, at: number): string {
  const [from, to] = [at - AROUND_MS, at + AROUND_MS].map((ms) => new Date(ms).toISOString());
  return `${graphHref(device)}&range=custom&from=${from}&to=${to}`;
}
