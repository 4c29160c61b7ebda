// A batch on its way to the archive's thread: figures in one piece of memory, texts once a batch. As NDJSON
// the thread spent a third of its time on parsing what the other had just written.

import type { Entry, ForgetEntry, ReadingEntry, StampedEntry } from "../../../../shared/entries/entry.ts";
import { type EntryKinds, forgetKind, KINDS } from "../../../../shared/entries/kinds.ts";
import { problemOfEntry } from "../../../../shared/entries/unfit-reading.ts";
import { meaningText } from "../../../../shared/rules/number-meaning.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { Judged } from "../files/judged.ts";
import { Layouts } from "../layouts/layouts.ts";
import { Describer, type OwnMembers } from "../layouts/own-members.ts";
import { type PackedEvent, packEvent, problemOfEvent } from "./packed-event.ts";
import { Places } from "./places.ts";

/** What few readings have, as they have it. `deviceTime` is here only when it is no number. */
export type RareMembers = Pick<ReadingEntry, "extra" | "key" | "source" | "receivedAt"> & {
  readonly deviceTime?: string | null;
  readonly members?: OwnMembers;
};

/** An entry that cannot be applied, and why. */
export interface UnfitEntry {
  readonly seq: number;
  readonly reason: string;
  readonly entry: object;
}

/** A device whose data up to a seq is to go. */
export interface ForgottenDevice {
  readonly device: string;
  readonly seq: number;
}

/** Consecutive entries. */
export interface PackedBatch {
  /** One reading after the other, `FIGURES` and then its values; NaN is a fault. */
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly devices: readonly string[];
  /** The texts of layouts. */
  readonly layouts: readonly string[];
  /** How readings were let in. */
  readonly vias: readonly string[];
  readonly rare: ReadonlyMap<number, RareMembers>;
  /** By device, where its settings say what its sensors' numbers mean. */
  readonly settings: ReadonlyMap<string, SensorsSettings>;
  readonly readings: number;
  /** Those that are no readings. */
  readonly events: readonly PackedEvent[];
  /** Those that cannot be kept. */
  readonly unfit: readonly UnfitEntry[];
  /** Those come before all readings of the batch (`splitAtForgotten`). */
  readonly forgotten: readonly ForgottenDevice[];
  /** The first and the last entry, which need not be readings. */
  readonly first: Pick<Entry, "seq" | "at"> | undefined;
  readonly lastSeq: number;
}

/** So many figures stand before a reading's values: seq, at, measuredAt, deviceTime, battery, and its places in the three lists. */
export const FIGURES = 8;
/** The place of what a reading does not have. */
export const NOWHERE = -1;

function rareMembersOf(entry: ReadingEntry, members: OwnMembers | undefined): RareMembers | undefined {
  const { extra, key, source, receivedAt, deviceTime } = entry;
  const isOrdinary = typeof deviceTime === "number";
  if (isOrdinary && !extra && key === undefined && !source && receivedAt === undefined && !members)
    return undefined;
  return {
    ...(extra ? { extra } : {}),
    ...(key === undefined ? {} : { key }),
    ...(source ? { source } : {}),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(isOrdinary ? {} : { deviceTime }),
    ...(members ? { members } : {}),
  };
}

function isForgetting(entry: Entry): entry is ForgetEntry {
  return entry.kind === "forget" && forgetKind.parse(entry)?.data === "delete";
}

/** Consecutive entries in pieces that can be packed: in each the forgetting of devices comes before all else. */
export function splitAtForgotten(entries: readonly Entry[]): (readonly Entry[])[] {
  if (!entries.some(isForgetting)) return [entries];
  const starts = entries.flatMap((entry, place) => (place > 0 && isForgetting(entry) ? [place] : []));
  return [0, ...starts].map((start, index) => entries.slice(start, starts[index]));
}

function sortOut(entries: readonly Entry[]) {
  const readings: ReadingEntry[] = [];
  const others: StampedEntry[] = [];
  const unfit: UnfitEntry[] = [];
  for (const entry of entries) {
    const reason = entry.kind === "reading" ? problemOfEntry(entry) : problemOfEvent(entry);
    if (reason !== undefined) unfit.push({ seq: entry.seq, reason, entry });
    else if (entry.kind === "reading") readings.push(entry);
    else others.push(entry);
  }
  return { readings, others, unfit };
}

/** What is set of a device's sensors; undefined where nothing is. */
export type SettingsOf = (device: string) => SensorsSettings | undefined;

/** Those of the devices of which a sensor's unit or calibration is set. */
function tellingSettings(devices: readonly string[], settingsOf: SettingsOf): Map<string, SensorsSettings> {
  const telling = new Map<string, SensorsSettings>();
  for (const device of devices) {
    const settings = settingsOf(device);
    if (settings && meaningText(settings) !== "") telling.set(device, settings);
  }
  return telling;
}

/** Packs batches. It knows the layouts of earlier ones. */
export class BatchPacker {
  readonly #describer = new Describer(new Layouts());
  readonly #kinds: EntryKinds;
  /** By which minutes and hours tell a measurement from what cannot be. */
  settingsOf: SettingsOf = () => undefined;

  /** `kinds` tell what an entry that is no reading is about. */
  constructor(kinds: EntryKinds = KINDS) {
    this.#kinds = kinds;
  }

  /** A question with what it is to be answered by. */
  judged<Request extends { readonly device: string }>(request: Request): Judged<Request> {
    const settings = tellingSettings([request.device], this.settingsOf).get(request.device);
    return settings ? { ...request, settings } : request;
  }

  pack(entries: readonly Entry[]): PackedBatch {
    const { readings, others, unfit } = sortOut(entries);
    const size = readings.reduce((sum, { sensors }) => sum + FIGURES + sensors.length, 0);
    const numbers = new Float64Array(size);
    const [devices, layouts, vias] = [new Places(), new Places(), new Places()];
    const rare = new Map<number, RareMembers>();
    let at = 0;
    let place = 0;
    for (const reading of readings) {
      const { seq, measuredAt, deviceTime, battery, sensors, via } = reading;
      const { layout, members } = this.#describer.describe(reading.device, sensors);
      const rareMembers = rareMembersOf(reading, members);
      if (rareMembers) rare.set(place, rareMembers);
      place += 1;
      numbers[at] = seq;
      numbers[at + 1] = reading.at;
      numbers[at + 2] = measuredAt;
      numbers[at + 3] = typeof deviceTime === "number" ? deviceTime : Number.NaN;
      numbers[at + 4] = battery ?? Number.NaN;
      numbers[at + 5] = devices.of(reading.device);
      numbers[at + 6] = layouts.of(layout.text);
      numbers[at + 7] = typeof via === "string" ? vias.of(via) : NOWHERE;
      at += FIGURES;
      for (const { val } of sensors) numbers[at++] = val ?? Number.NaN;
    }
    const first = entries[0];
    return {
      numbers,
      devices: devices.texts,
      layouts: layouts.texts,
      vias: vias.texts,
      rare,
      settings: tellingSettings(devices.texts, this.settingsOf),
      readings: readings.length,
      events: others.map((entry) => packEvent(entry, this.#kinds)),
      unfit,
      forgotten: entries.filter(isForgetting).map(({ device, seq }) => ({ device, seq })),
      first: first && { seq: first.seq, at: first.at },
      lastSeq: entries.at(-1)?.seq ?? 0,
    };
  }
}
