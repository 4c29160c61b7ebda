// Writes into the log the timers of alarms that are due, and that the server's clock leapt.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { type DeviceState, sensorStaleAfter, staleAfter } from "../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { identityText } from "../../shared/rules/reading.ts";
import { watchSteps } from "../clock/step-watch.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Alarms } from "./alarms.ts";
import { type AllowedMs, LEAST_SILENCE_MS } from "./timers.ts";

/** The rules by which this version judges; a change of them that changes steps counts it up. */
export const RULES = 6;
/** How often timers are looked at, ms. */
const TICK_MS = SECOND_MS;
/** Timers that are written at a time: the others are still due at the next look. */
const MAX_DRAFTS = 500;

export interface TimerParts {
  readonly alarms: Alarms;
  /** Whether a device's silence is that of its gateway, which is told by itself. */
  readonly isCovered?: (device: string, allowedMs: number) => boolean;
  readonly fleet: { state(device: string): DeviceState | undefined };
  readonly log: Pick<Log, "append">;
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
  /** A clock that only runs forwards at the right pace, ms. */
  readonly mono: () => number;
}

/** How long devices and their sensors may be silent. */
interface Allowance {
  readonly allowedMs: AllowedMs;
  /** While the server was away, or its clock leapt, nobody could be heard: silence counts from here. */
  beginAnew(): void;
}

/** A device's by its rhythm, a sensor's by its own; one that its device's screens show no more may be silent for ever. */
function usualOf(state: DeviceState | undefined, sensor: string | undefined): number {
  if (sensor === undefined) return state ? staleAfter(state) : 0;
  const heard = state?.sensors.find((one) => identityText(one) === sensor);
  return state && heard ? sensorStaleAfter(heard, state) : Number.POSITIVE_INFINITY;
}

/** Goes by the rhythms that the fleet has learnt. */
function createAllowance({ fleet, now, isCovered = () => false }: TimerParts): Allowance {
  let startedAt = now();
  return {
    allowedMs(device, { isUrgent = false, sensor } = {}) {
      const usual = Math.max(LEAST_SILENCE_MS, usualOf(fleet.state(device), sensor));
      if (now() - startedAt <= usual) return Number.POSITIVE_INFINITY;
      return !isUrgent && isCovered(device, usual) ? Number.POSITIVE_INFINITY : usual;
    },
    beginAnew() {
      startedAt = now();
    },
  };
}

/** What is due; after a leap of the clock first that, for silences count anew from there. */
function createDue(parts: TimerParts): () => readonly EntryDraft[] {
  const { alarms, now } = parts;
  const { allowedMs, beginAnew } = createAllowance(parts);
  const steppedMs = watchSteps(parts);
  return () => {
    const stepMs = steppedMs();
    if (stepMs > 0 && alarms.begun) {
      beginAnew();
      return [{ kind: "server", what: "clock-step", rules: RULES, stepMs, by: SYSTEM }];
    }
    const due = alarms.due(now(), allowedMs).slice(0, MAX_DRAFTS);
    return due.map((timer) => ({ kind: "timer", ...timer, by: SYSTEM }));
  };
}

/** Looks once a second. Returns what ends that. */
export function ringTimers(parts: TimerParts): () => void {
  const { log, report } = parts;
  const due = createDue(parts);
  let isTicking = false;

  async function tick(): Promise<void> {
    if (isTicking) return;
    isTicking = true;
    try {
      const drafts = due();
      if (drafts.length > 0) await log.append(drafts);
    } catch (error) {
      // What was not written now is still due at the next look.
      report.debug({ error }, "Timers of alarms could not be written");
    } finally {
      isTicking = false;
    }
  }

  const ticking = setInterval(() => void tick(), TICK_MS);
  ticking.unref();
  return () => clearInterval(ticking);
}
