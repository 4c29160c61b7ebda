// How often a display may load itself anew, whoever asks for it: the times of earlier reloads outlive the page.

import { MINUTE_MS } from "../../../../shared/ground/time.ts";

/** So many reloads within this time have not helped and will not help, ms. */
export const MAX_RELOADS = 3;
export const RELOADS_WITHIN_MS = 10 * MINUTE_MS;

const STORAGE_KEY = "davy.kiosk.reloads";

/** Reads the times of earlier reloads out of whatever was stored; unreadable is none. */
export function parseReloads(stored: string | null): number[] {
  try {
    const times: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(times) ? times.filter((time): time is number => typeof time === "number") : [];
  } catch {
    // Somebody else's text in the storage tells nothing about reloads.
    return [];
  }
}

/** The times that still count at a moment (unix ms); a full list means: no more reloads. */
export function recentReloads(times: readonly number[], now: number): number[] {
  return times.filter((time) => time <= now && now - time < RELOADS_WITHIN_MS).slice(-MAX_RELOADS);
}

/** Takes one of the reloads that a display has at a moment (unix ms). False when they are used up. */
export function takeReload(storage: Pick<Storage, "getItem" | "setItem">, now: number): boolean {
  const recent = recentReloads(parseReloads(storage.getItem(STORAGE_KEY)), now);
  if (recent.length >= MAX_RELOADS) return false;
  storage.setItem(STORAGE_KEY, JSON.stringify([...recent, now]));
  return true;
}
