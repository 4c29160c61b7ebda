import type { ReactiveController, ReactiveElement } from "lit";

/** How far beyond the screen's upper and lower edge a device is drawn: whoever scrolls finds it there. All of it is kept up to date. */
const NEAR = "50% 0px";

/** What `davy-sight` says: a device came into sight or nearly so, or left it. */
export interface Sight {
  readonly device: string;
  readonly isSeen: boolean;
}

/**
 * Knows whether an element is in sight or nearly so; only then has it anything in the document. Renders the host when that
 * changes, and has it tell by `davy-sight`.
 */
export class NearController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #deviceOf: () => string | undefined;
  /** Undefined until it was looked for the first time. */
  #isNear: boolean | undefined;
  /** What was told last. */
  #isInSight: boolean | undefined;
  #watch: IntersectionObserver | undefined;

  constructor(host: ReactiveElement, deviceOf: () => string | undefined) {
    this.#host = host;
    this.#deviceOf = deviceOf;
    host.addController(this);
  }

  get isNear(): boolean {
    return this.#isNear === true;
  }

  /** Takes an element for near until it was looked for: one of the first, which is in sight more likely than not. */
  assume(): void {
    if (this.#isNear === undefined) this.#set(true);
  }

  hostConnected(): void {
    this.#watch = new IntersectionObserver((entries) => this.#look(entries.at(-1)), { rootMargin: NEAR });
    this.#watch.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#watch?.disconnect();
  }

  #look(entry: IntersectionObserverEntry | undefined): void {
    if (!entry || entry.isIntersecting === this.#isInSight) return;
    // Whoever goes on by keyboard begins where the focus is.
    if (this.#isNear && !entry.isIntersecting && this.#host.matches(":focus-within")) return;
    if (this.#isNear) this.#host.style.setProperty("--height", `${entry.boundingClientRect.height}px`);
    this.#isInSight = entry.isIntersecting;
    this.#set(entry.isIntersecting);
    const device = this.#deviceOf();
    if (device === undefined) return;
    const detail: Sight = { device, isSeen: entry.isIntersecting };
    this.#host.dispatchEvent(new CustomEvent("davy-sight", { detail, bubbles: true, composed: true }));
  }

  #set(isNear: boolean): void {
    this.#isNear = isNear;
    this.#host.toggleAttribute("near", isNear);
    this.#host.requestUpdate();
  }
}
