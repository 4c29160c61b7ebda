// How many sensors without limits are told of. An instrument may send much besides gas, and a garbled line makes up sensors without end: to
// tell of each would bury the alarms.

/** Of one device at a time, and of all together; what is more is told of once others have ended. */
const MAX_OF_DEVICE = 4;
export const MAX_UNRATED = 500;

/** Counts the notices that are open. */
export class UnratedNotices {
  readonly #ofDevice = new Map<string, number>();
  #count = 0;

  get isFull(): boolean {
    return this.#count >= MAX_UNRATED;
  }

  /** Whether one more of a device is told of. */
  hasRoom(device: string): boolean {
    return !this.isFull && (this.#ofDevice.get(device) ?? 0) < MAX_OF_DEVICE;
  }

  /** Takes note of one of a device that begins (1) or ends (-1). */
  note(device: string, change: 1 | -1): void {
    const count = (this.#ofDevice.get(device) ?? 0) + change;
    this.#count += change;
    if (count > 0) this.#ofDevice.set(device, count);
    else this.#ofDevice.delete(device);
  }
}
