// What follows from the page's coming and going, and from a clock that stood still meanwhile.

import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { PageTimers } from "./base/page-timers.ts";
import type { PageDisk } from "./offline/page-disk.ts";
import { followPageLife } from "./page-life.ts";
import type { Link } from "./stream/link.ts";
import type { ServerClock } from "./stream/server-clock.ts";

interface PresenceParts {
  readonly window: Window;
  readonly timers: Pick<PageTimers, "every">;
  readonly clock: ServerClock;
  readonly link: Link;
  readonly disk: Pick<PageDisk, "hide" | "leave" | "comeBack">;
  /** Ages may be others than those that are shown. */
  readonly onWake: () => void;
}

/** Keeps link, clock and disk right over sleep and sight. */
export class PagePresence {
  readonly #parts: PresenceParts;
  #wasHidden = false;

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  /** Answers what ends it. */
  start(): () => void {
    const { window, timers, disk } = this.#parts;
    const endLife = followPageLife(window, {
      onWake: (state) => this.#wake(state),
      onHide: () => this.#hide(() => disk.hide()),
      onLeave: () => this.#hide(() => disk.leave()),
    });
    const endLooking = timers.every(SECOND_MS, () => this.#lookAtClock());
    return () => {
      endLife();
      endLooking();
    };
  }

  #wake({ visible }: { visible: boolean }): void {
    const { disk, clock, link, onWake } = this.#parts;
    disk.comeBack();
    const slept = clock.look({ wasHidden: this.#wasHidden });
    if (visible) this.#wasHidden = false;
    link.wake({ slept, visible });
    onWake();
  }

  #hide(write: () => void): void {
    this.#wasHidden = true;
    this.#parts.link.hide();
    write();
  }

  #lookAtClock(): void {
    const { clock, link, window } = this.#parts;
    const visible = window.document.visibilityState === "visible";
    if (clock.look({ wasHidden: this.#wasHidden })) link.wake({ slept: true, visible });
  }
}
