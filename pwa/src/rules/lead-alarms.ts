// Which alarms leave the table of the overview and become blocks above it.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { isDanger, toneOf } from "../../../shared/present/alarm-order.ts";

/** Blocks at most: beyond that the table would be out of sight, and the page of alarms is the better list. */
const MOST_BLOCKS = 5;

/** The alarms that become blocks, in the order given, and how many more there are of their kind. What is silent is said in its row. */
export function leadAlarms(open: readonly Alarm[]): {
  readonly blocks: readonly Alarm[];
  readonly more: number;
} {
  const blocks = open.filter((alarm) => isDanger(alarm) || toneOf(alarm) === "fault");
  return { blocks: blocks.slice(0, MOST_BLOCKS), more: Math.max(0, blocks.length - MOST_BLOCKS) };
}
