// What is new on this page, brought to disk: now and then, at once when it goes out of sight, and never left half written.

import type { Period } from "../../../../shared/history/slice.ts";
import { dropDevices } from "../../../offline/drop-devices.ts";
import { FLEET_NOTE, type FleetNote, parseFleetNote } from "../../../offline/fleet-note.ts";
import { partingName, partingNote } from "../../../offline/parting.ts";
import type { SliceStore } from "../../../offline/slice-store.ts";
import type { TailStore } from "../../../offline/tail-store.ts";
import { LatestOnly } from "./latest-only.ts";
import type { TailWriter } from "./tail-writer.ts";

/** How far the stream told its story. Times are the server's; undefined before its first word. */
export interface HeardStretch {
  /** The stretch of which everything was heard. */
  streamed(): Period | undefined;
  heardAt(): number | undefined;
}

/** What earlier pages left, on its way. */
export interface Restored {
  readonly fleet: Promise<void>;
  readonly readings: Promise<boolean>;
}

export interface PageDiskParts {
  readonly store: SliceStore;
  readonly tails: TailStore;
  readonly writer: TailWriter;
  readonly session: HeardStretch;
  /** The fleet as of a server time; undefined while nobody has said what there is. */
  readonly fleetNote: (serverTime: number) => FleetNote | undefined;
  /** Tells this page from others, whose notes lie beside its own. */
  readonly page: string;
}

/** Writes for one page. */
export class PageDisk {
  readonly #parts: PageDiskParts;
  readonly #notes = new LatestOnly();
  #hasParted = false;
  #restored: Promise<unknown> = Promise.resolve();

  constructor(parts: PageDiskParts) {
    this.#parts = parts;
  }

  /**
   * Begins with what pages left behind when they went; tells `adopt` of the fleet as the last one knew it. `fleet` resolves when
   * that is done, `readings` whether there were readings among it.
   */
  restore(adopt: (note: FleetNote) => void): Restored {
    const { store, tails } = this.#parts;
    // The fleet first: whoever starts without a network sees it at once.
    const noted = store.note(FLEET_NOTE);
    const readings = tails.takeIn();
    this.#restored = readings;
    const fleet = noted.then((found) => {
      const note = parseFleetNote(found);
      if (note) adopt(note);
    });
    return { fleet, readings };
  }

  /** Brings what is new to its place. */
  flush(): void {
    const { store, writer, session, fleetNote } = this.#parts;
    const serverTime = session.heardAt();
    if (serverTime === undefined) return;
    void writer.flush(session.streamed()).then(() => this.#dropParting());
    void this.#notes.run(async () => {
      const note = fleetNote(serverTime);
      if (note) await store.setNote(FLEET_NOTE, note);
    });
  }

  /** Deletes what there is of devices that are gone, what is under way to the disk included. */
  async letGo(isGone: (device: string) => boolean): Promise<void> {
    await this.#restored;
    await this.idle();
    await dropDevices(this.#parts.store, isGone);
  }

  /** The page goes out of sight and may be frozen or ended at any moment from here on. */
  hide(): void {
    this.#parts.store.setNotesAtOnce(this.#lastWords());
  }

  /** The page is left, and may be kept: what is under way ends here, and what it would have written is in the last words. */
  leave(): void {
    this.#parts.store.leave(this.#lastWords());
  }

  /** The page is back. */
  comeBack(): void {
    this.#parts.store.pageIsBack();
  }

  /** Resolves when nothing is being written. */
  idle(): Promise<void> {
    return this.#parts.writer.flush(undefined);
  }

  #lastWords(): ReadonlyMap<string, unknown> {
    const { writer, session, fleetNote, page } = this.#parts;
    const [serverTime, streamed] = [session.heardAt(), session.streamed()];
    if (serverTime === undefined || !streamed) return new Map();
    this.#hasParted = true;
    const note = fleetNote(serverTime);
    return new Map<string, unknown>([
      ...(note ? [[FLEET_NOTE, note] as const] : []),
      [partingName(page), partingNote(writer.unwritten(streamed))],
    ]);
  }

  async #dropParting(): Promise<void> {
    if (!this.#hasParted) return;
    this.#hasParted = false;
    await this.#parts.store.dropNote(partingName(this.#parts.page));
  }
}
