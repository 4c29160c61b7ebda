// What a change of settings changed, in words: `CO: zero set to 12 (before: 0)`.

import { msg, str } from "@lit/localize";
import type { Actor } from "../../../shared/entries/actor.ts";
import type { DeviceSettingsPatch, Limits, SensorSettings } from "../../../shared/rules/settings.ts";
import type { Format } from "./format.ts";
import { durationText } from "./lengths.ts";
import { sensorTitle } from "./state-texts.ts";
import { typedNumbersOf } from "./typed-numbers.ts";

type Members = { readonly [member: string]: unknown };

const LIMIT_NAMES: { readonly [Bound in keyof Limits]-?: string } = {
  lowA2: "A2 ≤",
  lowA1: "A1 ≤",
  a1: "A1 ≥",
  a2: "A2 ≥",
};

function nothingWord(): string {
  return msg("none", { id: "change.none" });
}

function limitsText(limits: Limits, format: Format): string {
  const parts = (Object.keys(LIMIT_NAMES) as (keyof Limits)[]).flatMap((bound) => {
    const limit = limits[bound];
    return limit === undefined ? [] : `${LIMIT_NAMES[bound]}\u00a0${typedNumbersOf(format).print(limit)}`;
  });
  return parts.join(", ") || nothingWord();
}

function isLimits(value: unknown): value is Limits {
  return typeof value === "object" && value !== null;
}

function valueText(member: string, value: unknown, format: Format): string {
  if (value === null || value === undefined || value === "") return nothingWord();
  if (member === "expectedIntervalMs" && typeof value === "number") return durationText(value, format);
  if (isLimits(value)) return limitsText(value, format);
  return typeof value === "number" ? typedNumbersOf(format).print(value) : String(value);
}

/** What a member is called within a sentence; undefined for one that a later version wrote. */
function memberWord(member: string): string {
  const words: { readonly [Known in keyof DeviceSettingsPatch | keyof SensorSettings]?: string } = {
    name: msg("name", { id: "change.name" }),
    place: msg("place", { id: "change.place" }),
    wearer: msg("carried by", { id: "change.wearer" }),
    expectedIntervalMs: msg("reporting interval", { id: "change.interval" }),
    label: msg("label", { id: "change.label" }),
    unit: msg("unit", { id: "change.unit" }),
    zero: msg("zero", { id: "change.zero" }),
    gain: msg("gain", { id: "change.gain" }),
    limits: msg("own limits", { id: "change.limits" }),
  };
  return new Map(Object.entries(words)).get(member) ?? member;
}

/** What is told by a sentence of its own. */
function deedText(member: string, value: unknown): string | undefined {
  if (member === "retiredAt")
    return value === null
      ? msg("put back in service", { id: "change.restored" })
      : msg("taken out of service", { id: "change.retired" });
  if (member !== "clockWrong") return undefined;
  return value === true
    ? msg("clock called wrong", { id: "change.clockWrong" })
    : msg("clock called right", { id: "change.clockRight" });
}

function memberText([member, value]: [string, unknown], was: Members | undefined, format: Format): string {
  const deed = deedText(member, value);
  if (deed !== undefined) return deed;
  const what = memberWord(member);
  const after = valueText(member, value, format);
  if (!was || !(member in was)) return msg(str`${what} set to ${after}`, { id: "change.set" });
  const before = valueText(member, was[member], format);
  return msg(str`${what} set to ${after} (before: ${before})`, { id: "change.setFrom" });
}

function sensorTexts(
  [key, patch]: [string, unknown],
  was: Members | undefined,
  format: Format,
): readonly string[] {
  const sensor = sensorTitle(key);
  if (typeof patch !== "object" || patch === null)
    return [msg(str`${sensor}: all settings removed`, { id: "change.removed" })];
  const all = Object.entries(patch).map((entry) => `${sensor}: ${memberText(entry, was, format)}`);
  // What was set to what it was before is no change.
  return was ? all.filter((_, index) => (Object.keys(patch)[index] ?? "") in was) : all;
}

/** What a patch changed, a phrase for each; `was` is what the changed members were before, where it is known. */
export function changeTexts(
  { sensors = {}, ...device }: DeviceSettingsPatch,
  was: DeviceSettingsPatch | undefined,
  format: Format,
): readonly string[] {
  const { sensors: sensorsWere = {}, ...deviceWas } = was ?? {};
  const before = new Map<string, Members | null>(Object.entries(sensorsWere));
  const isChange = ([member]: [string, unknown]) => !was || member in deviceWas;
  return [
    ...Object.entries(device)
      .filter(isChange)
      .map((entry) => memberText(entry, was && deviceWas, format)),
    ...Object.entries(sensors).flatMap((entry) =>
      sensorTexts(entry, was && (before.get(entry[0]) ?? {}), format),
    ),
  ];
}

/** Who made a change. */
export function actorText(by: Actor | undefined): string {
  if (!by) return msg("by unknown", { id: "change.byNobody" });
  if (by.kind === "system") return msg("by the server", { id: "change.byServer" });
  const { name, from } = by;
  return name === ""
    ? msg(str`by somebody at ${from}`, { id: "change.bySomebody" })
    : msg(str`by ${name}`, { id: "change.by" });
}
