// Watches what the site is made of beside devices, and writes into the log how it stands: entries that alarms follow from.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { ConditionEntry, PartCondition } from "../../shared/entries/alarm.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import { partKey, type Standing } from "./parts.ts";

const LOOK_MS = SECOND_MS;

/** What was found, where it is not well. */
export type Finding = Pick<ConditionEntry, "part" | "condition" | "rank" | "note">;

export interface WatchParts {
  /** How parts stand by the log. */
  readonly known: () => readonly Standing[];
  /** Everything that is not well at present. */
  readonly look: () => readonly Finding[] | Promise<readonly Finding[]>;
  /** Conditions that are found here; others are somebody else's to end. */
  readonly own: readonly PartCondition[];
  readonly log: Pick<Log, "append">;
  readonly report: Report;
}

function keyOf({ part, condition }: Pick<Finding, "part" | "condition">): string {
  return `${condition} ${partKey(part)}`;
}

/** What has to be written so that the log says what was found. */
export function changesOf(
  found: readonly Finding[],
  { known, own }: { readonly known: readonly Standing[]; readonly own: readonly PartCondition[] },
): EntryDraft[] {
  const before = new Map(known.map((standing) => [keyOf(standing), standing]));
  const present = new Set(found.map(keyOf));
  const worse = found.filter((finding) => before.get(keyOf(finding))?.rank !== finding.rank);
  const well = known.filter((one) => own.includes(one.condition) && !present.has(keyOf(one)));
  return [...worse, ...well.map((one) => ({ ...one, rank: 0 as const }))].map((finding) => ({
    kind: "condition",
    ...finding,
    by: SYSTEM,
  }));
}

/** Begins to watch. What it returns stops that, and waits for the look that is under way. */
export function watchSite({ known, look, own, log, report }: WatchParts): () => Promise<void> {
  let looking: Promise<void> | undefined;

  async function lookOnce(): Promise<void> {
    const drafts = changesOf(await look(), { known: known(), own });
    if (drafts.length > 0) await log.append(drafts);
  }

  const timer = setInterval(() => {
    // What could not be written is found again at the next look.
    looking ??= lookOnce()
      .catch((error: unknown) => report.debug({ error }, "How the site stands could not be noted"))
      .finally(() => {
        looking = undefined;
      });
  }, LOOK_MS).unref();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
