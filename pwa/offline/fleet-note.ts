/** The note with the fleet as last known. */
export const FLEET_NOTE = "fleet";

/** What a later start begins with. `serverTime`: when the link was last live; `wallOffset`: server time less the phone's, ms. */
export interface FleetNote {
  readonly serverTime: number;
  readonly wallOffset: number;
  readonly devices: readonly unknown[];
  /** What held for the whole site, unchecked; absent in notes of 0.1.0. */
  readonly site?: unknown;
}

/** The fleet as noted, devices unchecked; undefined when there is none. */
export function parseFleetNote(note: unknown): FleetNote | undefined {
  if (typeof note !== "object" || note === null) return undefined;
  if (!("serverTime" in note && "wallOffset" in note && "devices" in note)) return undefined;
  const { serverTime, wallOffset, devices } = note;
  if (typeof serverTime !== "number" || typeof wallOffset !== "number" || !Array.isArray(devices))
    return undefined;
  // A note of 0.1.0 knows the zone alone.
  const timeZone = "timeZone" in note ? { timeZone: note.timeZone } : undefined;
  const site = "site" in note ? note.site : timeZone;
  return { serverTime, wallOffset, devices, ...(site === undefined ? {} : { site }) };
}
