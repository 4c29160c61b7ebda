// The devices whose graphs are kept warm: those that were looked at on this phone lately, and those that the user pinned.

import { DAY_MS } from "../../shared/ground/time.ts";

/** The notes that hold them. */
export const LOOKED_NOTE = "looked";
export const PINNED_NOTE = "pinned";

/** A device that nobody looked at for this long is not kept warm, ms. */
const LOOKED_MS = 30 * DAY_MS;
/** Devices kept for having been looked at; the latest count. */
const MAX_LOOKED = 40;

/** Device to when it was last looked at, the phone's unix ms. */
export type Looked = ReadonlyMap<string, number>;

export function parseLooked(note: unknown): Looked {
  if (typeof note !== "object" || note === null) return new Map();
  return new Map(
    Object.entries(note).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

export function parsePinned(note: unknown): ReadonlySet<string> {
  return new Set(
    Array.isArray(note) ? note.filter((device): device is string => typeof device === "string") : [],
  );
}

/** With one more look at `now`; bounded by age and number. */
export function addLook(looked: Looked, device: string, now: number): Looked {
  const latestFirst = [...looked, [device, now] as const]
    .filter(([, at]) => now - at < LOOKED_MS)
    .sort(([, a], [, b]) => b - a);
  const unique = new Map<string, number>();
  for (const [name, at] of latestFirst) if (!unique.has(name)) unique.set(name, at);
  return new Map([...unique].slice(0, MAX_LOOKED));
}

/** The devices to keep warm, pinned ones first, then the latest looked at. */
export function keptDevices(looked: Looked, pinned: ReadonlySet<string>): string[] {
  const latestFirst = [...looked].sort(([, a], [, b]) => b - a).map(([device]) => device);
  return [...new Set([...pinned, ...latestFirst])];
}
