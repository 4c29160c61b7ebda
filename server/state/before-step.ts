import { type DeviceState, staleAfter } from "../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { ClockStep } from "../log/log.ts";

/**
 * The state of a device at the moment at which the clock stepped back. Times beyond it are brought back by as much. How long
 * ago they truly were is not known, so they count as longer ago than the device may be silent: nothing is live that came
 * while the clock was wrong.
 */
export function beforeStep(state: DeviceState, { from, to }: ClockStep): DeviceState {
  const latest = to - staleAfter(state) - SECOND_MS;
  const back = (at: number) => (at > to ? Math.min(at - (from - to), latest) : at);
  const { clock: _, ...kept } = state;
  const { retiredAt } = state.settings;
  return {
    ...kept,
    firstReadingAt: back(state.firstReadingAt),
    measuredAt: back(state.measuredAt),
    receivedAt: back(state.receivedAt),
    lastReceivedAt: back(state.lastReceivedAt),
    settings: retiredAt === undefined ? state.settings : { ...state.settings, retiredAt: back(retiredAt) },
    sensors: state.sensors.map((sensor) => ({
      ...sensor,
      measuredAt: back(sensor.measuredAt),
      receivedAt: back(sensor.receivedAt),
      ...(sensor.lastValue
        ? { lastValue: { ...sensor.lastValue, measuredAt: back(sensor.lastValue.measuredAt) } }
        : {}),
    })),
  };
}
