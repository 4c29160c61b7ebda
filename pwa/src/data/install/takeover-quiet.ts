// A worker takes over only when the one before it rests, and Chromium lets every request of any tab keep that one from it:
// with a few a second it never does, and a request that meets the change may hang. So all tabs are quiet for these seconds.

import { SECOND_MS } from "../../../../shared/ground/time.ts";

/** How long a tab is quiet, ms; it reloads before that unless the takeover failed. */
const QUIET_MS = 6 * SECOND_MS;

/** The channel on which a tab tells the others that it has called for a takeover. */
export const TAKEOVER_CHANNEL = "davy-takeover";

/** The part of BroadcastChannel that is used. */
export interface Channel {
  addEventListener(type: "message", listener: () => void): void;
  postMessage(message: unknown): void;
  close(): void;
}

/** Knows whether a takeover is under way, called for by this tab or another. */
export class TakeoverQuiet {
  readonly #channel: Channel;
  readonly #now: () => number;
  #until = Number.NEGATIVE_INFINITY;

  /** `now` never runs backwards, ms. */
  constructor(channel: Channel, now: () => number) {
    this.#channel = channel;
    this.#now = now;
    channel.addEventListener("message", () => this.#begin());
  }

  get isQuiet(): boolean {
    return this.#now() < this.#until;
  }

  /** Begins the quiet in all tabs. */
  announce(): void {
    this.#begin();
    this.#channel.postMessage(TAKEOVER_CHANNEL);
  }

  stop(): void {
    this.#channel.close();
  }

  #begin(): void {
    this.#until = this.#now() + QUIET_MS;
  }
}
