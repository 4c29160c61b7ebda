// An index from who hears to their streams, so that the streams of somebody who was signed out end at once.

import type { Entry } from "../../shared/entries/entry.ts";
import { endedOwners, OF_PLACES } from "./ended-owners.ts";
import type { StreamClient } from "./stream-client.ts";
import { StreamGroups } from "./stream-groups.ts";

/** Owners of whom it is remembered since when they hear other things; the longest unchanged are forgotten first. */
const MAX_CHANGES = 5_000;

/** The streams by owner. */
export class OwnedStreams {
  readonly #byOwner = new StreamGroups();
  /** In the order in which they changed. */
  readonly #changes = new Map<string, number>();
  /** The latest change that was forgotten; an owner of whom none is known may have changed then. */
  #forgottenAt = 0;

  /** `lastSeq`: where the log stands; which devices were where before that is not known. */
  constructor(lastSeq: number) {
    this.#changes.set(OF_PLACES, lastSeq);
  }

  /** Takes a stream in until it is closed. */
  add(client: StreamClient, owners: readonly string[]): void {
    for (const owner of owners) this.#byOwner.add(owner, client);
  }

  /** After which entry one of these owners began to hear other things: from before that nothing can be resumed. */
  changedAt(owners: readonly string[]): number {
    return Math.max(0, ...owners.map((owner) => this.#changes.get(owner) ?? this.#forgottenAt));
  }

  /** The streams that end with these entries. */
  ending(entries: readonly Entry[]): ReadonlySet<StreamClient> {
    const ending = new Set<StreamClient>();
    for (const entry of entries) {
      for (const owner of endedOwners(entry)) {
        this.#note(owner, entry.seq);
        for (const client of this.#byOwner.of(owner)) ending.add(client);
      }
    }
    return ending;
  }

  #note(owner: string, seq: number): void {
    this.#changes.delete(owner);
    this.#changes.set(owner, seq);
    for (const [oldest, changedAt] of this.#changes) {
      if (this.#changes.size <= MAX_CHANGES) return;
      this.#changes.delete(oldest);
      this.#forgottenAt = changedAt;
    }
  }
}
