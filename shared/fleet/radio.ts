// How a device is heard by LoRaWAN: what its uplinks say of the radio, and how many of them never came. Pure.

import { isMembers } from "../ground/members.ts";

/** What is kept of the radio with each reading, in its member `lora`. */
export interface RadioFacts {
  /** The device's counter of uplinks; absent in what is no uplink. */
  readonly fCnt?: number;
  readonly fPort?: number;
  /** What the device is joined as: a new one begins to count anew. */
  readonly session?: string;
  /** Of the gateway that heard it best: dBm, dB. */
  readonly rssi?: number;
  readonly snr?: number;
  readonly spreadingFactor?: number;
  readonly gateway?: string;
  /** How many gateways heard it. */
  readonly gateways?: number;
  /** Of a status: dB beyond what was needed, and whether it has a battery at all. */
  readonly margin?: number;
  readonly externalPower?: boolean;
}

/** How a device is heard. Times are unix ms. */
export interface RadioState {
  readonly last: RadioFacts;
  /** When the last uplink came. */
  readonly at: number;
  /** The highest counter of the session. */
  readonly fCnt: number | null;
  /** Uplinks that came and that did not, since it joined or since it is known. */
  readonly heard: number;
  readonly missed: number;
  /** The last gap: how many were missed, and when that showed. */
  readonly lastGap: { readonly missed: number; readonly at: number } | null;
}

/** A gap longer than this is no gap but a counter that was set. */
const MAX_GAP = 10_000;

const NUMBERS = ["fCnt", "fPort", "rssi", "snr", "spreadingFactor", "gateways", "margin"] as const;
const TEXTS = ["session", "gateway"] as const;

/** The facts in a reading's further members; undefined where there are none. Anybody may have posted them. */
export function radioOf(extra: { readonly [member: string]: unknown } | undefined): RadioFacts | undefined {
  const facts = extra?.["lora"];
  if (!isMembers(facts)) return undefined;
  const known: [string, unknown][] = [
    ...NUMBERS.filter((name) => Number.isFinite(facts[name])),
    ...TEXTS.filter((name) => typeof facts[name] === "string"),
    ...(typeof facts["externalPower"] === "boolean" ? ["externalPower"] : []),
  ].map((name) => [name, facts[name]]);
  return Object.fromEntries(known);
}

function begin(last: RadioFacts, at: number): RadioState {
  const isUplink = last.fCnt !== undefined;
  return { last, at, fCnt: last.fCnt ?? null, heard: isUplink ? 1 : 0, missed: 0, lastGap: null };
}

/** What is known of the radio after one more uplink or status, which came at `at` (unix ms). */
export function followRadio(before: RadioState | undefined, facts: RadioFacts, at: number): RadioState {
  if (!before) return begin(facts, at);
  const { fCnt } = facts;
  // A status says nothing of how the device was heard.
  if (fCnt === undefined) return { ...before, last: { ...before.last, ...facts } };
  const last = before.last.margin === undefined ? facts : { ...powerOf(before.last), ...facts };
  const isJoinedAnew = facts.session !== undefined && facts.session !== before.last.session;
  const ahead = fCnt - (before.fCnt ?? fCnt);
  if (before.fCnt === null || isJoinedAnew) return { ...begin(last, at), missed: 0 };
  const heard = before.heard + 1;
  // One that comes late fills a gap; without a session a low counter tells of a new join.
  if (ahead <= 0) {
    const isLate = facts.session !== undefined || ahead > -100;
    return isLate ? { ...before, heard, missed: Math.max(0, before.missed - 1) } : begin(last, at);
  }
  const missed = ahead - 1;
  if (missed === 0 || missed > MAX_GAP) return { ...before, last, at, fCnt, heard };
  return { last, at, fCnt, heard, missed: before.missed + missed, lastGap: { missed, at } };
}

function powerOf({ margin, externalPower }: RadioFacts): RadioFacts {
  return {
    ...(margin === undefined ? {} : { margin }),
    ...(externalPower === undefined ? {} : { externalPower }),
  };
}
