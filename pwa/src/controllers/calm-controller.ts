import type { ReactiveController } from "lit";
import { SECOND_MS } from "../../../shared/ground/time.ts";

/** Nothing moves until this long after the last touch, wheel or key, ms. */
const CALM_MS = 2.5 * SECOND_MS;

const EVENTS = ["pointerdown", "pointermove", "pointerup", "wheel", "keydown", "touchmove"] as const;

/** Knows whether somebody is just using an element: what is under the finger must not move away from it. */
export class CalmController implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #now: () => number;
  #lastUse = Number.NEGATIVE_INFINITY;
  #isPressed = false;

  constructor(
    host: HTMLElement & { addController(controller: ReactiveController): void },
    now: () => number,
  ) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  /** True when nothing is pressed and nothing was touched for a while. */
  isCalm(): boolean {
    return !this.#isPressed && this.#now() - this.#lastUse >= CALM_MS;
  }

  hostConnected(): void {
    for (const name of EVENTS) this.#host.addEventListener(name, this.#use, { passive: true });
    window.addEventListener("pointerup", this.#release);
    window.addEventListener("pointercancel", this.#release);
  }

  hostDisconnected(): void {
    for (const name of EVENTS) this.#host.removeEventListener(name, this.#use);
    window.removeEventListener("pointerup", this.#release);
    window.removeEventListener("pointercancel", this.#release);
  }

  readonly #use = (event: Event): void => {
    this.#lastUse = this.#now();
    if (event.type === "pointerdown") this.#isPressed = true;
  };

  readonly #release = (): void => {
    this.#isPressed = false;
  };
}
