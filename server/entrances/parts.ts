// What the payloads of LoRaWAN network servers have in common. Any of it may be missing, or be something else.

import { createHash } from "node:crypto";
import type { RadioFacts } from "../../shared/fleet/radio.ts";
import { isMembers, type Members, parseNumber } from "../../shared/ground/members.ts";
import { plainId } from "./dev-eui.ts";

/** The members of a value that may have none. */
export function membersIn(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** Text that is not empty. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** A time as the servers write it; undefined for none. */
export function timeIn(value: unknown): string | number | undefined {
  return typeof value === "number" ? value : textIn(value);
}

/** A charge in percent; undefined for what is none. */
export function chargeIn(value: unknown): number | undefined {
  const charge = parseNumber(value);
  return charge !== undefined && charge >= 0 && charge <= 100 ? charge : undefined;
}

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The bytes of base64; undefined for what is none. */
export function bytesOfBase64(value: unknown): Uint8Array | undefined {
  const text = textIn(value);
  return text !== undefined && BASE64.test(text) ? Buffer.from(text, "base64") : undefined;
}

/** The bytes of hexadecimal digits; undefined for what is none. */
export function bytesOfHex(value: unknown): Uint8Array | undefined {
  const text = textIn(value)?.replaceAll(/[\s:-]/g, "");
  return text !== undefined && /^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, "hex") : undefined;
}

/** Facts without those that nobody told. */
export function factsOf(
  facts: { readonly [Name in keyof RadioFacts]: RadioFacts[Name] | undefined },
): RadioFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** The reception by the gateway that heard it best, and by how many it was heard. */
export function bestReception(receptions: unknown): { readonly best: Members; readonly count: number } {
  const list: readonly unknown[] = Array.isArray(receptions) ? receptions : [];
  const known = list.filter(isMembers);
  const strength = ({ rssi }: Members) => parseNumber(rssi) ?? Number.NEGATIVE_INFINITY;
  const [first = {}, ...others] = known;
  const best = others.reduce((one, other) => (strength(other) > strength(one) ? other : one), first);
  return { best, count: known.length };
}

/** Signal to noise, dB. Servers leave out what is 0. */
export function snrOf(reception: Members): number | undefined {
  return parseNumber(reception["snr"]) ?? (parseNumber(reception["rssi"]) === undefined ? undefined : 0);
}

/** By what an uplink is known; undefined where nothing tells it from others. */
export function uplinkKey(
  device: string,
  told: { readonly id?: string | undefined; readonly fCnt?: number | undefined; readonly time?: unknown },
): string | undefined {
  if (told.id !== undefined) return keyOf("lora", told.id);
  if (told.fCnt === undefined || told.time === undefined) return undefined;
  return keyOf("lora", plainId(device), told.fCnt, told.time);
}

/** A key of what tells one thing from all others of its kind, however long that is and whatever stands in it. */
export function keyOf(kind: string, ...parts: readonly unknown[]): string {
  return `${kind}/${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}`;
}
