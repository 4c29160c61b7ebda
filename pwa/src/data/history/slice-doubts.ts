// Slices are kept as the server had them when they were asked for; late readings change them afterwards. What the stream says
// of those is noted beside the slices, so that they are asked for anew, and are called unconfirmed until they were.

import { type Arrival, isLate, slicesAt } from "../../../../shared/history/late.ts";
import { type SliceName, sliceKey } from "../../../../shared/history/slice.ts";
import { meaningText } from "../../../../shared/rules/number-meaning.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { SliceStore } from "../../../offline/slice-store.ts";
import type { IdMemory } from "./id-memory.ts";
import { SecondDoubts } from "./second-doubts.ts";

/** A backlog tells of the same slices over and over: they are noted together after this time, ms. */
const GATHER_MS = 200;
/** More slices than this are not told apart: then everything that is kept is doubted. */
const MAX_PENDING = 1_000;

export interface SliceDoubtsParts {
  readonly store: Pick<SliceStore, "doubt" | "doubtAll">;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly memory: IdMemory;
  /** These slices must be asked for anew; undefined: all. Called when it is noted in the store, or could not be. */
  readonly onDoubted: (slices: readonly SliceName[] | undefined) => void;
}

/** Notes what late readings have changed. */
export class SliceDoubts {
  readonly #parts: SliceDoubtsParts;
  #pending = new Map<string, SliceName>();
  #isAllPending = false;
  #isWriting = false;
  #isStopped = false;
  #cancel: (() => void) | undefined;
  readonly #second: SecondDoubts;

  constructor(parts: SliceDoubtsParts) {
    this.#parts = parts;
    this.#second = new SecondDoubts({
      after: parts.after,
      note: (slices) => this.#noteSecond(slices),
      onTooMany: () => this.begun(null),
    });
  }

  /** What a stream said when it began; null when it could not know. */
  begun(changed: readonly SliceName[] | null): void {
    if (changed === null) this.#isAllPending = true;
    else for (const slice of changed) this.#add(slice);
    this.#writeSoon();
  }

  /** A reading has come. */
  heard(device: string, arrival: Arrival): void {
    if (!isLate(arrival)) return;
    for (const slice of slicesAt(device, arrival.measuredAt)) this.#add(slice);
    this.#writeSoon();
  }

  /** Where the numbers of a device mean something else, its minutes and hours may be others. */
  judge(before: SensorsSettings | undefined, now: SensorsSettings | undefined): void {
    if (meaningText(before) !== meaningText(now)) this.begun(null);
  }

  /** Everything up to this id was heard: that is remembered, unless some of it is not noted yet. */
  confirm(id: string): void {
    if (this.#isWriting) return;
    if (this.#hasPending()) this.#writeSoon();
    else
      this.#second.whenNoted(() => {
        if (!this.#isWriting && !this.#hasPending()) this.#parts.memory.write(id);
      });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#second.stop();
  }

  #hasPending(): boolean {
    return this.#isAllPending || this.#pending.size > 0;
  }

  #add(slice: SliceName): void {
    this.#pending.set(sliceKey(slice), slice);
    if (this.#pending.size <= MAX_PENDING) return;
    this.#pending.clear();
    this.#isAllPending = true;
  }

  #writeSoon(): void {
    if (!this.#hasPending() || this.#isWriting || this.#isStopped) return;
    this.#cancel ??= this.#parts.after(GATHER_MS, () => {
      this.#cancel = undefined;
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    const slices = this.#isAllPending ? undefined : [...this.#pending.values()];
    this.#pending.clear();
    this.#isAllPending = false;
    this.#isWriting = true;
    const isNoted = await (slices ? this.#noteFirst(slices) : this.#parts.store.doubtAll());
    this.#isWriting = false;
    this.#parts.onDoubted(slices);
    if (isNoted) this.#writeSoon();
    else this.#retry(slices);
  }

  async #noteFirst(slices: readonly SliceName[]): Promise<boolean> {
    const missing = await this.#parts.store.doubt(slices);
    this.#second.add(missing ?? []);
    return missing !== undefined;
  }

  /** What is stored by now was on its way, and so is what the page has in its place. */
  async #noteSecond(slices: readonly SliceName[]): Promise<void> {
    const missing = await this.#parts.store.doubt(slices);
    if (missing === undefined) this.#retry(slices);
    this.#parts.onDoubted(slices);
  }

  /** Tried again with the next word of the stream; until then a later visit asks from the old id. */
  #retry(slices: readonly SliceName[] | undefined): void {
    if (slices) for (const slice of slices) this.#add(slice);
    else this.#isAllPending = true;
  }
}
