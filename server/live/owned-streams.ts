// An index from who hears to their streams, so that the streams of somebody who was signed out end at once.

import type { Entry } from "../../shared/entries/entry.ts";
import { endedOwners, OF_PLACES } from "./ended-owners.ts";
import type { StreamClient } from "./stream-client.ts";

/** Owners of whom it is remembered since when they hear other things; the longest unchanged are forgotten first. */
const MAX_CHANGES = 5_000;

/** The streams by owner. */
export class OwnedStreams {
  readonly #byOwner = new Map<string, Set<StreamClient>>();
  readonly #changes = new Map<string, number>();

  /** `lastSeq`: where the log stands; which devices were where before that is not known. */
  constructor(lastSeq: number) {
    this.#changes.set(OF_PLACES, lastSeq);
  }

  /** Takes a stream in until it is closed. */
  add(client: StreamClient, owners: readonly string[]): void {
    for (const owner of owners) {
      const streams = this.#byOwner.get(owner) ?? new Set();
      this.#byOwner.set(owner, streams.add(client));
    }
    client.onceClosed(() => this.#drop(client, owners));
  }

  /** After which entry one of these owners began to hear other things: from before that nothing can be resumed. */
  changedAt(owners: readonly string[]): number {
    return Math.max(0, ...owners.map((owner) => this.#changes.get(owner) ?? 0));
  }

  /** The streams that end with these entries. */
  ending(entries: readonly Entry[]): ReadonlySet<StreamClient> {
    const ending = new Set<StreamClient>();
    for (const entry of entries) {
      if (entry.kind === "reading") continue;
      for (const owner of endedOwners(entry)) {
        this.#note(owner, entry.seq);
        for (const client of this.#byOwner.get(owner) ?? []) ending.add(client);
      }
    }
    return ending;
  }

  #note(owner: string, seq: number): void {
    this.#changes.delete(owner);
    this.#changes.set(owner, seq);
    for (const oldest of this.#changes.keys()) {
      if (this.#changes.size <= MAX_CHANGES) return;
      if (oldest !== OF_PLACES) this.#changes.delete(oldest);
    }
  }

  #drop(client: StreamClient, owners: readonly string[]): void {
    for (const owner of owners) {
      const streams = this.#byOwner.get(owner);
      streams?.delete(client);
      if (streams?.size === 0) this.#byOwner.delete(owner);
    }
  }
}
