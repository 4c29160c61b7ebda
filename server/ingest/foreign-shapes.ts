// What is posted to the wrong door is told which one is the right one.

import { isMembers, type Members } from "../../shared/ground/members.ts";
import { ENTRANCE_PATHS } from "../../shared/wire/entrances.ts";

interface Shape {
  readonly name: string;
  readonly path: string;
  readonly fits: (members: Members) => boolean;
}

const has =
  (...names: readonly string[]) =>
  (members: Members) =>
    names.every((name) => Object.hasOwn(members, name));

/** The most telling come first. */
const SHAPES: readonly Shape[] = [
  { name: "an event of ChirpStack", path: `${ENTRANCE_PATHS.chirpstack}?event=up`, fits: has("deviceInfo") },
  { name: "a message of The Things Stack", path: ENTRANCE_PATHS.tts, fits: has("end_device_ids") },
  {
    name: "a CloudEvent",
    path: ENTRANCE_PATHS.cloudEvents,
    fits: has("specversion", "type", "source"),
  },
  {
    name: "an uplink of a LoRaWAN server",
    path: ENTRANCE_PATHS.lorawan,
    fits: (members) => Object.keys(members).some((name) => /^(dev_?eui(_uplink)?|eui)$/i.test(name)),
  },
  {
    name: "a record of SenML",
    path: ENTRANCE_PATHS.senml,
    fits: (members) =>
      has("bn")(members) || (has("n")(members) && ["v", "vs", "vb"].some((name) => name in members)),
  },
];

const LINE = /^[^\s,{[<"]+(?:,[^\s=,]+=[^\s=,]+)* [^\s=]+=(?:"[^"]*"|[-\d.][^\s]*)(?: -?\d+)?\s*(?:\n|$)/;

/** Where a value that is no reading belongs, in a sentence; undefined where it looks like nothing that is known. */
export function hintForValue(value: unknown): string | undefined {
  const [first] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!isMembers(first)) return undefined;
  const shape = SHAPES.find(({ fits }) => fits(first));
  return shape && `It looks like ${shape.name}, which is to be posted to ${shape.path}`;
}

/** What is wrong with an item, and where it belongs. */
export function reasonFor(item: unknown, problems: readonly string[]): string {
  const hint = hintForValue(item);
  return [...problems, ...(hint === undefined ? [] : [hint])].join("; ");
}

/** Whether a value is a CloudEvent: its id is that of the event, and each would become a device of its own. */
export function isCloudEvent(value: unknown): boolean {
  return isMembers(value) && typeof value["specversion"] === "string" && "type" in value && "source" in value;
}

/** The same for text that is no JSON. */
export function hintForText(text: string): string | undefined {
  if (LINE.test(text.slice(0, 4_096)))
    return `It looks like InfluxDB's line protocol, which is to be posted to ${ENTRANCE_PATHS.influxV1} or ${ENTRANCE_PATHS.influxV2}`;
  if (/^[\w.%-]+=[^\s&]*(?:&[\w.%-]+=[^\s&]*)*$/.test(text.slice(0, 4_096)))
    return 'It looks like a form; send JSON, such as {"id":"handheld 1","sensors":[{"type":"CO","val":12.5}]}';
  if (text.startsWith("<")) return "It looks like XML or HTML; send JSON";
  return undefined;
}
