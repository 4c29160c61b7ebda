import type { ReactiveController, ReactiveElement } from "lit";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { AccessRefused, type AccessVerbs } from "../data/base/access-verbs.ts";
import { SourceController } from "./source-controller.ts";

/** How often lists of who may come in are read again while somebody looks at them, ms. */
const POLL_MS = 5 * SECOND_MS;

/** Reads something of the server for an element now and then while it is shown. */
export class PolledController<T> implements ReactiveController {
  /** As last read; undefined before that. */
  value: T | undefined;
  problem: AccessRefused | undefined;
  readonly #host: ReactiveElement;
  readonly #read: (verbs: AccessVerbs) => Promise<T>;
  readonly #everyMs: number;
  readonly #source: SourceController;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(host: ReactiveElement, read: (verbs: AccessVerbs) => Promise<T>, everyMs = POLL_MS) {
    this.#host = host;
    this.#read = read;
    this.#everyMs = everyMs;
    this.#source = new SourceController(host, () => []);
    host.addController(this);
  }

  hostConnected(): void {
    void this.refresh();
  }

  hostDisconnected(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  /** Reads now, and again after a while. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const turn = this.#turn;
    // A page that nobody sees asks nothing.
    const isSeen = document.visibilityState === "visible";
    if (isSeen) await this.#readOnce(turn);
    if (turn === this.#turn) this.#timer = setTimeout(() => void this.refresh(), this.#everyMs);
  }

  async #readOnce(turn: number): Promise<void> {
    try {
      // The context comes with the first update.
      await this.#host.updateComplete;
      const verbs = await this.#source.data?.access();
      if (!verbs) return;
      const value = await this.#read(verbs);
      if (turn !== this.#turn) return;
      this.value = value;
      this.problem = undefined;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.problem = error instanceof AccessRefused ? error : new AccessRefused("", { code: "unreachable" });
    }
    this.#host.requestUpdate();
  }
}
