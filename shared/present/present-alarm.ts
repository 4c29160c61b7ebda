// What a screen shows of an alarm: its figures in the unit of whoever looks, and whether its value is one of the present.

import type { Alarm } from "../entries/alarm.ts";
import type { DeviceState } from "../fleet/fleet.ts";
import { type Freshness, freshnessOf, type Moment, sensorFreshnessOf } from "../fleet/freshness.ts";
import type { SensorState } from "../fleet/sensor-states.ts";
import { conversionFacts } from "../rules/limits.ts";
import { isSameSensor } from "../rules/reading.ts";
import { parseUnit, scale, type Unit, unitFactor } from "../rules/units.ts";
import { type AlarmStanding, type AlarmTone, isExposure, standingOf, toneOf } from "./alarm-order.ts";
import { figureOf, presentSensor, type SensorScale, scaleOf, type Viewing } from "./present-sensor.ts";
import { shownName } from "./shown-name.ts";

export interface AlarmPresentation {
  readonly alarm: Alarm;
  readonly standing: AlarmStanding;
  readonly tone: AlarmTone;
  /** The name that the device was given, else its id; that of a part of the site; empty where it has none. */
  readonly name: string;
  /** Where the device is by now, else where it was. */
  readonly place: string | undefined;
  /** By what its figures are printed; undefined where it is of no sensor, or its unit does not convert. */
  readonly scale: SensorScale | undefined;
  /** The unit of all figures here. */
  readonly unit: string;
  /** The last value, or the mean where it is of one; undefined where there is none. */
  readonly value: number | undefined;
  /** How the value is by now; undefined where the fleet does not know the sensor. A value that is not live is not said as one. */
  readonly freshness: Freshness | undefined;
  readonly isFaulty: boolean;
  /** What it is about is silent, gone or out of reach: nothing of it may look like what is now, on whatever screen. */
  readonly isAged: boolean;
  readonly peak: number | undefined;
  readonly limit: number | undefined;
}

export interface AlarmSurroundings {
  /** The alarm's device as the fleet has it. */
  readonly device: DeviceState | undefined;
  readonly moment: Moment;
  readonly viewing: Viewing;
}

/** The way from the alarm's figures to those on a scale; undefined where the units do not convert. */
function factorTo(on: SensorScale, { unit }: Alarm, { preset }: Viewing): number | undefined {
  if (on.unit === unit) return 1;
  const from = parseUnit(unit);
  const to = parseUnit(on.unit);
  return from && to && unitFactor(from, to as Unit, conversionFacts(on.gas, preset));
}

interface Figures {
  readonly scale: SensorScale | undefined;
  readonly shown: (value: number | null) => number | undefined;
}

function figuresOf(alarm: Alarm, { device, viewing }: AlarmSurroundings): Figures {
  const { sensor } = alarm;
  const on = sensor && scaleOf(sensor, device?.settings.sensors?.[sensor.key], viewing);
  const factor = on ? factorTo(on, alarm, viewing) : undefined;
  if (!on || factor === undefined)
    return { scale: undefined, shown: (value) => (value === null ? undefined : value) };
  return { scale: on, shown: (value) => (value === null ? undefined : scale(value, factor)) };
}

/** The sensor of an alarm as the fleet has it; undefined where it does not know it. */
function stateOf({ sensor }: Alarm, device: DeviceState | undefined): SensorState | undefined {
  return sensor ? device?.sensors.find((one) => isSameSensor(one, sensor)) : undefined;
}

/** The sensor as it is now; undefined where nobody knows. */
function nowOf(alarm: Alarm, on: SensorScale | undefined, { device, moment }: AlarmSurroundings) {
  const state = stateOf(alarm, device);
  if (!device || !state || !on) return undefined;
  const freshness = sensorFreshnessOf(state, device, moment);
  return { shown: presentSensor(state, on, freshness), freshness };
}

function freshnessAround(alarm: Alarm, { device, moment }: Heard): Freshness | undefined {
  if (!device) return undefined;
  if (!alarm.sensor) return freshnessOf(device, moment);
  const state = stateOf(alarm, device);
  return state && sensorFreshnessOf(state, device, moment);
}

type Heard = Pick<AlarmSurroundings, "device" | "moment">;

/**
 * Whether nobody hears of an alarm's sensor, or of its device, by now; of a part of the site itself, whether nobody hears of the
 * server. Costs little: a list of a thousand is put in order by it.
 */
export function isAlarmAged(alarm: Alarm, around: Heard): boolean {
  if (alarm.device === null) return around.moment.link !== "live";
  const known = freshnessAround(alarm, around);
  return known === undefined || known.status === "stale" || known.status === "offline";
}

/** What to show of an alarm at a moment. */
export function presentAlarm(alarm: Alarm, around: AlarmSurroundings): AlarmPresentation {
  const { device } = around;
  const { scale: on, shown } = figuresOf(alarm, around);
  const limit = shown(alarm.limit);
  const present = nowOf(alarm, on, around);
  const now = alarm.late ? undefined : present;
  const isFaulty = now?.shown.state === "fault";
  const isMean = isExposure(alarm);
  const figure = now && !isMean ? figureOf(now.shown) : undefined;
  return {
    alarm,
    standing: standingOf(alarm),
    tone: toneOf(alarm),
    name: shownName(device?.settings.name || alarm.device || alarm.system?.name || ""),
    place: (device ? device.settings.place : alarm.place) || undefined,
    scale: on && limit !== undefined && isMean ? { ...on, limits: { a1: limit } } : on,
    unit: on?.unit ?? alarm.unit,
    value: figure ? figure.value : shown(alarm.value),
    freshness: isMean && isFaulty ? undefined : now?.freshness,
    isFaulty: isFaulty && !isMean,
    isAged: isAlarmAged(alarm, around),
    peak: shown(alarm.highest.value),
    limit,
  };
}

/** Whether the value of an alarm is one of now: only then may it stand there as what is. */
export function isPresent({ freshness, isFaulty }: AlarmPresentation): boolean {
  return freshness?.status === "live" && !isFaulty;
}
