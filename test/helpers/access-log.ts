// People and keys without a disk: a log that hands each entry to the book at once.

import { Access, AccessBook, type RandomBytes } from "../../server/access/access.ts";
import type { Actor } from "../../shared/entries/actor.ts";
import type { AccessDraft, Entry } from "../../shared/entries/entry.ts";
import { NOON } from "./build-entry.ts";

export const ADMIN: Actor = { kind: "person", name: "Ada", from: "10.0.0.1" };

/** Bytes that look random, and are the same in each run (Park and Miller's generator). */
export function seededBytes(): RandomBytes {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state >> 8;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}

/** Who may come in, with a clock that the test sets and all entries that were written. */
export function accessInMemory() {
  const clock = { now: NOON };
  const entries: Entry[] = [];
  const book = new AccessBook();
  const random = seededBytes();
  const now = () => clock.now;
  const log = {
    append: async (drafts: readonly unknown[]) => {
      for (const draft of drafts) {
        const entry: Entry = { seq: entries.length + 1, at: clock.now, ...(draft as AccessDraft) };
        entries.push(entry);
        book.observe({ entries: [entry] });
      }
    },
  };
  const access = new Access({ book, log, now, random, isLoopback: true, hadReadings: false });
  return { clock, entries, book, access, random, now };
}
