// The voice of a screen. Browsers stay mute until somebody has touched the page, so it is armed by a touch.

import type { Call } from "../rules/alarm-calls.ts";

/** A tone: pitch in Hz, beginning and length in s. */
interface Tone {
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
}

const series = (pitches: readonly number[], every: number, length: number): readonly Tone[] =>
  pitches.map((pitch, index) => ({ pitch, at: index * every, length }));

/** An A2 hurries, an A1 does not, a lost connection falls: each is told from the others without looking. */
const TONES: { readonly [C in Call | "armed"]: readonly Tone[] } = {
  a2: [
    ...series([988, 988, 988], 0.22, 0.16),
    ...series([1319, 1319], 0.22, 0.16).map((tone) => ({ ...tone, at: tone.at + 0.78 })),
  ],
  a1: series([784, 659, 784], 0.4, 0.28),
  lost: series([523, 392, 262], 0.35, 0.32),
  instrument: series([440, 440], 0.5, 0.3),
  armed: series([660], 0, 0.08),
};
const LOUDNESS = 0.4;
/** Fading in and out, s: a tone that is cut clicks. */
const FADE = 0.015;

function play(context: AudioContext, { pitch, at, length }: Tone): void {
  const start = context.currentTime + at;
  const end = start + length;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = "square";
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + FADE);
  gain.gain.setValueAtTime(LOUDNESS, end - FADE);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(context.destination);
  oscillator.onended = () => {
    oscillator.disconnect();
    gain.disconnect();
  };
  oscillator.start(start);
  oscillator.stop(end);
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
    this.#context ??= new AudioContext();
    this.#context.onstatechange = this.#changed;
  }

  /** To be called in a touch. */
  arm({ isHeard = true } = {}): void {
    this.start();
    this.#context
      ?.resume()
      .then(() => isHeard && this.play("armed"))
      // A machine without any sound device stays silent; the screen goes on saying so.
      .catch(() => undefined);
  }

  /**
   * Plays a call, if armed. Where the machine took the sound away meanwhile (a telephone call, another loudspeaker), it is asked for
   * again; the next call is heard then.
   */
  play(call: Call | "armed"): void {
    const context = this.#context;
    if (!context) return;
    if (this.isArmed) for (const tone of TONES[call]) play(context, tone);
    else void context.resume().catch(() => undefined);
  }

  stop(): void {
    if (this.#context) this.#context.onstatechange = null;
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }
}
