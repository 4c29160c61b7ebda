// A layout is what a reading's sensors are, without their values. Devices repeat theirs, so each file keeps it once.

import {
  faultOf,
  identitiesOf,
  identityText,
  isSameSet,
  type SensorIdentity,
  type SensorValue,
} from "../../../../shared/rules/reading.ts";
import { possibleRange, type SensorRange } from "../../../../shared/rules/sensor-range.ts";

/** A layout, parsed: its text as files keep it, its sensors, and what identifies each of them in a roll-up. */
export interface Layout {
  readonly text: string;
  readonly sensors: readonly SensorIdentity[];
  readonly identities: readonly string[];
  /** What their numbers can be at all, where no settings say otherwise. */
  readonly ranges: readonly SensorRange[];
  /** Whether its sensors have more than type and unit. */
  readonly hasMembers: boolean;
}

/** Sensors of distinct layouts that are kept in memory; beyond it all are forgotten and parsed anew. */
const MAX_KNOWN_SENSORS = 40_000;

/** What a sensor is. Why it gave no number belongs to the reading. */
function withoutValue(sensor: SensorValue): object {
  const { val: _, ...rest } = sensor;
  if (faultOf(sensor) === undefined) return rest;
  const { fault: __, ...identity } = rest;
  return identity;
}

/** The text of a layout, short for the ordinary case of sensors with nothing but type and val. */
function textOf(sensors: readonly SensorValue[]): string {
  return JSON.stringify(sensors.map(withoutValue));
}

/** Whether a sensor has nothing but a type and a value, and why that is none. */
function isPlain(sensor: SensorValue): boolean {
  for (const member in sensor)
    if (member !== "type" && member !== "val" && (member !== "fault" || faultOf(sensor) === undefined))
      return false;
  return true;
}

function parse(text: string): Layout {
  const members = JSON.parse(text) as { type: string; unit?: unknown }[];
  const sensors = identitiesOf(members);
  const hasMembers = members.some((sensor) =>
    Object.keys(sensor).some((name) => name !== "type" && name !== "unit"),
  );
  return {
    text,
    sensors,
    identities: sensors.map(identityText),
    ranges: sensors.map((sensor) => possibleRange(sensor)),
    hasMembers,
  };
}

/** Finds layouts by what they look like. */
export class Layouts {
  readonly #byTypes = new Map<string, Layout>();
  readonly #byText = new Map<string, Layout>();
  #latestPlain: Layout | undefined;
  #knownSensors = 0;

  /** The layout of a reading's sensors. */
  of(sensors: readonly SensorValue[]): Layout {
    if (!sensors.every(isPlain)) return this.parse(textOf(sensors));
    // Nearly always it is that of the reading before.
    if (!this.#latestPlain || !isSameSet(sensors, this.#latestPlain.sensors))
      this.#latestPlain = this.#ofPlain(sensors);
    return this.#latestPlain;
  }

  /** The layout of sensors that have no members but type and value. */
  #ofPlain(sensors: readonly SensorValue[]): Layout {
    let types = "";
    // With its length before it, no text can be taken for two.
    for (const { type } of sensors) types += `${type.length}:${type}`;
    const known = this.#byTypes.get(types);
    if (known) return known;
    const layout = this.parse(textOf(sensors));
    this.#byTypes.set(types, layout);
    return layout;
  }

  /** The layout of a text from a file. */
  parse(text: string): Layout {
    const known = this.#byText.get(text);
    if (known) return known;
    const layout = parse(text);
    this.#knownSensors += layout.sensors.length + 1;
    if (this.#knownSensors > MAX_KNOWN_SENSORS) this.#forgetAll();
    this.#byText.set(text, layout);
    return layout;
  }

  #forgetAll(): void {
    this.#byText.clear();
    this.#byTypes.clear();
    this.#latestPlain = undefined;
    this.#knownSensors = 0;
  }
}
