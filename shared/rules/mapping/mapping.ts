// What an admin says of payloads that are not in Davy's own shape: which of their members, or of their bytes, is which gas.

import { MAX_TYPE_LENGTH } from "../reading.ts";

/** Most mappings of a site, fields of one, and members of a payload that are looked at. */
export const MAX_MAPPINGS = 100;
export const MAX_FIELDS = 64;
/** Longest pattern of sources, path of a member and template of a device, in UTF-16 units. */
export const MAX_MAPPING_TEXT = 200;
export const MAX_UNIT_LENGTH = MAX_TYPE_LENGTH;

/** How a number stands in the bytes of an uplink; a `float` is IEEE 754 and has 4 bytes. */
export interface ByteField {
  /** Bytes before it. */
  readonly offset: number;
  readonly width: 1 | 2 | 3 | 4;
  readonly endian: "big" | "little";
  readonly form: "unsigned" | "signed" | "float";
}

/** One value of a payload and what it is. */
export interface MappedField {
  /** The member, its path joined by dots (`gas.co`, `values.0`), or where its bytes are. */
  readonly from: string | ByteField;
  readonly to: "sensor" | "battery" | "time";
  /** The gas, as a sensor's `type`; of a sensor alone. */
  readonly type?: string;
  /** The unit of the value times the factor; absent means ppm. */
  readonly unit?: string;
  /** What the value is multiplied by; absent means 1. */
  readonly factor?: number;
}

/**
 * How the payloads of some sources are read. A source is a path (`chirpstack/<application>/<profile>/<DevEUI>`, `mqtt/<topic>`, …);
 * the pattern may have `+` for one step of it and `#` at its end for all that follow, as in MQTT.
 */
export interface Mapping {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** The LoRaWAN port that it is for; null for all. */
  readonly port: number | null;
  /** The device's id where the entrance does not know it: text with `{2}` for a step of the source and `{member.path}` for a member. */
  readonly device: string | null;
  /** What comes from there is no reading, and is passed over. */
  readonly passOver: boolean;
  /** Which value is what; none: by the names of the members. */
  readonly fields: readonly MappedField[];
}

/** Where a payload comes from. */
export interface PayloadSource {
  readonly source: string;
  readonly port?: number | undefined;
}

/** Whether a pattern fits a source. */
export function fitsSource(pattern: string, source: string): boolean {
  const wanted = pattern.split("/");
  const steps = source.split("/");
  if (wanted.at(-1) === "#") return wanted.slice(0, -1).every((step, at) => isStep(step, steps[at]));
  return wanted.length === steps.length && wanted.every((step, at) => isStep(step, steps[at]));
}

/** Whether text can be a pattern of sources at all: `+` is a whole step of it, `#` its last one. No source has either sign in it. */
export function isSourcePattern(text: string): boolean {
  const steps = text.split("/");
  return steps.every(
    (step, at) => step === "+" || (step === "#" && at === steps.length - 1) || !/[+#]/.test(step),
  );
}

function isStep(wanted: string, step: string | undefined): boolean {
  return step !== undefined && (wanted === "+" || wanted === step);
}

/** How special a mapping is: what is named counts before what is left open, and a port before none. */
function weightOf({ source, port }: Mapping): number {
  const named = source.split("/").filter((step) => step !== "+" && step !== "#").length;
  return 2 * named + (port === null ? 0 : 1);
}

/** The mapping of a source: the most special of those that fit, the first of equals; undefined where none does. */
export function mappingFor(
  mappings: readonly Mapping[],
  { source, port }: PayloadSource,
): Mapping | undefined {
  const fit = mappings.filter(
    (mapping) => fitsSource(mapping.source, source) && (mapping.port === null || mapping.port === port),
  );
  return fit.reduce<Mapping | undefined>(
    (best, one) => (best === undefined || weightOf(one) > weightOf(best) ? one : best),
    undefined,
  );
}

/** A name as one step of a source: a slash in it would make two, and the signs of patterns have a meaning of their own. */
export function sourceStep(name: string): string {
  return name.replaceAll(/[/+#]/g, "_").slice(0, MAX_MAPPING_TEXT) || "-";
}
