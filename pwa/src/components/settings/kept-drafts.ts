// Where what was typed and not saved waits until the tab is closed.

import type { KeptFields } from "../../rules/kept-draft.ts";

const keyOf = (device: string) => `davy.draft.${device}`;

/** What is kept of a device's form; null where nothing is, or the browser keeps nothing. */
export function readKept(device: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(device));
  } catch {
    return null;
  }
}

/** Keeps the touched fields of a device's form; without any, nothing is kept. */
export function writeKept(device: string, fields: KeptFields): void {
  try {
    if (Object.keys(fields).length === 0) sessionStorage.removeItem(keyOf(device));
    else sessionStorage.setItem(keyOf(device), JSON.stringify(fields));
  } catch {
    // A full or forbidden storage costs what was typed when the page is left, which is asked about.
  }
}
