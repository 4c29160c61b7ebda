// The alarms of the site, as the log tells them. Public file of the folder.

import type { Alarm } from "../../shared/entries/alarm.ts";
import type { Entry, ForgetEntry } from "../../shared/entries/entry.ts";
import { KINDS } from "../../shared/entries/kinds.ts";
import { isRetired } from "../../shared/fleet/fleet.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import type { Site } from "../../shared/rules/site.ts";
import type { DrillRow } from "../../shared/wire/alarms.ts";
import type { DeviceTests } from "../../shared/wire/instrument-tests.ts";
import type { DeviceAlarms } from "./device-alarms.ts";
import { AlarmEngine, type Told } from "./engine.ts";
import type { DueTimer } from "./episode.ts";
import type { Outcome } from "./gas-acts.ts";
import { type Standing, standingParts } from "./parts.ts";
import { recordOf } from "./record.ts";
import { type EngineSnapshot, restoreInto, snapshotOf } from "./snapshot.ts";
import { testsOf } from "./tests.ts";
import type { AllowedMs } from "./timers.ts";

export type { Told } from "./engine.ts";
export type { Outcome } from "./gas-acts.ts";
export { MAX_UNRATED } from "./unrated-notices.ts";

/** The alarms that are open, and what follows from entries and is not in the log yet. One of the projections. */
export interface Alarms {
  readonly name: string;
  restore(state: unknown): void;
  observe(batch: { readonly entries: readonly Entry[] }): void;
  snapshot(): unknown;
  /** Those that are open, at a time, unix ms. */
  open(at: number): Alarm[];
  /** The drills and tests that last at present. */
  drills(): DrillRow[];
  /** How devices stand with tests of their instruments; all that are in service, or one. */
  tests(at: number, device?: string): DeviceTests[];
  /** Whether there are so many sensors without limits that further ones are not told of. */
  readonly isUnratedFull: boolean;
  /** The parts of the site that are not well. */
  parts(): Standing[];
  /** Whether a device is known to be silent. */
  isSilent(device: string): boolean;
  /** An alarm as it is, or as it ended, as far as that is remembered. */
  last(id: string, at: number): Alarm | undefined;
  /** What became of an act (an answer, a shelving, a drill) by the seq of its entry; undefined when that is long ago. */
  outcomeOf(seq: number): Outcome | undefined;
  /** False where there was a log before there were alarms, until an entry says that they begin. */
  readonly begun: boolean;
  /** When the last entry was taken, unix ms; undefined where there is none. */
  readonly lastAt: number | undefined;
  /** Steps that follow from the log's entries and are not in it, at most so many, in order. */
  pending(most: number): Told[];
  /** The log says that it has the step with this key already. */
  settle(key: string): void;
  /** What is due at a time, unix ms; `allowedMs` says how long a device may be silent. */
  due(now: number, allowedMs: AllowedMs): DueTimer[];
}

interface Kept {
  readonly engine: EngineSnapshot;
  readonly pending: readonly Told[];
  /** Absent from what earlier builds kept. */
  readonly lastAt?: number | undefined;
}

/** The site and the fleet as they were when alarms began on an older log. */
interface Surroundings {
  readonly fleet: {
    readonly seq: number;
    states(): ReadonlyMap<string, { readonly settings: DeviceSettings }>;
  };
  readonly site: { current(): Site };
}

function settingsOf(fleet: Surroundings["fleet"]): ReadonlyMap<string, DeviceSettings> {
  return new Map([...fleet.states()].map(([device, { settings }]) => [device, settings]));
}

function drillRows(devices: Iterable<DeviceAlarms>): DrillRow[] {
  const rows: DrillRow[] = [];
  for (const { device, drillEnd } of devices) {
    if (!drillEnd) continue;
    const { mode, since, due, reason, by } = drillEnd;
    rows.push({ device, mode, since, until: due, reason, by });
  }
  return rows;
}

/** The alarms; they come after fleet and site in the list of projections. */
export function createAlarms({ fleet, site }: Surroundings): Alarms {
  let engine = newEngine();
  let pending = new Map<string, Told>();
  let lastAt: number | undefined;

  function newEngine(): AlarmEngine {
    return new AlarmEngine({ site: site.current(), settings: settingsOf(fleet) });
  }

  /** What would be written of a device whose data are deleted is not. */
  function forget(entry: ForgetEntry): void {
    engine.observe(entry);
    for (const [key, { device }] of pending) if (device === entry.device) pending.delete(key);
  }

  function observe(entry: Entry): void {
    // Whatever another version wrote under the name of a kind is passed over. Readings, which are many, are checked by the engine.
    if (entry.kind !== "reading" && !KINDS.get(entry.kind)?.parse(entry)) return;
    if (entry.kind === "alarm") pending.delete(entry.key);
    else if (entry.kind === "forget" && entry.data === "delete") forget(entry);
    else for (const told of engine.observe(entry)) pending.set(told.key, told);
  }

  return {
    name: "alarms",
    restore(state) {
      engine = newEngine();
      pending = new Map();
      lastAt = undefined;
      if (state === undefined) {
        // On a log that has nothing before, everything is judged from the first entry on.
        engine.begun = fleet.seq === 0;
        return;
      }
      const kept = state as Kept;
      restoreInto(engine, kept.engine);
      pending = new Map(kept.pending.map((told) => [told.key, told]));
      lastAt = kept.lastAt;
    },
    observe({ entries }) {
      for (const entry of entries) observe(entry);
      lastAt = entries.at(-1)?.at ?? lastAt;
    },
    snapshot: (): Kept => ({ engine: snapshotOf(engine), pending: [...pending.values()], lastAt }),
    open: (at) => engine.open(at),
    tests(at, name) {
      const devices = [...engine.devices.values()].filter(
        (device) => !isRetired(device) && (name === undefined || device.device === name),
      );
      return devices.map((device) => testsOf(device, { rules: engine.testRules, at }));
    },
    get isUnratedFull() {
      return engine.ledger.unrated.isFull;
    },
    parts: () => standingParts(engine.parts),
    isSilent: (name) => (engine.devices.get(name)?.own.get("silent")?.rank ?? 0) > 0,
    drills: () => drillRows(engine.devices.values()),
    last(id, at) {
      const found = engine.ledger.find(id);
      return found ? recordOf(found, at) : engine.ledger.ended(id);
    },
    outcomeOf: (seq) => engine.ledger.outcomeOf(seq),
    get lastAt() {
      return lastAt;
    },
    get begun() {
      return engine.begun;
    },
    pending(most) {
      const drafts: Told[] = [];
      for (const told of pending.values()) {
        if (drafts.length === most) break;
        drafts.push(told);
      }
      return drafts;
    },
    settle: (key) => void pending.delete(key),
    due: (now, allowedMs) => engine.due(now, allowedMs),
  };
}
