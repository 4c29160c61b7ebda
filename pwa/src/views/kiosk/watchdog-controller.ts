// Lets the watchdog look at the page once a second and do what it says.

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { takeReload } from "../../data/health/reload-budget.ts";
import { isInTrouble, type WatchState, watch } from "./watchdog.ts";

/** How often the server is asked for its health while there is trouble, ms. */
const ASK_EVERY_MS = 5 * SECOND_MS;

/** What the watchdog needs from outside. */
export interface Watched {
  isLive(): boolean;
  isServerHealthy(): Promise<boolean>;
  reload(): void;
}

/** Reloads the page when it is dead while the server is not; gives up, and says so, when that does not help. */
export class WatchdogController implements ReactiveController {
  /** The page reloaded itself in vain and a person is needed. */
  isHelpless = false;
  private state: WatchState | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly watched: Watched,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.state = undefined;
    this.timer = setInterval(() => this.tick(), SECOND_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    this.state = watch(this.state, { now, isLive: this.watched.isLive(), isHidden: document.hidden });
    if (!isInTrouble(this.state)) {
      this.setHelpless(false);
    } else if (now - this.askedAt >= ASK_EVERY_MS) {
      this.askedAt = now;
      // A question that fails is the same as a server that is not healthy: reloading would not help.
      this.watched
        .isServerHealthy()
        .then((isHealthy) => isHealthy && this.recover())
        .catch(() => undefined);
    }
  }

  private recover(): void {
    if (!this.state || !isInTrouble(this.state)) return;
    if (!takeReload(sessionStorage, Date.now())) {
      this.setHelpless(true);
      return;
    }
    // Should the page outlive this, it is given as long again before the next try.
    this.state = undefined;
    this.watched.reload();
  }

  private setHelpless(isHelpless: boolean): void {
    if (isHelpless === this.isHelpless) return;
    this.isHelpless = isHelpless;
    this.host.requestUpdate();
  }
}
