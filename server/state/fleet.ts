// The latest state of each device, kept from the log's entries. Public file of the folder.

import type { Entry } from "../../shared/entries/entry.ts";
import { forgetKind, settingKind } from "../../shared/entries/kinds.ts";
import { problemOfEntry } from "../../shared/entries/unfit-reading.ts";
import { completeState, type DeviceState, type FleetSnapshot, withPatch } from "../../shared/fleet/fleet.ts";
import { createTurns, type Turns } from "../../shared/ground/in-turn.ts";
import type { ClockStep, EntryBatch } from "../log/log.ts";
import { beforeStep } from "./before-step.ts";
import { type KnownDevice, OpenDevices } from "./open-devices.ts";
import type { Projection } from "./projections.ts";

/** The fleet as the log tells it. Entries up to `seq` are taken in; earlier ones offered again are skipped. */
export interface Fleet extends Projection {
  observe(batch: EntryBatch | Pick<EntryBatch, "entries">): void;
  readonly seq: number;
  /** How many devices there are. */
  readonly size: number;
  /** How many sensors they have together. */
  readonly sensorCount: number;
  /** What a post is judged by, of one device; undefined for a new one. Quicker than its state. */
  known(device: string): KnownDevice | undefined;
  /** The state of one device; undefined for a new one. Costs less than those of all. */
  state(device: string): DeviceState | undefined;
  states(): ReadonlyMap<string, DeviceState>;
  snapshot(): FleetSnapshot;
  /** Whoever changes settings does so in turn, so that what was before is true, and nobody overwrites what they have not seen. */
  readonly inTurn: Turns;
}

export const EMPTY_FLEET: FleetSnapshot = { seq: 0, devices: [] };

/**
 * A fleet that begins with what was known at the last checkpoint. Where the clock stepped back, times of before that are
 * beyond it; they are brought back when the fleet comes to that place.
 */
export function createFleet(start: FleetSnapshot, steps: readonly ClockStep[] = []): Fleet {
  let devices = new OpenDevices([]);
  let seq = 0;
  let waiting: readonly ClockStep[] = [];

  function begin(from: FleetSnapshot): void {
    devices = new OpenDevices(from.devices.map(completeState));
    seq = from.seq;
    waiting = steps.filter((step) => step.seq >= seq);
    stepBack(seq);
  }

  function take(entry: Entry): void {
    seq = entry.seq;
    if (entry.kind === "forget" && forgetKind.parse(entry)) devices.delete(entry.device);
    else if (entry.kind === "setting" && settingKind.parse(entry))
      devices.change(entry.device, (state) => withPatch(state, entry.patch));
    // What the archive sets aside is no state of a device either.
    else if (entry.kind === "reading" && problemOfEntry(entry) === undefined) devices.observe(entry);
  }

  function stepBack(through: number): void {
    for (const step of waiting.filter((one) => one.seq <= through))
      for (const device of devices.states().keys())
        devices.change(device, (state) => beforeStep(state, step));
    waiting = waiting.filter((step) => step.seq > through);
  }

  begin(start);
  return {
    name: "fleet",
    // It was checked when it was written, with the file that has it.
    restore: (state) => begin(state === undefined ? EMPTY_FLEET : (state as FleetSnapshot)),
    observe({ entries }) {
      for (const entry of entries) {
        if (entry.seq <= seq) continue;
        if (waiting.length > 0) stepBack(entry.seq - 1);
        take(entry);
      }
      if (waiting.length > 0) stepBack(seq);
    },
    get seq() {
      return seq;
    },
    get size() {
      return devices.size;
    },
    get sensorCount() {
      return devices.sensorCount;
    },
    inTurn: createTurns(),
    known: (device) => devices.known(device),
    state: (device) => devices.state(device),
    states: () => devices.states(),
    snapshot: () => ({ seq, devices: [...devices.states().values()] }),
  };
}
