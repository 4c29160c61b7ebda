// What the site itself is made of, as the server found it: gateways, displays, ways to tell people, its own health.

import type { ConditionEntry, PartCondition, SystemPart } from "../../shared/entries/alarm.ts";
import { type DeviceAlarms, newDevice, ownTrack } from "./device-alarms.ts";
import { takeCondition } from "./health.ts";
import type { Moment } from "./track.ts";

/** How a part stands, where that is not well. */
export type Standing = Pick<ConditionEntry, "part" | "condition" | "rank">;

/** A part among all. */
export function partKey({ kind, id }: SystemPart): string {
  return JSON.stringify([kind, id]);
}

/** The engine, as far as parts concern it. */
interface Parted {
  readonly parts: Map<string, DeviceAlarms>;
  momentOf(entry: Pick<ConditionEntry, "seq" | "at" | "by">, device: DeviceAlarms): Moment;
}

function partOf({ parts }: Parted, system: SystemPart): DeviceAlarms {
  const part = parts.get(partKey(system)) ?? newDevice("", {});
  // It may have another name by now.
  part.system = system;
  parts.set(partKey(system), part);
  return part;
}

/** Takes in how a part stands. One that is well and has no alarm need not be remembered. */
export function takePart(engine: Parted, entry: ConditionEntry): void {
  const part = partOf(engine, entry.part);
  const track = ownTrack(part, entry.condition);
  const condition = { rank: entry.rank, value: null, measuredAt: entry.at };
  takeCondition(track, condition, engine.momentOf(entry, part));
  if (entry.rank === 0) part.own.delete(entry.condition);
  if (part.own.size === 0) engine.parts.delete(partKey(entry.part));
}

/** How all parts stand that are not well. */
export function standingParts(parts: ReadonlyMap<string, DeviceAlarms>): Standing[] {
  return [...parts.values()].flatMap(({ system, own }) =>
    [...own].flatMap(([family, { rank }]) =>
      system && rank > 0 ? [{ part: system, condition: family as PartCondition, rank }] : [],
    ),
  );
}
