import { ContextConsumer } from "@lit/context";
import type { ReactiveController, ReactiveElement } from "lit";
import type { AppData, Subscribe } from "../data/base/app-data.ts";
import { createSoon } from "../ground/soon.ts";
import { appDataContext } from "./contexts.ts";

/** Picks what an element listens to out of the app's data. */
export type SourcesOf = (data: AppData) => readonly { readonly subscribe: Subscribe }[];

/** What is told of soon also where a hidden page has no frames: its title and its voice are all that there is of it then. */
export const alarmSteps: SourcesOf = ({ alarms }) => [
  {
    subscribe: (listener) => {
      const soon = createSoon(listener);
      const leave = alarms.onStep(soon.ask);
      return () => {
        leave();
        soon.end();
      };
    },
  },
];

/**
 * Gives an element the app's data and renders it again, at most once a frame, when one of the chosen sources changes; or does then what
 * `onChange` says.
 */
export class SourceController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #sourcesOf: SourcesOf;
  readonly #onChange: () => void;
  readonly #consumer: ContextConsumer<typeof appDataContext, ReactiveElement>;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(host: ReactiveElement, sourcesOf: SourcesOf, onChange = () => host.requestUpdate()) {
    this.#host = host;
    this.#sourcesOf = sourcesOf;
    this.#onChange = onChange;
    this.#consumer = new ContextConsumer(host, {
      context: appDataContext,
      callback: (data) => this.#subscribe(data),
    });
    host.addController(this);
  }

  /** Undefined only until the shell has provided it. */
  get data(): AppData | undefined {
    return this.#consumer.value;
  }

  hostConnected(): void {
    if (this.#consumer.value) this.#subscribe(this.#consumer.value);
  }

  hostDisconnected(): void {
    this.#release();
  }

  #subscribe(data: AppData): void {
    this.#release();
    this.#unsubscribe = this.#sourcesOf(data).map((source) => source.subscribe(this.#onChange));
    this.#host.requestUpdate();
  }

  #release(): void {
    for (const end of this.#unsubscribe) end();
    this.#unsubscribe = [];
  }
}
