// The interface of all ways out, and how one fails: open-way.ts chooses among them.

import type { ChannelSetup } from "../../../shared/entries/notice.ts";
import type { Report } from "../../report.ts";
import type { Message } from "../message.ts";

/** A message could not be delivered. Its words hold no secret, and are for whoever looks after the channel. */
export class NotDelivered extends Error {
  override readonly name = "NotDelivered";
  /** What a receiver answered by HTTP, where it did. */
  readonly status: number | undefined;
  /** How long it asked to be left alone, ms, where it did. */
  readonly waitMs: number | undefined;

  constructor(message: string, { status, waitMs }: Answered = {}) {
    super(message);
    this.status = status;
    this.waitMs = waitMs;
  }
}

interface Answered {
  readonly status?: number;
  readonly waitMs?: number | undefined;
}

/** A way out that is open. */
export interface Way {
  /**
   * Delivers a message; resolves to what the receiver said, shortly. Rejects when it is not known to have arrived, with words for
   * people, and at once when the signal aborts.
   */
  send(message: Message, signal: AbortSignal): Promise<string>;
  /** Whether the link that it keeps stands; absent where it keeps none. */
  readonly isOpen?: boolean;
  /** Takes back what it keeps told of alarms that nobody knows any more; absent where it keeps nothing. Costs little. */
  withdraw?(isKnown: (alarm: string) => boolean): void;
  /** Ends what it holds open, in a bounded time. */
  close(): Promise<void>;
}

/** What a way is opened with. */
export interface WayParts {
  readonly setup: ChannelSetup;
  /** By name: `url`, `key`, `password`. */
  readonly secrets: { readonly [member: string]: string };
  /** Unix ms. */
  readonly now: () => number;
  readonly report: Report;
  /** What was told by this channel of alarms that are open, as they are now; undefined where there are none. */
  readonly standing: () => Message | undefined;
}

/** Opens a way. Rejects with words for people where that cannot be. */
export type OpenWay = (parts: WayParts) => Promise<Way>;
