import { ContextConsumer } from "@lit/context";
import type { ReactiveController, ReactiveElement } from "lit";
import { DEFAULT_DISPLAY, type Display, type DisplayStore } from "../preferences/display.ts";
import type { Preferences } from "../preferences/preferences.ts";
import { displayContext } from "./contexts.ts";

/** Gives an element the display (theme, language, units, formats) and renders it again when that changes. */
export class DisplayController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #consumer: ContextConsumer<typeof displayContext, ReactiveElement>;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#consumer = new ContextConsumer(host, {
      context: displayContext,
      callback: (store) => this.#subscribe(store),
    });
    host.addController(this);
  }

  get current(): Display {
    return this.#consumer.value?.current() ?? DEFAULT_DISPLAY;
  }

  /** Changes the person's choice; every element follows. */
  set(patch: Partial<Preferences>): void {
    this.#consumer.value?.set(patch);
  }

  hostConnected(): void {
    if (this.#consumer.value) this.#subscribe(this.#consumer.value);
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #subscribe(store: DisplayStore): void {
    this.#unsubscribe?.();
    this.#unsubscribe = store.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}
