// From an uplink to items for ingest, of the same form as what devices post.

import { isMembers } from "../../shared/ground/members.ts";
import { MAX_CLOCK_AHEAD_MS, MAX_LATE_MS, parseDeviceTime } from "../../shared/ground/time.ts";
import type { Mapping } from "../../shared/rules/mapping/mapping.ts";
import { fillDevice, type PayloadReading, type Understood } from "../../shared/rules/mapping/read-payload.ts";
import type { Uplink } from "./uplink.ts";

/** An item, and the key by which its repetition is known. */
export interface Item {
  readonly value: { readonly [member: string]: unknown };
  readonly key: string | undefined;
}

/** An uplink and how it was read. */
export interface ReadUplink {
  readonly uplink: Uplink;
  readonly understood: Understood;
  readonly mapping: Mapping | undefined;
}

/**
 * The time of a reading. The device's own, where it can be one; a counter since its start, or a clock that is far ahead, would let a
 * late uplink count as of its arrival, so that then the time counts at which the network heard it.
 */
function timeOf(own: unknown, heard: Uplink["time"]): unknown {
  if (heard === undefined || heard === null) return own;
  if (typeof own !== "number" && typeof own !== "string") return heard;
  const [time, heardAt] = [parseDeviceTime(own), parseDeviceTime(heard)];
  if (time === undefined) return heard;
  if (heardAt === undefined) return own;
  return time > heardAt + MAX_CLOCK_AHEAD_MS || time < heardAt - MAX_LATE_MS ? heard : own;
}

/** What of the payload is kept beside the reading: all of it that is no reading. */
function keptOf({ uplink, understood }: ReadUplink): { readonly [member: string]: unknown } {
  const { members, bytes, radio } = uplink;
  const isKept = understood.how !== "own" && members !== undefined && members !== null;
  return {
    ...(radio === undefined ? {} : { lora: radio }),
    ...(isKept ? { payload: members } : {}),
    ...(bytes === undefined || (members !== undefined && understood.how !== "raw")
      ? {}
      : { bytes: Buffer.from(bytes).toString("hex") }),
  };
}

function ownMembers(reading: PayloadReading): object {
  if (!isMembers(reading)) return {};
  const { id: _, pct: __, ts: ___, sensors: ____, uid: _____, ...others } = reading;
  return others;
}

/** Whether it is of something else than gas: nobody has said that readings come from there, and none is in it. */
export function isOther({ uplink, understood, mapping }: ReadUplink): boolean {
  const { how } = understood;
  return uplink.isChance === true && mapping === undefined && (how === "nothing" || how === "raw");
}

function hasTime({ value }: Item): boolean {
  const ts = value["ts"];
  return (typeof ts === "number" || typeof ts === "string") && parseDeviceTime(ts) !== undefined;
}

/** The items of an uplink, one a reading; those of a status and of bytes that nobody knows have no sensors. */
export function itemsOf(read: ReadUplink): readonly Item[] {
  const { uplink, understood, mapping } = read;
  const template = uplink.device === undefined ? mapping?.device : null;
  const filled = template ? fillDevice(template, uplink.source, uplink.members) : undefined;
  const kept = keptOf(read);
  const items = understood.readings.map((reading, place) => {
    const id = uplink.device ?? filled ?? reading.id ?? uplink.likelyDevice;
    const pct = reading.pct ?? uplink.battery;
    const ts = timeOf(reading.ts, uplink.time);
    const key = uplink.key === undefined || place === 0 ? uplink.key : `${uplink.key}/${place}`;
    // What its own system says of a repetition comes first.
    const uid = key === undefined && isMembers(reading) ? reading["uid"] : undefined;
    const value = {
      ...ownMembers(reading),
      ...(uid === undefined ? {} : { uid }),
      ...(id === undefined ? {} : { id }),
      ...(pct === undefined ? {} : { pct }),
      ...(ts === undefined ? {} : { ts }),
      sensors: reading.sensors,
      ...kept,
    };
    return { value, key };
  });
  return uplink.needsTime ? items.filter(hasTime) : items;
}
