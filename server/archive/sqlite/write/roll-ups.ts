// Minutes and hours: count, faults, sum, lowest and highest per sensor. Gathered in memory, then added to the files.

import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { beyond, maySuitAnotherUnit, type SensorRange } from "../../../../shared/rules/sensor-range.ts";
import type { DataFile } from "../files/data-file.ts";
import { isOfEntry } from "../files/failures.ts";
import type { Layout } from "../layouts/layouts.ts";
import type { PackedReading } from "./packed-reading.ts";

interface Sums {
  count: number;
  sum: number;
  min: number;
  max: number;
}

interface Figures extends Sums {
  faults: number;
  /** Of the faults those that are numbers, and may be measurements once another unit is set. */
  strays: Sums | undefined;
}

interface DeviceFigures {
  readings: number;
  lowestBattery: number;
  readonly bySensor: Map<string, Figures>;
  /** The figures of the latest layout's sensors in its order, to save looking each of them up. */
  layout: Layout | undefined;
  ofLayout: Figures[];
}

/** Sensors by minute that are gathered before they must go to the files, where a device's minute takes as much memory as so many… */
const MAX_GATHERED = 160_000;
const MINUTE_COUNTS = 4;
/** …and days: each has files of its own, and to bring figures into many takes long. */
const MAX_DAYS = 50;

const ADD = `INSERT INTO roll_ups VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, faults = faults + excluded.faults, sum = sum + excluded.sum,
    min = coalesce(min(min, excluded.min), min, excluded.min), max = coalesce(max(max, excluded.max), max, excluded.max)`;
const ADD_STRAYS = `INSERT INTO strays VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET count = count + excluded.count, sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)`;
const ADD_BATTERY = `INSERT INTO batteries VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET readings = readings + excluded.readings,
    lowest = coalesce(min(lowest, excluded.lowest), lowest, excluded.lowest)`;

function newSums(): Sums {
  return { count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
}

/** Each member by name: what is spread from another object takes several times as long, here and wherever it is added to. */
function newFigures(): Figures {
  const [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return { count: 0, faults: 0, sum: 0, min, max, strays: undefined };
}

function figuresOf(device: DeviceFigures, layout: Layout): Figures[] {
  if (device.layout === layout) return device.ofLayout;
  device.layout = layout;
  device.ofLayout = layout.identities.map((identity) => {
    const known = device.bySensor.get(identity) ?? newFigures();
    device.bySensor.set(identity, known);
    return known;
  });
  return device.ofLayout;
}

function addTo(sums: Sums, value: number): void {
  sums.count += 1;
  sums.sum += value;
  if (value < sums.min) sums.min = value;
  if (value > sums.max) sums.max = value;
}

function addValue(figures: Figures, value: number, range: SensorRange): void {
  if (!Number.isNaN(value) && beyond(value, range) === undefined) {
    addTo(figures, value);
    return;
  }
  figures.faults += 1;
  if (!maySuitAnotherUnit(value)) return;
  figures.strays ??= newSums();
  addTo(figures.strays, value);
}

/** Gathers one resolution's roll-ups. `unitMs` is the length of a row's time. */
export class RollUps {
  readonly #unitMs: number;
  readonly #gathered = new Map<number, Map<string, DeviceFigures>>();
  readonly #days = new Set<number>();
  #size = 0;

  constructor(unitMs: number) {
    this.#unitMs = unitMs;
  }

  get isFull(): boolean {
    return this.#size >= MAX_GATHERED || this.#days.size > MAX_DAYS;
  }

  add(reading: PackedReading): void {
    const { measuredAt, battery } = reading;
    const device = this.#deviceOf(measuredAt - (measuredAt % this.#unitMs), reading.device);
    device.readings += 1;
    if (battery < device.lowestBattery) device.lowestBattery = battery;
    const before = device.bySensor.size;
    const figures = figuresOf(device, reading.layout);
    this.#size += device.bySensor.size - before;
    const { ranges } = reading;
    for (let index = 0; index < figures.length; index += 1) {
      const [own, range] = [figures[index], ranges[index]];
      if (own && range) addValue(own, reading.value(index), range);
    }
  }

  #deviceOf(start: number, name: string): DeviceFigures {
    let devices = this.#gathered.get(start);
    if (!devices) {
      devices = new Map();
      this.#gathered.set(start, devices);
      this.#days.add(Math.floor(start / DAY_MS));
    }
    let device = devices.get(name);
    if (!device) {
      device = {
        readings: 0,
        lowestBattery: Number.POSITIVE_INFINITY,
        bySensor: new Map(),
        layout: undefined,
        ofLayout: [],
      };
      devices.set(name, device);
      this.#size += MINUTE_COUNTS;
    }
    return device;
  }

  /** A moment that something is gathered for; undefined when there is none. */
  get firstStart(): number | undefined {
    return this.#gathered.keys().next().value;
  }

  /**
   * Adds what is gathered for a file's period to the file. Answers whether there was anything. Figures that the file does not
   * take must not keep the others from it; `onProblem` is told of them in words.
   */
  flush(file: DataFile, { from, to }: Period, onProblem: (problem: string) => void): boolean {
    const starts = [...this.#gathered.keys()].filter((start) => start >= from && start < to);
    for (const start of starts) {
      const devices = this.#gathered.get(start) ?? new Map<string, DeviceFigures>();
      for (const [name, figures] of devices) {
        devices.delete(name);
        this.#size -= MINUTE_COUNTS + figures.bySensor.size;
        tryToAdd(file, { start, name, figures }, onProblem);
      }
      this.#gathered.delete(start);
      this.#days.delete(Math.floor(start / DAY_MS));
    }
    return starts.length > 0;
  }
}

interface OwnFigures {
  readonly start: number;
  readonly name: string;
  readonly figures: DeviceFigures;
}

function tryToAdd(file: DataFile, own: OwnFigures, onProblem: (problem: string) => void): void {
  try {
    addToFile(file, own);
  } catch (error) {
    if (!isOfEntry(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const since = new Date(own.start).toISOString();
    onProblem(`${file.info.path} did not take the figures of ${own.name} from ${since} on: ${reason}`);
  }
}

function addToFile(file: DataFile, { start, name, figures }: OwnFigures): void {
  const device = file.names.idOf("devices", name);
  const lowest = Number.isFinite(figures.lowestBattery) ? figures.lowestBattery : null;
  file.statement(ADD_BATTERY).run([device, start, figures.readings, lowest]);
  const add = file.statement(ADD);
  for (const [identity, { count, faults, sum, min, max, strays }] of figures.bySensor) {
    const extremes = count > 0 ? [min, max] : [null, null];
    const place = [device, start, file.names.idOf("sensors", identity)];
    add.run([...place, count, faults, sum, ...extremes]);
    if (strays) file.statement(ADD_STRAYS).run([...place, strays.count, strays.sum, strays.min, strays.max]);
  }
}

/** The last start that a file has figures of, unix ms; 0 for an empty one. */
export function lastStartOf(file: DataFile): number {
  return Number(file.value("SELECT max(start) FROM batteries") ?? 0);
}
