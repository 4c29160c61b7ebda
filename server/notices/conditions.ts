// How the channels stand: one that reaches nobody is an alarm itself.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Outbox, Waiting } from "./outbox.ts";

/** A notice that waits for longer says that its channel fails, ms. */
const OVERDUE_MS = MINUTE_MS;

/** 0 all is well, 2 medium, 3 critical: somebody ought to know of an alarm from A2 on, and does not. */
export type ChannelRank = 0 | 2 | 3;

interface Look {
  /** Unix ms. */
  readonly now: number;
  /** Since when a channel cannot be reached though nothing waits for it, unix ms. */
  readonly lostSince: (channel: string) => number | undefined;
}

function isDanger({ record }: Waiting): boolean {
  return record.priority === "critical" && ["a2", "over", "call"].includes(record.condition);
}

/** How each channel stands at a moment; those that were removed are well. */
function ranksOf(outbox: Outbox, { now, lostSince }: Look): ReadonlyMap<string, ChannelRank> {
  const ranks = new Map<string, ChannelRank>();
  for (const id of outbox.ranks.keys()) ranks.set(id, 0);
  for (const [id, { lost }] of outbox.channels) {
    const isLost = lost || now - (lostSince(id) ?? now) >= OVERDUE_MS;
    ranks.set(id, isLost ? 2 : 0);
  }
  for (const waits of outbox.waiting()) {
    if (now - waits.since < OVERDUE_MS) continue;
    const rank = isDanger(waits) ? 3 : 2;
    if (rank > (ranks.get(waits.channel) ?? 0)) ranks.set(waits.channel, rank);
  }
  return ranks;
}

/** What is to be written because a channel stands otherwise than the log says. */
export function conditionsOf(outbox: Outbox, look: Look): readonly EntryDraft[] {
  return [...ranksOf(outbox, look)]
    .filter(([id, rank]) => rank !== (outbox.ranks.get(id) ?? 0))
    .map(([id, rank]) => ({
      kind: "condition",
      part: { kind: "channel", id, name: outbox.channels.get(id)?.setup.name ?? "" },
      condition: "channel",
      rank,
      by: SYSTEM,
    }));
}
