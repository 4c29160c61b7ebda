// Notices of the site, as the log tells them: who is told of what, and what waits to be sent. Public file of the folder.

import type { Entry } from "../../shared/entries/entry.ts";
import { KINDS } from "../../shared/entries/kinds.ts";
import type { ChannelSetup, NoticeDraft, NoticeRule } from "../../shared/entries/notice.ts";
import type { NoticeClock } from "./episodes.ts";
import { Outbox } from "./outbox.ts";

export type { NoticeKeeper } from "./keeper.ts";
export { type PhoneOwner, PushPhones } from "./push-phones.ts";
export { createWays, loadWay } from "./ways/open-way.ts";

/** A channel of the site. */
export interface Channel {
  readonly id: string;
  readonly setup: ChannelSetup;
  /** How many notices wait for it, and since when the longest, unix ms. */
  readonly waiting: number;
  readonly waitingSince: number | null;
  /** Some of them were tried and did not go, or something was given up since it last reached somebody. */
  readonly isFailing: boolean;
}

/** One of the projections. */
export interface Notices {
  readonly name: string;
  restore(state: unknown, seq: number): void;
  observe(batch: { readonly entries: readonly Entry[] }): void;
  snapshot(): unknown;
  /** In the order in which they were set up. */
  channels(): readonly Channel[];
  rules(): ReadonlyMap<string, NoticeRule>;
  /** Counts up whenever something follows or waits: whoever sends looks then. */
  readonly version: number;
  /** For the keeper alone. */
  readonly outbox: Outbox;
  /** Notices that follow from the log's entries and are not in it, at most so many, in order. */
  pending(most: number): NoticeDraft[];
}

const KINDS_OF_NOTICES: ReadonlySet<string> = new Set([
  "alarm",
  "notice",
  "notice-setup",
  "forget",
  "condition",
]);

/** The notices; `clock` says by which times rules are meant. */
export function createNotices({ clock }: { readonly clock: () => NoticeClock }): Notices {
  let outbox = new Outbox(clock);
  let version = 0;

  function channelOf(id: string): Channel | undefined {
    const state = outbox.channels.get(id);
    if (!state) return undefined;
    const waiting = [...outbox.waitingFor(id).values()];
    return {
      id,
      setup: state.setup,
      waiting: waiting.length,
      waitingSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)),
      isFailing: state.lost || waiting.some(({ failed }) => failed) || (outbox.ranks.get(id) ?? 0) > 0,
    };
  }

  return {
    name: "notices",
    restore(state) {
      outbox = new Outbox(clock);
      if (state !== undefined) outbox.restore(state as Parameters<Outbox["restore"]>[0]);
      version += 1;
    },
    observe({ entries }) {
      for (const entry of entries) if (KINDS_OF_NOTICES.has(entry.kind)) take(entry);
    },
    snapshot: () => outbox.snapshot(),
    channels: () => [...outbox.channels.keys()].flatMap((id) => channelOf(id) ?? []),
    rules: () => outbox.rules,
    get version() {
      return version;
    },
    get outbox() {
      return outbox;
    },
    pending(most) {
      const drafts: NoticeDraft[] = [];
      for (const draft of outbox.pending.values()) {
        if (drafts.length === most) break;
        drafts.push(draft);
      }
      return drafts;
    },
  };

  function take(entry: Entry): void {
    // Whatever another version wrote under the name of a kind is passed over.
    if (!KINDS.get(entry.kind)?.parse(entry)) return;
    outbox.observe(entry);
    version += 1;
  }
}
