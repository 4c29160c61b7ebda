// The alarm of a block as other screens show it, for what they share with the wall.

import { type AlarmPresentation, presentAlarm } from "../../../../shared/present/present-alarm.ts";
import type { FleetController } from "../../controllers/fleet-controller.ts";
import type { Block } from "./wall-blocks.ts";

/** Presents the alarms of blocks over a fleet; undefined for a block that the server does not know as an alarm. */
export function presentBlock({ alarm }: Block, fleet: FleetController): AlarmPresentation | undefined {
  const { data, moment, display } = fleet;
  const device = alarm?.device ? data?.fleet.devices().get(alarm.device) : undefined;
  return alarm && presentAlarm(alarm, { device, moment, viewing: display.current.viewing });
}
