// How often a display may load itself anew, whoever asks for it: the times of earlier reloads outlive the page.

import { MAX_RELOADS, parseReloads, recentReloads } from "./watchdog.ts";

const STORAGE_KEY = "davy.kiosk.reloads";

/** Takes one of the reloads that a display has at a moment (unix ms). False when they are used up. */
export function takeReload(storage: Pick<Storage, "getItem" | "setItem">, now: number): boolean {
  const recent = recentReloads(parseReloads(storage.getItem(STORAGE_KEY)), now);
  if (recent.length >= MAX_RELOADS) return false;
  storage.setItem(STORAGE_KEY, JSON.stringify([...recent, now]));
  return true;
}
