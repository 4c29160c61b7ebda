import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Most entries that are held; whoever wants older ones takes a shorter time, or the file. */
const MOST = 5_000;

/** A part of a list; without a cursor it is the last. */
export interface ListPart<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string | undefined;
}

interface PagedNeeds<Item> {
  /** Whether there is somebody to ask; the list begins by itself as soon as there is. */
  readonly isReady: () => boolean;
  /** Asks for the first part, or for the one at a cursor. */
  readonly ask: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPart<Item>>;
  /** By what an entry is known again that comes twice. */
  readonly keyOf: (item: Item) => unknown;
  /** Another bound than the usual one. */
  readonly most?: number;
}

/** A long list that comes in parts, newest first: one request at a time, and what was asked before another `begin` is dropped. */
export class PagedController<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #needs: PagedNeeds<Item>;
  #items: readonly Item[] = [];
  #cursor: string | undefined;
  #status: "asking" | "done" | "failed" = "asking";
  #asking: AbortController | undefined;

  constructor(host: ReactiveControllerHost, needs: PagedNeeds<Item>) {
    this.#host = host;
    this.#needs = needs;
    host.addController(this);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  get status(): "asking" | "done" | "failed" {
    return this.#status;
  }

  /** Whether there are older ones that can be asked for. */
  get hasMore(): boolean {
    return this.#cursor !== undefined;
  }

  hostUpdate(): void {
    if (!this.#asking && this.#needs.isReady()) this.begin();
  }

  hostDisconnected(): void {
    this.#asking?.abort();
  }

  /** Begins anew: what is asked for is another list. */
  begin(): void {
    this.#items = [];
    this.#cursor = undefined;
    void this.more();
  }

  /** Asks for the next part, or for the one that did not come. */
  async more(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#status = "asking";
    this.#host.requestUpdate();
    try {
      const part = await this.#needs.ask(this.#cursor, asking.signal);
      if (asking.signal.aborted) return;
      this.#take(part);
      this.#status = "done";
    } catch {
      // Said by the status; whoever looks may try again.
      if (!asking.signal.aborted) this.#status = "failed";
    }
    this.#host.requestUpdate();
  }

  #take({ items, cursor }: ListPart<Item>): void {
    const { keyOf, most = MOST } = this.#needs;
    const known = new Set(this.#items.map(keyOf));
    this.#items = [...this.#items, ...items.filter((item) => !known.has(keyOf(item)))].slice(0, most);
    this.#cursor = this.#items.length < most ? cursor : undefined;
  }
}
