/** The note with the fleet as last known. */
export const FLEET_NOTE = "fleet";

/** What a later start begins with. `serverTime`: when the link was last live; `wallOffset`: server time less the phone's, ms. */
export interface FleetNote {
  readonly serverTime: number;
  readonly wallOffset: number;
  readonly devices: readonly unknown[];
  /** The site's time zone, IANA name, when the server named one. */
  readonly timeZone?: string | undefined;
}

/** The fleet as noted, devices unchecked; undefined when there is none. */
export function parseFleetNote(note: unknown): FleetNote | undefined {
  if (typeof note !== "object" || note === null) return undefined;
  if (!("serverTime" in note && "wallOffset" in note && "devices" in note)) return undefined;
  const { serverTime, wallOffset, devices } = note;
  if (typeof serverTime !== "number" || typeof wallOffset !== "number" || !Array.isArray(devices))
    return undefined;
  const timeZone = "timeZone" in note && typeof note.timeZone === "string" ? note.timeZone : undefined;
  return { serverTime, wallOffset, devices, timeZone };
}
