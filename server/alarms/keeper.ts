// Keeps the alarms going: writes into the log what follows from its entries, and the timers that are due.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { type DeviceState, staleAfter } from "../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Alarms } from "./alarms.ts";
import { type AllowedMs, LEAST_SILENCE_MS } from "./timers.ts";

/** How often timers are looked at, ms. */
const TICK_MS = SECOND_MS;
/** Steps and timers that are written at a time: a storm of alarms must not hold up readings. */
const MAX_DRAFTS = 500;
/** When the log took nothing, it is tried again after this, ms. */
const RETRY_MS = SECOND_MS;
/** When nothing was written for so long before a start, that is noted: the server may have been away, ms. */
const AWAY_MS = 60_000;
/** The rules by which this version judges; a change of them that changes steps counts it up. */
const RULES = 1;

interface KeeperParts {
  readonly alarms: Alarms;
  /** Whether a device's silence is that of its gateway, which is told by itself. */
  readonly isCovered?: (device: string, allowedMs: number) => boolean;
  readonly fleet: { state(device: string): DeviceState | undefined };
  readonly log: Pick<Log, "append" | "subscribe">;
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
}

/** What keeps the alarms going. `close` waits for what is being written. */
export interface AlarmKeeper {
  close(): Promise<void>;
}

/** How long a device may be silent. While the server was away nobody could be heard, so that counts from its start. */
function createAllowance({ fleet, now, isCovered = () => false }: KeeperParts): AllowedMs {
  const startedAt = now();
  return (device, isUrgent) => {
    const state = fleet.state(device);
    const usual = Math.max(LEAST_SILENCE_MS, state ? staleAfter(state) : 0);
    if (now() - startedAt <= usual) return Number.POSITIVE_INFINITY;
    return !isUrgent && isCovered(device, usual) ? Number.POSITIVE_INFINITY : usual;
  };
}

/** Begins to write what follows from the log. */
export function keepAlarms(parts: KeeperParts): AlarmKeeper {
  const { alarms, log, report, now } = parts;
  const allowedMs = createAllowance(parts);
  const startedAt = now();
  const { lastAt } = alarms;
  const isNoted = () =>
    alarms.begun && (lastAt === undefined || startedAt - lastAt < AWAY_MS || isStartNoted);
  let isStartNoted = false;
  let isClosed = false;
  let writing: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function append(drafts: readonly EntryDraft[]): Promise<void> {
    if (drafts.length > 0) await log.append(drafts);
  }

  async function noteStart(): Promise<void> {
    const away = lastAt === undefined ? {} : { lastAt };
    await append([{ kind: "server", what: "start", rules: RULES, ...away, by: SYSTEM }]);
    isStartNoted = true;
  }

  /** Writes until nothing is left. What is in the log by then is no longer pending: the alarms hear of it before `append` ends. */
  async function writePending(): Promise<void> {
    if (!isNoted()) await noteStart();
    for (
      let drafts = alarms.pending(MAX_DRAFTS);
      drafts.length > 0 && !isClosed;
      drafts = alarms.pending(MAX_DRAFTS)
    )
      await append(drafts);
  }

  function write(): void {
    if (isClosed || writing || retry || (isNoted() && alarms.pending(1).length === 0)) return;
    writing = writePending()
      .catch((error: unknown) => {
        report.warn({ error }, "Steps of alarms could not be written; they are tried again");
        retry = setTimeout(() => {
          retry = undefined;
          write();
        }, RETRY_MS);
      })
      .finally(() => {
        writing = undefined;
        write();
      });
  }

  let isTicking = false;

  function tick(): void {
    if (isTicking) return;
    isTicking = true;
    const due = alarms.due(now(), allowedMs).slice(0, MAX_DRAFTS);
    const drafts = due.map((timer) => ({ kind: "timer" as const, ...timer, by: SYSTEM }));
    // A timer that is not written now is still due at the next tick.
    append(drafts)
      .catch((error: unknown) => report.debug({ error }, "Timers of alarms could not be written"))
      .finally(() => {
        isTicking = false;
      });
  }

  const unsubscribe = log.subscribe(write);
  const ticking = setInterval(tick, TICK_MS);
  ticking.unref();
  write();
  return {
    async close() {
      isClosed = true;
      unsubscribe();
      clearInterval(ticking);
      clearTimeout(retry);
      await writing;
    },
  };
}
