// The sheets of the overview: one for a place, or several where it is long and the screen is wide.

import { msg, str } from "@lit/localize";
import { namesakesOf } from "../../../../shared/present/names-apart.ts";
import { type DeviceGroup, inParts } from "../../rules/fleet-order.ts";

/** On a wide screen a longer place fills more than one column. */
const MAX_ROWS = 16;

/** A place, or a part of one. */
export interface Sheet extends DeviceGroup {
  readonly key: string;
  /** Which of how many parts of its place. */
  readonly part: number;
  readonly parts: number;
  /** Devices of the place, by id, that are called as another one there is. */
  readonly namesakes: ReadonlySet<string>;
}

/** The sheets of a group. */
export function sheetsOf(group: DeviceGroup, isWide: boolean): Sheet[] {
  const parts = isWide ? inParts(group.devices, MAX_ROWS) : [group.devices];
  const namesakes = namesakesOf(group.devices);
  return parts.map((devices, part) => ({
    ...group,
    devices,
    key: `${group.isMine ? "mine" : "place"} ${part} ${group.place ?? ""}`,
    part,
    parts: parts.length,
    namesakes,
  }));
}

/** What a sheet is called; undefined where all devices stand in one that needs no name. */
export function headingOf(
  { place, isMine, part, parts }: Sheet,
  isOneOfSeveral: boolean,
): string | undefined {
  const other = isMine
    ? msg("My devices", { id: "overview.mine" })
    : isOneOfSeveral
      ? msg("Without a place", { id: "overview.noPlace" })
      : undefined;
  const name = place ?? other;
  if (parts === 1 || name === undefined) return name;
  return msg(str`${name} (${part + 1} of ${parts})`, { id: "overview.part" });
}
