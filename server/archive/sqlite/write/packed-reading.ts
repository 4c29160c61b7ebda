// The readings of a packed batch, one after the other.

import type { DeviceTime } from "../../../../shared/ground/time.ts";
import { possibleRange, type SensorRange } from "../../../../shared/rules/sensor-range.ts";
import type { Layout, Layouts } from "../layouts/layouts.ts";
import { sensorsFrom } from "../layouts/own-members.ts";
import { FIGURES, type PackedBatch, type RareMembers } from "./packed-batch.ts";

/** A reading of a packed batch. It is one object for all of them, whose members change with each `next`. */
export class PackedReading {
  seq = 0;
  at = 0;
  /** When it came in: the original's time for an imported one. */
  receivedAt = 0;
  measuredAt = 0;
  deviceTime: DeviceTime = null;
  /** Percent; NaN for none. */
  battery = 0;
  device = "";
  layout: Layout;
  /** How it was let in; undefined for one that was for the asking. */
  via: string | undefined;
  rare: RareMembers | undefined;
  readonly #batch: PackedBatch;
  readonly #layouts: readonly Layout[];
  /** Of devices whose settings say what their numbers mean: for the layout of their last reading. */
  readonly #ownRanges = new Map<
    string,
    { readonly layout: Layout; readonly ranges: readonly SensorRange[] }
  >();
  #place = -1;
  /** Where its values begin, and where the next reading does. */
  #begin = 0;
  #end = 0;

  /** Stands before the first reading. */
  constructor(batch: PackedBatch, layouts: Layouts) {
    this.#batch = batch;
    this.#layouts = batch.layouts.map((text) => layouts.parse(text));
    this.layout = layouts.parse("[]");
  }

  /** Goes on to the next reading; answers whether there is one. */
  next(): boolean {
    const { numbers, devices, vias, rare, readings } = this.#batch;
    this.#place += 1;
    if (this.#place >= readings) return false;
    const start = this.#end;
    const figure = (index: number) => numbers[start + index] ?? Number.NaN;
    this.seq = figure(0);
    this.at = figure(1);
    this.measuredAt = figure(2);
    this.battery = figure(4);
    this.device = devices[figure(5)] ?? "";
    this.layout = this.#layouts[figure(6)] ?? this.layout;
    this.via = vias[figure(7)];
    this.#begin = start + FIGURES;
    this.#end = this.#begin + this.layout.identities.length;
    this.rare = rare.size === 0 ? undefined : rare.get(this.#place);
    this.receivedAt = this.rare?.receivedAt ?? this.at;
    this.deviceTime = this.rare?.deviceTime === undefined ? figure(3) : this.rare.deviceTime;
    return true;
  }

  /** The value of the layout's sensor at this place; NaN for a fault. */
  value(sensor: number): number {
    return this.#batch.numbers[this.#begin + sensor] ?? Number.NaN;
  }

  /** What the values can be at all. */
  get ranges(): readonly SensorRange[] {
    const { device, layout } = this;
    const settings = this.#batch.settings.size === 0 ? undefined : this.#batch.settings.get(device);
    if (!settings) return layout.ranges;
    const known = this.#ownRanges.get(device);
    if (known?.layout === layout) return known.ranges;
    const ranges = layout.sensors.map((sensor) => possibleRange(sensor, settings[sensor.key]));
    this.#ownRanges.set(device, { layout, ranges });
    return ranges;
  }

  /** What it was made of, as far as it is known here. */
  get entry(): object {
    const { seq, at, device, measuredAt, deviceTime, battery, layout, rare } = this;
    const { members, ...rest } = { ...rare, ...(this.via === undefined ? {} : { via: this.via }) };
    const sensors = sensorsFrom(layout.text, JSON.parse(this.valuesText), members);
    // NaN becomes null in JSON by itself.
    return { seq, at, kind: "reading", device, measuredAt, deviceTime, battery, sensors, ...rest };
  }

  /** The values as JSON, null for a fault. */
  get valuesText(): string {
    let text = "[";
    for (let at = this.#begin; at < this.#end; at += 1) {
      const value = this.#batch.numbers[at] ?? Number.NaN;
      // By hand: JSON.stringify takes longer to be called than to write so little.
      text += `${at === this.#begin ? "" : ","}${Number.isNaN(value) ? "null" : value}`;
    }
    return `${text}]`;
  }
}
