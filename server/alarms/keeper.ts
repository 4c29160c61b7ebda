// Keeps the alarms going: writes into the log what follows from its entries.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { Log } from "../log/log.ts";
import type { Told } from "./alarms.ts";
import { RULES, ringTimers, type TimerParts } from "./timer-keeper.ts";

/** Steps that are written at a time: a storm of alarms must not hold up readings. */
const MAX_DRAFTS = 500;
/** When the log took nothing, it is tried again after this, ms. */
const RETRY_MS = SECOND_MS;
/** When nothing was written for so long before a start, that is noted: the server may have been away, ms. */
const AWAY_MS = 60_000;

interface KeeperParts extends TimerParts {
  readonly log: Pick<Log, "append" | "subscribe">;
}

/** What keeps the alarms going. `close` waits for what is being written. */
export interface AlarmKeeper {
  close(): Promise<void>;
}

/** Begins to write what follows from the log. */
export function keepAlarms(parts: KeeperParts): AlarmKeeper {
  const { alarms, log, report, now } = parts;
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

  /** A step that the log has already is not heard of again: it would be written for ever. */
  async function appendSteps(steps: readonly Told[]): Promise<void> {
    const appended = await log.append(steps);
    for (const [place, { duplicateOf }] of appended.entries()) {
      const key = steps[place]?.key;
      if (duplicateOf !== undefined && key !== undefined) alarms.settle(key);
    }
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
      await appendSteps(drafts);
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

  const unsubscribe = log.subscribe(write);
  const endTimers = ringTimers(parts);
  write();
  return {
    async close() {
      isClosed = true;
      unsubscribe();
      endTimers();
      clearTimeout(retry);
      await writing;
    },
  };
}
