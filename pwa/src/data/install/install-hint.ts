import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { BoundedStore } from "../../../offline/bounded-store.ts";

/** The note that says when the person put the hint off, the phone's unix ms. */
const PUT_OFF_NOTE = "install-put-off";
/** A hint that was put off does not come again for this long, ms. */
const PUT_OFF_MS = 30 * DAY_MS;

export interface InstallHintParts {
  readonly store: Pick<BoundedStore, "note" | "setNote">;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  /** Whether the person has looked at a device, on this visit or before: only then is there something to keep. */
  readonly hasLooked: () => boolean;
  readonly onChange: () => void;
}

/** Whether it is the moment to speak of installing: not before the app has proved useful, and not when it was put off. */
export class InstallHint {
  readonly #parts: InstallHintParts;
  /** Infinite until the store has said: rather no hint than one that was put off. */
  #putOffAt = Number.POSITIVE_INFINITY;

  constructor(parts: InstallHintParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    const note = await this.#parts.store.note(PUT_OFF_NOTE);
    this.#putOffAt = typeof note === "number" ? note : Number.NEGATIVE_INFINITY;
    this.#parts.onChange();
  }

  get isDue(): boolean {
    const { now, hasLooked } = this.#parts;
    return hasLooked() && now() - this.#putOffAt > PUT_OFF_MS;
  }

  putOff(): void {
    this.#putOffAt = this.#parts.now();
    void this.#parts.store.setNote(PUT_OFF_NOTE, this.#putOffAt);
    this.#parts.onChange();
  }
}
