// In which order sensors stand on a wall, and which of them are worth a tile. Pure.

import { type Age, isLongAgo } from "../../../../shared/fleet/freshness.ts";
import { alarmState, urgencyOf } from "../../../../shared/present/present-sensor.ts";
import type { Level } from "../../../../shared/rules/level.ts";
import type { Tile } from "./tile.ts";

/** A value at a level, and how old it is. */
export interface PastAlarm extends Age {
  readonly level: Exclude<Level, "normal">;
  readonly value: number;
}

/** Whether a sensor is at a level now. */
export function isLiveAlarm({ sensor }: Tile): boolean {
  const state = alarmState(sensor);
  return state === "a1" || state === "a2";
}

/** Whether something is wrong with a sensor, or was a moment ago. */
export function isAbnormal({ sensor, peak }: Tile): boolean {
  return peak !== undefined || urgencyOf(sensor) > 0;
}

/** The alarm that a sensor is not known to be in any more: of a peak that is over, or from before it fell silent. */
export function pastAlarmOf({ sensor, peak }: Tile): PastAlarm | undefined {
  if (peak) return peak;
  if ((sensor.state !== "stale" && sensor.state !== "offline") || sensor.last.kind === "fault")
    return undefined;
  const { level, value } = sensor.last.shown;
  return level === "normal" ? undefined : { level, value, at: sensor.at, ageMs: sensor.ageMs };
}

/** It is no tile any more: it would take the place of what somebody can act on. */
function isLongSilent({ sensor }: Tile): boolean {
  return (sensor.state === "stale" || sensor.state === "offline") && isLongAgo(sensor);
}

/**
 * The tiles as they are to stand, and those that are only counted. Alarms first, the worst of them before the others; then
 * past alarms, the most recent first; then the rest, the most urgent first. Equals stay as they were.
 */
export function tilesInOrder(tiles: readonly Tile[]): [inOrder: Tile[], longSilent: Tile[]] {
  const shown = tiles.filter((tile) => !isLongSilent(tile));
  const byUrgency = (a: Tile, b: Tile) => urgencyOf(b.sensor) - urgencyOf(a.sensor);
  const alarms = shown.filter(isLiveAlarm).sort(byUrgency);
  const past = pastAlarms(shown.filter((tile) => !isLiveAlarm(tile))).sort((a, b) => b.alarm.at - a.alarm.at);
  const placed = new Set([...alarms, ...past.map(({ tile }) => tile)]);
  const rest = shown.filter((tile) => !placed.has(tile)).sort(byUrgency);
  return [[...placed, ...rest], tiles.filter(isLongSilent)];
}

function pastAlarms(tiles: readonly Tile[]): { tile: Tile; alarm: PastAlarm }[] {
  return tiles.flatMap((tile) => {
    const alarm = pastAlarmOf(tile);
    return alarm ? [{ tile, alarm }] : [];
  });
}

/** What was in alarm when it was last heard: of the last day before what is older, the worst first, then the newest. */
export function lastAlarms(tiles: readonly Tile[]): { tile: Tile; alarm: PastAlarm }[] {
  const rank = (alarm: PastAlarm) => (isLongAgo(alarm) ? 0 : 2) + (alarm.level === "a2" ? 1 : 0);
  return pastAlarms(tiles).sort((a, b) => rank(b.alarm) - rank(a.alarm) || b.alarm.at - a.alarm.at);
}
