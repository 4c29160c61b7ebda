// The latest state of each device, kept from the log's entries. Public file of the folder.

import type { Entry, ReadingEntry, SettingEntry } from "../../shared/entries/entry.ts";
import { isFitSetting, problemOfEntry } from "../../shared/entries/unfit-reading.ts";
import { completeState, type DeviceState, withPatch } from "../../shared/fleet/fleet.ts";
import { observeAll } from "../../shared/fleet/observe-readings.ts";
import type { FleetSnapshot } from "../archive/archive.ts";
import type { ClockStep, EntryBatch } from "../log/log.ts";
import { beforeStep } from "./before-step.ts";

/** The fleet as the log tells it. Entries up to `seq` are taken in; earlier ones offered again are skipped. */
export interface Fleet {
  observe(batch: EntryBatch): void;
  readonly seq: number;
  states(): ReadonlyMap<string, DeviceState>;
  snapshot(): FleetSnapshot;
}

/**
 * A fleet that begins with what was known at the last checkpoint. Where the clock stepped back, times of before that are
 * beyond it; they are brought back when the fleet comes to that place.
 */
export function createFleet(start: FleetSnapshot, steps: readonly ClockStep[] = []): Fleet {
  const states = new Map(start.devices.map((state) => [state.device, completeState(state)]));
  let seq = start.seq;
  let waiting = steps.filter((step) => step.seq >= start.seq);

  /** Takes in entries none of which forgets a device. */
  function take(entries: readonly Entry[]): void {
    for (const [device, readings] of readingsByDevice(entries)) {
      const state = observeAll(states.get(device), readings);
      if (state) states.set(device, state);
    }
    for (const entry of entries) if (entry.kind === "setting") change(entry);
  }

  function takeAll(entries: readonly Entry[]): void {
    let from = 0;
    for (const [place, entry] of entries.entries()) {
      if (entry.kind !== "forget") continue;
      take(entries.slice(from, place));
      states.delete(entry.device);
      from = place + 1;
    }
    take(from === 0 ? entries : entries.slice(from));
    seq = entries.at(-1)?.seq ?? seq;
  }

  function stepBack(): void {
    for (const step of waiting.filter((one) => one.seq <= seq))
      for (const [device, state] of states) states.set(device, beforeStep(state, step));
    waiting = waiting.filter((step) => step.seq > seq);
  }

  function change(entry: SettingEntry): void {
    if (!isFitSetting(entry)) return;
    const { device, patch } = entry;
    const state = states.get(device);
    if (state) states.set(device, withPatch(state, patch));
  }

  stepBack();
  return {
    observe({ entries }) {
      const fresh = entries.filter((entry) => entry.seq > seq);
      for (const { seq: end } of waiting) {
        takeAll(fresh.filter((entry) => entry.seq > seq && entry.seq <= end));
        stepBack();
      }
      takeAll(fresh.filter((entry) => entry.seq > seq));
    },
    get seq() {
      return seq;
    },
    states: () => states,
    snapshot: () => ({ seq, devices: [...states.values()] }),
  };
}

/** Thousands of readings a batch are common when a gateway uploads, so a device's state is made once a batch. */
function readingsByDevice(entries: readonly Entry[]): Map<string, ReadingEntry[]> {
  const groups = new Map<string, ReadingEntry[]>();
  for (const entry of entries) {
    // What the archive sets aside is no state of a device either.
    if (entry.kind !== "reading" || problemOfEntry(entry) !== undefined) continue;
    const group = groups.get(entry.device);
    if (group) group.push(entry);
    else groups.set(entry.device, [entry]);
  }
  return groups;
}
