// Server time on a page whose own clock may be wrong, may be set while we look, and may stand still while the phone sleeps.

import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import { MUTE_LINK_MS } from "../../../../shared/wire/events.ts";

/** Samples of this last time decide; a server whose clock was set back is followed after it. */
const WINDOW_MS = MINUTE_MS;
/** The clocks of one machine drift less than this between two looks, ms; more is a sleep or a set clock. */
const JUMP_MS = 2 * SECOND_MS;
/** How long a stream may take to say what time it is before a jump of the wall clock is believed, ms. */
const DOUBT_MS = 3 * SECOND_MS;

/** The page's clocks, ms: `mono` never jumps but may stop in sleep; `wall` goes on in sleep but may be set. */
export interface PageClocks {
  mono(): number;
  wall(): number;
}

interface Sample {
  readonly mono: number;
  readonly offset: number;
}

/**
 * Tells server time. While a stream is heard it goes by the stream and the monotonic clock alone, so that no change of
 * the phone's clock changes an age. A jump of the wall clock is believed as sleep when the page was out of sight, or
 * when no stream contradicts it within seconds: then ages rather grow too much than too little.
 */
export class ServerClock {
  readonly #clocks: PageClocks;
  #samples: Sample[] = [];
  #offset: number;
  #isEstimate = true;
  #last: { readonly mono: number; readonly wall: number };
  #doubt: { readonly jump: number; readonly since: number } | undefined;

  constructor(clocks: PageClocks) {
    this.#clocks = clocks;
    this.#last = { mono: clocks.mono(), wall: clocks.wall() };
    this.#offset = this.#last.wall - this.#last.mono;
  }

  /** Server time, unix ms; before any word of the server an estimate. */
  now(): number {
    return this.#clocks.mono() + this.#offset;
  }

  /** Whether the server was not heard since the start, so that its time goes by the phone's clock. */
  get isEstimate(): boolean {
    return this.#isEstimate;
  }

  /** Server time less the phone's, ms, for the estimate at a later start. */
  wallOffset(): number {
    return this.now() - this.#clocks.wall();
  }

  /** Begins with what an earlier visit knew: never earlier than the last server time that was seen. */
  estimate(known: { readonly wallOffset: number; readonly serverTime: number }): void {
    if (!this.#isEstimate) return;
    const now = Math.max(this.#clocks.wall() + known.wallOffset, known.serverTime);
    this.#offset = now - this.#clocks.mono();
  }

  /**
   * First word of a stream. What was believed before counts no more, unless this word is only as old as a network can hold
   * one up before the stream is given up: it would make all values younger than they are.
   */
  restart(serverTime: number): void {
    if (this.now() - serverTime > MUTE_LINK_MS) this.#samples = [];
    this.sync(serverTime);
  }

  /** A later word. Words wait in buffers, so the latest time that any of the last minute implies is nearest to the truth. */
  sync(serverTime: number): void {
    const mono = this.#clocks.mono();
    this.#isEstimate = false;
    this.#doubt = undefined;
    this.#samples = [
      ...this.#samples.filter((sample) => mono - sample.mono < WINDOW_MS),
      { mono, offset: serverTime - mono },
    ];
    this.#offset = Math.max(...this.#samples.map(({ offset }) => offset));
  }

  /**
   * Looks at the clocks; call it each second and when the page comes into sight. True when time seems to have passed that
   * nobody saw: nothing is to be shown as live until bytes arrive. `wasHidden`: out of sight at any time since the last look.
   */
  look({ wasHidden }: { wasHidden: boolean }): boolean {
    const last = this.#last;
    this.#last = { mono: this.#clocks.mono(), wall: this.#clocks.wall() };
    const jump = this.#last.wall - last.wall - (this.#last.mono - last.mono);
    this.#settleDoubt();
    if (jump < JUMP_MS) return false;
    if (wasHidden) this.#shift(jump);
    else this.#doubt = { jump: jump + (this.#doubt?.jump ?? 0), since: this.#last.mono };
    return true;
  }

  #settleDoubt(): void {
    if (!this.#doubt || this.#last.mono - this.#doubt.since < DOUBT_MS) return;
    this.#shift(this.#doubt.jump);
    this.#doubt = undefined;
  }

  /** Time that the monotonic clock did not see. */
  #shift(ms: number): void {
    this.#samples = [];
    this.#offset += ms;
  }
}
