import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Follows a media query; the host renders again when its answer changes. */
export class MediaController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: MediaQueryList;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#query = window.matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener("change", this.#look);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener("change", this.#look);
  }

  readonly #look = (): void => this.#host.requestUpdate();
}
