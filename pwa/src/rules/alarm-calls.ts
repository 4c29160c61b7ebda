// What is to be heard, and when again. One call at a time, the worst: a hundred alarms at once are one sound.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { sounds, toneOf } from "../../../shared/present/alarm-order.ts";

/** `a2`, `a1`: gas, and devices that call. `instrument`: something that measures does not. `lost`: nothing can be known. */
export const CALLS = ["a2", "a1", "lost", "instrument"] as const;
export type Call = (typeof CALLS)[number];

/** From the beginning of a call to its next, ms. The spans of IEC 60601-1-8 (high 2.5 to 15 s, medium 2.5 to 30 s) were the model. */
const REPEAT_MS: { readonly [C in Call]: number } = {
  a2: 5 * SECOND_MS,
  a1: 12 * SECOND_MS,
  lost: 20 * SECOND_MS,
  instrument: 30 * SECOND_MS,
};

/** How long a display is silent about the alarms that it had when somebody wished so, ms. */
export const SILENCE_MS = 2 * MINUTE_MS;

/** What an alarm is heard as; undefined for what makes no sound. */
function callOf(alarm: Alarm): Call | undefined {
  const tone = toneOf(alarm);
  if (tone === "a2" || tone === "a1") return tone;
  return alarm.priority === "low" ? undefined : "instrument";
}

/** Which alarms are silenced, until when: each as it asked by then, so that what asks anew is heard at once. */
export class Silence {
  #until = Number.NEGATIVE_INFINITY;
  #asks = new Map<string, number>();
  #isLostToo = false;

  /** Silences what may be heard at a moment, server time, unix ms, and the lost connection if it is one. */
  begin(alarms: readonly Alarm[], now: number, { isLost = false } = {}): void {
    this.#until = now + SILENCE_MS;
    this.#asks = new Map(alarms.map(({ id, ask }) => [id, ask]));
    this.#isLostToo = isLost;
  }

  end(): void {
    this.#until = Number.NEGATIVE_INFINITY;
  }

  /** Until when; undefined while nothing is silenced. */
  untilAt(now: number): number | undefined {
    return now < this.#until ? this.#until : undefined;
  }

  covers({ id, ask }: Alarm, now: number): boolean {
    return now < this.#until && this.#asks.get(id) === ask;
  }

  coversLost(now: number): boolean {
    return now < this.#until && this.#isLostToo;
  }
}

export interface Heard {
  readonly alarms: readonly Alarm[];
  /** Server time, unix ms. */
  readonly now: number;
  readonly isLost: boolean;
  readonly silence: Silence;
}

/** The one call that is due at present; undefined for silence. */
export function callFor({ alarms, now, isLost, silence }: Heard): Call | undefined {
  const calls = new Set<Call | undefined>();
  for (const alarm of alarms) if (sounds(alarm, now) && !silence.covers(alarm, now)) calls.add(callOf(alarm));
  if (isLost && !silence.coversLost(now)) calls.add("lost");
  return CALLS.find((call) => calls.has(call));
}

/** Says when a call is played: at once when it is another than before, then again and again. */
export class CallPace {
  #call: Call | undefined;
  #playedAt = Number.NEGATIVE_INFINITY;

  /** The call to play now; `now` is of a clock that never runs backwards, ms. */
  next(call: Call | undefined, now: number): Call | undefined {
    const isSame = call === this.#call;
    this.#call = call;
    if (call === undefined || (isSame && now - this.#playedAt < REPEAT_MS[call])) return undefined;
    this.#playedAt = now;
    return call;
  }
}
