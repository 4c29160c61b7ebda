// The kiosk's voice. Browsers stay mute until somebody has touched the page, so it is armed by a touch.

/** A tone: pitch in Hz, beginning and length in s. */
interface Tone {
  readonly pitch: number;
  readonly at: number;
  readonly length: number;
}

const CALLS: { readonly [Call in "a2" | "fault" | "armed"]: readonly Tone[] } = {
  a2: [0, 0.3, 0.6].map((at) => ({ pitch: 988, at, length: 0.22 })),
  fault: [0, 0.4].map((at) => ({ pitch: 440, at, length: 0.3 })),
  armed: [{ pitch: 660, at: 0, length: 0.08 }],
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

/** Sounds alarms. `changed` is called when it is armed or falls silent. */
export class KioskSound {
  private context: AudioContext | undefined;

  constructor(private readonly changed: () => void) {}

  /** Whether an alarm would be heard. */
  get isArmed(): boolean {
    return this.context?.state === "running";
  }

  /** Tries to speak without a touch, which browsers allow where the kiosk's policy says so. */
  start(): void {
    this.context ??= new AudioContext();
    this.context.onstatechange = this.changed;
  }

  /** To be called in a touch. */
  arm(): void {
    this.start();
    this.context
      ?.resume()
      .then(() => this.call("armed"))
      // A machine without any sound device stays silent; the screen goes on saying so.
      .catch(() => undefined);
  }

  /** Sounds the call of a state, if armed. */
  call(call: keyof typeof CALLS): void {
    const { context } = this;
    if (context && this.isArmed) for (const tone of CALLS[call]) play(context, tone);
  }

  stop(): void {
    if (this.context) this.context.onstatechange = null;
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
  }
}
