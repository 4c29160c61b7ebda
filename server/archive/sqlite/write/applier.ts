// Takes entries into the files, each once. One that cannot be taken in is set aside, and the others go on.

import { HOUR_MS } from "../../../../shared/ground/time.ts";
import type { Catalogue } from "../files/catalogue.ts";
import { type Days, hadReading } from "../files/days.ts";
import { isOfEntry } from "../files/failures.ts";
import { keepImportedRow } from "../files/imported-rows.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { forgetDevice, isForgotten } from "../files/purge.ts";
import type { Layouts } from "../layouts/layouts.ts";
import { DayWriters } from "./day-writers.ts";
import { keepEvent } from "./events.ts";
import type { Gathered } from "./gathered.ts";
import { keepKey } from "./known-keys.ts";
import type { ForgottenDevice, PackedBatch, UnfitEntry } from "./packed-batch.ts";
import type { PackedEvent } from "./packed-event.ts";
import { PackedReading } from "./packed-reading.ts";
import type { SetAside } from "./set-aside.ts";

/** Within a batch the open files may grow by this much beyond their share before some are closed, bytes. */
const BATCH_ROOM_BYTES = 32 * 1024 * 1024;

/** What is kept of earlier answers, which a reading may change. */
interface KeptAnswers {
  readonly isEmpty: boolean;
  forget(device: string, measuredAt: number): void;
  clear(): void;
}

interface ApplierParts {
  readonly files: OpenFiles;
  readonly catalogue: Catalogue;
  readonly days: Days;
  readonly gathered: Gathered;
  readonly slices: KeptAnswers;
  readonly layouts: Layouts;
  readonly setAside: SetAside;
  /** What was to be set aside up to here is, or was taken up since. */
  readonly checkpointSeq: number;
}

/** Applies batches for a store. */
export class Applier {
  readonly #parts: ApplierParts;
  /** Entries up to here were applied in this life; those before the checkpoint come again at a start. */
  takenSeq = 0;

  constructor(parts: ApplierParts) {
    this.#parts = parts;
  }

  /** Takes a batch in; `between` makes room when the open files take too much memory. As for the store's `apply`. */
  apply(batch: PackedBatch, between: () => void): void {
    const { layouts } = this.#parts;
    for (const unfit of batch.unfit) if (unfit.seq > this.takenSeq) this.#putAside(unfit);
    for (const forgotten of batch.forgotten) if (forgotten.seq > this.takenSeq) this.#forget(forgotten);
    for (const event of batch.events) if (event.seq > this.takenSeq) this.#keepOrSetAside(event);
    if (batch.events.length > 0) between();
    const reading = new PackedReading(batch, layouts);
    for (let goesOn = reading.next(); goesOn; ) {
      goesOn = this.#applyFrom(reading);
      between();
    }
    this.#take(batch.lastSeq);
  }

  /** What was gathered of a forgotten device goes into its files first, and from there with the rest. */
  #forget({ device, seq }: ForgottenDevice): void {
    const { catalogue, files, gathered, slices } = this.#parts;
    gathered.flush(() => undefined);
    forgetDevice(catalogue.purging, { device, seq }, catalogue.files.values());
    catalogue.devices.delete(device);
    files.purgeOpen();
    slices.clear();
  }

  #take(seq: number): void {
    this.takenSeq = Math.max(this.takenSeq, seq);
  }

  /** Applies readings until all are in or something has to make room. Answers whether there are more. */
  #applyFrom(reading: PackedReading): boolean {
    const { files, gathered } = this.#parts;
    const writers = new DayWriters(files);
    const hours = new Map<string, number>();
    try {
      do {
        if (reading.seq > this.takenSeq) {
          this.#applyOrSetAside(reading, writers);
          this.#forgetSlices(reading, hours);
          this.#take(reading.seq);
        }
        if (!reading.next()) return false;
        // After one at least, even when no file can be closed because the disk is full.
      } while (files.excessBytes <= BATCH_ROOM_BYTES && !gathered.isFull);
      return true;
    } finally {
      writers.finish();
    }
  }

  #applyOrSetAside(reading: PackedReading, writers: DayWriters): void {
    const { seq } = reading;
    this.#tryOrSetAside(seq, {
      take: () => this.#applyReading(reading, writers),
      entry: () => reading.entry,
    });
  }

  #keepOrSetAside(event: PackedEvent): void {
    const { seq, text } = event;
    this.#tryOrSetAside(seq, { take: () => keepEvent(this.#parts, event), entry: () => JSON.parse(text) });
  }

  #tryOrSetAside(seq: number, { take, entry }: { take: () => void; entry: () => object }): void {
    const { setAside } = this.#parts;
    try {
      take();
    } catch (error) {
      if (!isOfEntry(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.#putAside({ seq, reason, entry: entry() });
      return;
    }
    // An earlier version could not take it in.
    if (!setAside.isEmpty) setAside.forget([seq]);
  }

  #putAside({ seq, reason, entry }: UnfitEntry): void {
    if (seq > this.#parts.checkpointSeq) this.#parts.setAside.keep(seq, reason, entry);
  }

  #applyReading(reading: PackedReading, writers: DayWriters): void {
    const { seq, device, measuredAt, rare } = reading;
    const { files, catalogue, days, gathered } = this.#parts;
    if (isForgotten(catalogue.purging, device, seq)) {
      if (rare?.source) keepImportedRow(catalogue.imports, rare.source);
      return;
    }
    // What may throw comes first: a reading that is tried again must not be half in.
    const day = days.of(measuredAt);
    if (rare?.key !== undefined) keepKey(files, rare.key, reading);
    if (!hadReading(day, seq)) {
      writers.of(day.day, seq).add(reading);
      catalogue.devices.add(device);
    }
    gathered.add(reading, day.rollUps);
    if (rare?.source) keepImportedRow(catalogue.imports, rare.source);
  }

  /** `hours` holds the hour of each device that was last forgotten, since one batch has many readings of an hour. */
  #forgetSlices({ device, measuredAt }: PackedReading, hours: Map<string, number>): void {
    const { slices } = this.#parts;
    const hour = Math.floor(measuredAt / HOUR_MS);
    if (slices.isEmpty || hours.get(device) === hour) return;
    hours.set(device, hour);
    slices.forget(device, measuredAt);
  }
}
