import type { StreamClient } from "./stream-client.ts";

const NONE: ReadonlySet<StreamClient> = new Set();

/** Streams by names that several of them may have; one without streams takes no room. */
export class StreamGroups {
  readonly #groups = new Map<string, Set<StreamClient>>();

  /** The streams of a name, the oldest first. */
  of(name: string): ReadonlySet<StreamClient> {
    return this.#groups.get(name) ?? NONE;
  }

  /** Adds a stream to a name, until it is closed. */
  add(name: string, client: StreamClient): void {
    const group = this.#groups.get(name) ?? new Set();
    this.#groups.set(name, group.add(client));
    client.onceClosed(() => {
      group.delete(client);
      if (group.size === 0) this.#groups.delete(name);
    });
  }
}
