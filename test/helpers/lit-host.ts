import type { ReactiveController } from "lit";
import type { PartsHost } from "../../pwa/src/controllers/parts-controller.ts";

/** Stands for an element: renders when it is asked to, in a microtask as lit's do, and notes what it drew each time. */
export class LitHost<Drawn> implements PartsHost {
  readonly drawn: Drawn[] = [];
  hasUpdated = false;
  /** Whether what the element shows is known. */
  isKnown = false;
  readonly #controllers: ReactiveController[] = [];
  readonly #draw: () => Drawn;

  /** `attach` adds the controller under test, and answers what the element would draw by it. */
  constructor(attach: (host: LitHost<Drawn>) => () => Drawn) {
    this.#draw = attach(this);
  }

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }

  requestUpdate(): void {
    queueMicrotask(() => {
      for (const one of this.#controllers) one.hostUpdate?.();
      this.drawn.push(this.#draw());
      this.hasUpdated = true;
      for (const one of this.#controllers) one.hostUpdated?.();
    });
  }

  connect(): void {
    for (const one of this.#controllers) one.hostConnected?.();
    this.requestUpdate();
  }

  disconnect(): void {
    for (const one of this.#controllers) one.hostDisconnected?.();
  }
}
