import type { DrillRow } from "../../../shared/wire/alarms.ts";

/** Devices that somebody put into one drill, or one test, together. */
export interface DrillGroup extends Omit<DrillRow, "device"> {
  readonly devices: readonly string[];
}

/** The drills that last at a moment, unix ms, those that were begun together as one. The first to end comes first. */
export function drillGroups(rows: readonly DrillRow[], now: number): DrillGroup[] {
  const groups = new Map<string, DrillGroup>();
  for (const { device, ...rest } of rows) {
    if (rest.until <= now) continue;
    const key = JSON.stringify([rest.mode, rest.until, rest.reason, rest.by]);
    groups.set(key, { ...rest, devices: [...(groups.get(key)?.devices ?? []), device] });
  }
  return [...groups.values()].sort((a, b) => a.until - b.until);
}
