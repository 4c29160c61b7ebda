// The store on a folder of its own, which is given entries as its thread would give them.

import { rm } from "node:fs/promises";
import { afterEach, beforeEach } from "vitest";
import type { Store } from "../../../../../server/archive/sqlite/store.ts";
import { BatchPacker, splitAtForgotten } from "../../../../../server/archive/sqlite/write/packed-batch.ts";
import type { Entry } from "../../../../../shared/entries/entry.ts";
import type { Resolution } from "../../../../../shared/history/slice.ts";
import { openTestStore, type StoreTerms } from "../../../../helpers/open-store.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";

export const DEVICE = "handheld 1";

/** Readings of one CO sensor after the other. */
export const co = (...values: readonly (number | null)[]) => ({
  sensors: values.map((val) => ({ type: "CO", val })),
});

class StoreSubject {
  folder = "";
  #store: Store | undefined;

  get store(): Store {
    if (!this.#store) throw new Error("No store is open.");
    return this.#store;
  }

  async create(): Promise<void> {
    this.folder = await temporaryFolder("store");
    this.#store = openTestStore(this.folder, {});
  }

  reopen(terms: StoreTerms = {}): void {
    this.store.close();
    this.#store = openTestStore(this.folder, terms);
  }

  async remove(): Promise<void> {
    this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  apply(...entries: readonly Entry[]): void {
    const packer = new BatchPacker();
    for (const piece of splitAtForgotten(entries)) this.store.apply(packer.pack(piece));
  }

  checkpoint(seq = Number.MAX_SAFE_INTEGER): void {
    const steps = this.store.checkpoint({ seq, states: new Map() });
    for (let step = steps.next(); !step.done; step = steps.next());
  }

  slice(resolution: Resolution, name: string, device = DEVICE): object | undefined {
    const answer = this.store.history.slice({ device, resolution, slice: name });
    return answer && (JSON.parse(new TextDecoder().decode(answer.json)) as object);
  }

  /** The numbers of all readings. */
  seqs(): number[] {
    return this.store.readings.after({ seq: 0, limit: 1_000 }).map(({ seq }) => seq);
  }
}

/** A store for each test. */
export function useStore(): StoreSubject {
  const subject = new StoreSubject();
  beforeEach(() => subject.create());
  afterEach(() => subject.remove());
  return subject;
}
