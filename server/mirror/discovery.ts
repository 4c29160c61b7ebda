// Home Assistant by MQTT discovery: which entities there are, each told in a retained topic of its own
// (https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery). It finds a device with its values, levels and battery by itself.

import { createHash } from "node:crypto";
import type { DevicePresentation } from "../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../shared/present/present-sensor.ts";
import { namesOf, topicsOf } from "./device-topics.ts";

/** Where things are told. */
export interface Places {
  readonly prefix: string;
  readonly discovery: string;
  readonly version: string;
}

const ID_LENGTH = 12;
const LEVELS = ["normal", "a1", "a2", "fault", "late", "stale"];

/** A name of letters and digits for any text. */
function idOf(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, ID_LENGTH);
}

/** What all that this server tells Home Assistant begins with. */
export function nodeOf(prefix: string): string {
  return `davy_${prefix.replaceAll(/[^\w-]/g, "_")}`;
}

/** A text within a template; whatever could end it is written by its number. */
function quoted(text: string): string {
  const escaped = text.replaceAll(
    /[^\w -]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `'${escaped}'`;
}

/** Kinds of Home Assistant's own; it refuses one whose unit is another. */
function deviceClass(gas: string, unit: string): object {
  if (gas === "CO" && unit === "ppm") return { device_class: "carbon_monoxide" };
  return gas === "CO2" && unit === "ppm" ? { device_class: "carbon_dioxide" } : {};
}

class Describer {
  readonly #places: Places;
  readonly #node: string;

  constructor(places: Places) {
    this.#places = places;
    this.#node = nodeOf(places.prefix);
  }

  topic(component: string, id: string): string {
    return `${this.#places.discovery}/${component}/${this.#node}/${id}/config`;
  }

  text(id: string, members: object): string {
    const origin = { name: "Davy", sw_version: this.#places.version };
    return JSON.stringify({ unique_id: `${this.#node}_${id}`, origin, ...members });
  }

  /** What all entities of a device have. */
  common({ device, name, place }: DevicePresentation) {
    const { prefix } = this.#places;
    const { state, availability } = topicsOf(prefix, device);
    return {
      state_topic: state,
      availability: [{ topic: `${prefix}/availability` }, { topic: availability }],
      availability_mode: "all",
      device: {
        identifiers: [`${this.#node}_${idOf(device)}`],
        name,
        manufacturer: "Davy",
        ...(place === undefined ? {} : { suggested_area: place }),
      },
    };
  }

  /** `called` is what it is called among those of its device. */
  sensor(device: DevicePresentation, { scale }: SensorPresentation, called: string): [string, string][] {
    const at = `value_json.sensors[${quoted(called)}]`;
    // A label is of all sensors of a key.
    const name = (called === scale.key && scale.label) || called;
    const [valueId, levelId] = ["value", "level"].map((part) => idOf(device.device, called, part));
    const value = {
      name,
      value_template: `{{ ${at}.value }}`,
      unit_of_measurement: scale.unit,
      state_class: "measurement",
      ...deviceClass(scale.gas.id, scale.unit),
    };
    const level = {
      name: `${name} level`,
      device_class: "enum",
      options: LEVELS,
      value_template: `{{ ${at}.level }}`,
    };
    return [
      [this.topic("sensor", valueId ?? ""), this.text(valueId ?? "", { ...this.common(device), ...value })],
      [this.topic("sensor", levelId ?? ""), this.text(levelId ?? "", { ...this.common(device), ...level })],
    ];
  }

  alarm(device: DevicePresentation): [string, string] {
    const id = idOf(device.device, "alarm");
    const members = {
      name: "Gas",
      device_class: "gas",
      value_template: "{{ 'ON' if value_json.alarm else 'OFF' }}",
    };
    return [this.topic("binary_sensor", id), this.text(id, { ...this.common(device), ...members })];
  }

  battery(device: DevicePresentation): [string, string][] {
    if (device.battery === null) return [];
    const id = idOf(device.device, "battery");
    const members = {
      name: "Battery",
      device_class: "battery",
      unit_of_measurement: "%",
      state_class: "measurement",
      value_template: "{{ value_json.battery }}",
    };
    return [[this.topic("sensor", id), this.text(id, { ...this.common(device), ...members })]];
  }

  site(): [string, string] {
    const { prefix } = this.#places;
    const members = {
      name: "Open alarms",
      state_topic: `${prefix}/open-alarms`,
      value_template: "{{ value_json.count }}",
      json_attributes_topic: `${prefix}/open-alarms`,
      availability: [{ topic: `${prefix}/availability` }],
      device: { identifiers: [this.#node], name: "Davy", manufacturer: "Davy" },
    };
    return [this.topic("sensor", "open_alarms"), this.text("open_alarms", members)];
  }
}

/** What tells whether a device is described otherwise than before. */
function signatureOf({ name, place, battery, sensors }: DevicePresentation): string {
  const names = namesOf(sensors);
  const own = sensors.map(({ scale }, place) => [names[place], scale.label, scale.unit]);
  return JSON.stringify([name, place, battery === null, own]);
}

/** What was last said of a device. */
interface Said {
  readonly signature: string;
  readonly texts: readonly [string, string][];
}

/** Describes devices to Home Assistant, each anew only when it is described otherwise. */
export class Discovery {
  readonly #describer: Describer;
  /** Bounded by the devices that were described last. */
  #known = new Map<string, Said>();

  constructor(places: Places) {
    this.#describer = new Describer(places);
  }

  /** The topics that describe devices, and what stands in them. */
  of(devices: readonly DevicePresentation[]): [string, string][] {
    const known = new Map<string, Said>();
    for (const device of devices) {
      const signature = signatureOf(device);
      const before = this.#known.get(device.device);
      const texts = before?.signature === signature ? before.texts : this.#describe(device);
      known.set(device.device, { signature, texts });
    }
    this.#known = known;
    return [this.#describer.site(), ...[...known.values()].flatMap(({ texts }) => texts)];
  }

  #describe(device: DevicePresentation): [string, string][] {
    const describer = this.#describer;
    const names = namesOf(device.sensors);
    return [
      describer.alarm(device),
      ...describer.battery(device),
      ...device.sensors.flatMap((sensor, place) =>
        describer.sensor(device, sensor, names[place] ?? sensor.scale.key),
      ),
    ];
  }
}
