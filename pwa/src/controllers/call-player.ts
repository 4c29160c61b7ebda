// The voice of a screen. Browsers stay mute until somebody has touched the page, so it is armed by a touch.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { Call } from "../rules/alarm-calls.ts";

/** A tone: pitch in Hz, beginning and length in s. */
interface Tone {
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
}

const series = (pitches: readonly number[], every: number, length: number): readonly Tone[] =>
  pitches.map((pitch, index) => ({ pitch, at: index * every, length }));

/**
 * An A2 hurries, an A1 does not, a lost connection falls: each is told from the others without looking. A test is no alarm: it rises
 * once, softly, and fades as a bell does.
 */
const TONES: { readonly [C in Call | "armed" | "test"]: readonly Tone[] } = {
  a2: [
    ...series([988, 988, 988], 0.22, 0.16),
    ...series([1319, 1319], 0.22, 0.16).map((tone) => ({ ...tone, at: tone.at + 0.78 })),
  ],
  a1: series([784, 659, 784], 0.4, 0.28),
  lost: series([523, 392, 262], 0.35, 0.32),
  instrument: series([440, 440], 0.5, 0.3),
  armed: series([660], 0, 0.08),
  test: series([523, 659, 784, 1047], 0.4, 0.7),
};
const LOUDNESS = 0.4;
/** Fading in and out, s: a tone that is cut clicks. */
const FADE = 0.015;
/** What is not over so long after it began is not heard, ms. */
const PLAYED_BY_MS = 10 * SECOND_MS;

/** How it sounds: alarms cut through noise, a bell does not. */
type Timbre = "alarm" | "bell";

/** Plays a tone. Resolves when it was played to its end, which it is never on a machine that makes no sound. */
function play(context: AudioContext, { pitch, at, length }: Tone, timbre: Timbre): Promise<void> {
  const start = context.currentTime + at;
  const end = start + length;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = timbre === "bell" ? "sine" : "square";
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + FADE);
  if (timbre === "alarm") gain.gain.setValueAtTime(LOUDNESS, end - FADE);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
  return new Promise((resolve) => {
    oscillator.onended = () => {
      oscillator.disconnect();
      gain.disconnect();
      resolve();
    };
  });
}

/** Resolves whether something is done within a time. */
async function isDoneBy(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const isDone = await Promise.race([work.then(() => true), tooLate]);
  clearTimeout(timer);
  return isDone;
}

/**
 * Wakes what plays sound in the browser. It asks nobody for anything. Without it a page stands still for as long as that takes,
 * when it begins to speak.
 */
export async function wakeSound(): Promise<void> {
  try {
    await navigator.mediaDevices.enumerateDevices();
  } catch {
    // A page over plain HTTP has no devices to ask for, and some browsers tell of none: it then stands still for a moment.
  }
}

/** Plays calls. `changed` is called when it is armed or falls silent. */
export class CallPlayer {
  #context: AudioContext | undefined;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether a call would be heard, as far as the browser says. */
  get isArmed(): boolean {
    return this.#context?.state === "running";
  }

  /** Tries to speak without a touch, which browsers allow where their policy says so, or the page was touched before. */
  start(): void {
    try {
      this.#context ??= new AudioContext();
      this.#context.onstatechange = this.#changed;
    } catch {
      // A browser without sound, or without room for more of it, stays silent; the screen says so.
    }
  }

  /** To be called in a touch. */
  arm({ isHeard = true } = {}): void {
    this.start();
    this.#context
      ?.resume()
      .then(() => {
        if (isHeard) void this.play("armed");
      })
      // A machine without any sound device stays silent; the screen goes on saying so.
      .catch(() => undefined);
  }

  /**
   * Plays a call, if armed. Where the machine took the sound away meanwhile (a telephone call, another loudspeaker), it is asked for
   * again; the next call is heard then. Resolves whether it was played to its end, as far as the browser says.
   */
  async play(call: Call | "armed" | "test"): Promise<boolean> {
    const context = this.#context;
    if (!context) return false;
    if (!this.isArmed) {
      void context.resume().catch(() => undefined);
      return false;
    }
    const timbre = call === "test" ? "bell" : "alarm";
    const played = Promise.all(TONES[call].map((tone) => play(context, tone, timbre)));
    return (await isDoneBy(played, PLAYED_BY_MS)) && context === this.#context && this.isArmed;
  }

  stop(): void {
    if (this.#context) this.#context.onstatechange = null;
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }
}
