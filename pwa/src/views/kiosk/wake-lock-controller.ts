// Keeps the screen on. Browsers release the lock whenever the page is hidden, so it is taken again.

import type { ReactiveController } from "lit";
import { SECOND_MS } from "../../../../shared/ground/time.ts";

/** How often a lock that is missing is asked for, ms. */
const RETRY_MS = SECOND_MS;

/** Holds a wake lock while its host is on the page and visible, where the browser gives one. */
export class WakeLockController implements ReactiveController {
  private lock: WakeLockSentinel | undefined;
  private isAsking = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  private get isHeld(): boolean {
    return this.lock !== undefined && !this.lock.released;
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.ensure);
    this.timer = setInterval(this.ensure, RETRY_MS);
    this.ensure();
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.ensure);
    clearInterval(this.timer);
    void this.lock?.release().catch(() => undefined);
    this.lock = undefined;
  }

  private readonly ensure = (): void => {
    // Only a secure origin has wake locks; elsewhere the display's own settings must keep it on.
    if (this.isHeld || this.isAsking || document.hidden || !("wakeLock" in navigator)) return;
    this.isAsking = true;
    navigator.wakeLock
      .request("screen")
      .then((lock) => {
        this.lock = lock;
      })
      // A low battery or the system's policy refuses; the next tick asks again.
      .catch(() => undefined)
      .finally(() => {
        this.isAsking = false;
      });
  };
}
