// The whole fleet as screens show it. They look each frame, and nearly all of it is as it was at the look before.

import { type DeviceState, isRetired, sensorStaleAfter, staleAfter } from "../fleet/fleet.ts";
import type { Moment } from "../fleet/freshness.ts";
import { MIN_STALE_MS } from "../fleet/rhythm.ts";
import { ageFrom, type Heard, type SensorState } from "../fleet/sensor-states.ts";
import { SECOND_MS } from "../ground/time.ts";
import { type DevicePresentation, presentOn } from "./present-device.ts";
import { type SensorScale, scaleOf, type Viewing } from "./present-sensor.ts";

/** Ages below this are "now", ms: a device that reports each second must not count 0, 1, 0, 1 before one's eyes. */
export const NOW_MS = 5 * SECOND_MS;

interface Look {
  readonly state: DeviceState;
  readonly viewing: Viewing;
  readonly moment: Moment;
  readonly presentation: DevicePresentation;
  /** Between these moments (unix ms, neither included) time alone changes nothing that can be seen. */
  readonly after: number;
  readonly before: number;
}

/** Presents a fleet, device by device one object for as long as nothing that can be seen of it changed. */
export class FleetPresenter {
  /** Bounded by the fleet: what has left it is dropped at the next look. */
  #looks = new Map<string, Look>();

  /** All devices in service at a moment, in the order of the fleet. */
  present(devices: ReadonlyMap<string, DeviceState>, moment: Moment, viewing: Viewing): DevicePresentation[] {
    const looks = new Map<string, Look>();
    const presentations: DevicePresentation[] = [];
    for (const [id, state] of devices) {
      if (isRetired(state)) continue;
      const last = this.#looks.get(id);
      const look =
        last && holds(last, { state, moment, viewing }) ? last : lookAt(state, moment, { viewing, last });
      looks.set(id, look);
      presentations.push(look.presentation);
    }
    this.#looks = looks;
    return presentations;
  }
}

function holds(look: Look, { state, moment, viewing }: Pick<Look, "state" | "moment" | "viewing">): boolean {
  return (
    look.state === state &&
    look.viewing === viewing &&
    look.moment.link === moment.link &&
    look.moment.isGuess === moment.isGuess &&
    moment.serverNow > look.after &&
    moment.serverNow < look.before
  );
}

function lookAt(
  state: DeviceState,
  moment: Moment,
  { viewing, last }: { readonly viewing: Viewing; readonly last: Look | undefined },
): Look {
  const presentation = presentOn(state, moment, scalesOf(state, viewing, last));
  const edges = [...silenceEdges(state), ...ageEdges(presentation)];
  const { serverNow } = moment;
  const after = Math.max(...edges.filter((edge) => edge <= serverNow));
  const before = Math.min(...edges.filter((edge) => edge >= serverNow));
  return { state, viewing, moment, presentation, after, before };
}

/** A device's scales: those of the last look, where nothing that they depend on changed. */
function scalesOf(state: DeviceState, viewing: Viewing, last: Look | undefined) {
  return (sensor: SensorState, place: number): SensorScale => {
    const { key, type, unit } = sensor;
    const settings = state.settings.sensors?.[key];
    const before = last?.state.sensors[place];
    const isSame =
      last?.viewing === viewing &&
      before?.key === key &&
      before.type === type &&
      before.unit === unit &&
      last.state.settings.sensors?.[key] === settings;
    return (isSame && last.presentation.sensors[place]?.scale) || scaleOf(sensor, settings, viewing);
  };
}

/** When a device and each of its sensors turn silent, and before when they would be from the future. */
function silenceEdges(state: DeviceState): number[] {
  const edges = (heard: Heard, allowedMs: number) => [
    ageFrom(heard) - MIN_STALE_MS,
    ageFrom(heard) + allowedMs,
  ];
  return [
    ...edges(state, staleAfter(state)),
    ...state.sensors.flatMap((sensor) => edges(sensor, sensorStaleAfter(sensor, state))),
  ];
}

/** When a printed age changes: each second, but not while all is "now". */
function ageEdges({ freshness: { at, ageMs, status }, sensors }: DevicePresentation): number[] {
  if (ageMs === undefined) return [];
  const isLive = status === "live" && sensors.every((sensor) => !("last" in sensor));
  if (isLive && ageMs < NOW_MS) return [at + NOW_MS];
  const second = at + Math.floor(ageMs / SECOND_MS) * SECOND_MS;
  return [second, second + SECOND_MS];
}
