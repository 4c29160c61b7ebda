// The server's memory of its clock while it runs: told of every entry, asked before anything is deleted, kept for the next start.

import type { Entry } from "../../shared/entries/entry.ts";
import { parseDeviceTime } from "../../shared/ground/time.ts";
import type { Backup } from "../data-folder/data-folder.ts";
import type { ClockStep, EntryBatch } from "../log/log.ts";
import {
  beyondTrust,
  type ClockMemory,
  type ClockStart,
  judgeStart,
  LEAP_MS,
  observeTime,
  toldBeyondTrust,
} from "./clock-rule.ts";

/** A device whose clock is this near to the server's agrees with it, ms. */
const AGREES_MS = 15 * 60_000;

/** Where the memory is kept. */
export interface ClockStore {
  /** What was kept last, unchecked; undefined for nothing. */
  read(): Promise<unknown>;
  /** Rejects when the disk refuses. */
  keep(memory: unknown): Promise<void>;
  /** When an operator last confirmed the machine's clock, by it, unix ms. */
  confirmedAt(): Promise<number | undefined>;
  /** A copy of what was kept last. */
  backup(): Promise<Backup>;
}

/** When the archive's newest entry was taken, and what the machine's clock says, unix ms. */
interface Opening {
  readonly lastAt: number;
  readonly wall: number;
}

/**
 * What a folder without a memory begins with: what earlier versions stamped is believed where it is past. With its memory a folder
 * may have lost that a clock was ahead.
 */
function parseMemory(found: unknown, opening: Opening): ClockMemory {
  const lastAt = Math.min(opening.lastAt, opening.wall);
  if (typeof found !== "object" || found === null) return { trustedAt: lastAt, steps: [] };
  const { trustedAt, leapt, doubt, steps } = found as { readonly [member: string]: unknown };
  const time = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : undefined);
  const at = time(doubt);
  return {
    trustedAt: time(trustedAt) ?? lastAt,
    ...(isStretch(leapt) ? { leapt } : {}),
    ...(at === undefined ? {} : { doubt: at }),
    steps: Array.isArray(steps) ? steps.filter(isStep) : [],
  };
}

function hasFigures(value: unknown, ...members: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const found = value as { readonly [member: string]: unknown };
  return members.every((member) => Number.isFinite(found[member]));
}

function isStretch(value: unknown): value is NonNullable<ClockMemory["leapt"]> {
  return hasFigures({ from: 0, ...(value as object) }, "since", "until", "from");
}

function isStep(value: unknown): value is ClockStep {
  return hasFigures(value, "seq", "from", "to");
}

function agrees(entry: Entry): boolean {
  if (entry.kind !== "reading" || entry.receivedAt !== undefined) return false;
  const time = parseDeviceTime(entry.deviceTime);
  return time !== undefined && Math.abs(entry.at - time) <= AGREES_MS;
}

/** Keeps the memory of one data folder. */
export class ClockKeeper {
  readonly #store: ClockStore;
  #memory: ClockMemory;
  #confirmedAt: number | undefined;

  private constructor(store: ClockStore, memory: ClockMemory, confirmedAt: number | undefined) {
    this.#store = store;
    this.#memory = memory;
    this.#confirmedAt = confirmedAt;
  }

  /** Reads what was kept. */
  static async open(store: ClockStore, opening: Opening): Promise<ClockKeeper> {
    const memory = parseMemory(await store.read(), opening);
    return new ClockKeeper(store, memory, await store.confirmedAt());
  }

  get steps(): readonly ClockStep[] {
    return this.#memory.steps;
  }

  /** Answers from when the log goes on, unix ms, and keeps what the next start must know. */
  begin(start: Omit<ClockStart, "confirmedAt">): number {
    const { resumeAt, memory } = judgeStart(this.#memory, { ...start, confirmedAt: this.#confirmedAt });
    this.#memory = memory;
    return resumeAt;
  }

  observe({ entries }: Pick<EntryBatch, "entries">): void {
    const last = entries.at(-1);
    if (!last) return;
    // Only after a leap has a device a say; else one look a batch is enough.
    if (last.at <= this.#memory.trustedAt + LEAP_MS) this.#memory = observeTime(this.#memory, last.at, false);
    else this.#observeEach(entries);
  }

  /** Entries that were taken together have one time: the first says all, but where a device agrees. */
  #observeEach(entries: readonly Entry[]): void {
    let at: number | undefined;
    for (const entry of entries) {
      const isToldByDevice = agrees(entry);
      if (entry.at === at && !isToldByDevice) continue;
      at = entry.at;
      this.#memory = observeTime(this.#memory, at, isToldByDevice);
    }
  }

  /** How far `now` (unix ms) is beyond what is trusted, ms; undefined while it is trusted. */
  doubtAt(now: number): number | undefined {
    const beyond = beyondTrust(this.#memory, now, this.#confirmedAt);
    return beyond > LEAP_MS ? beyond : undefined;
  }

  /** The same for who looks at health. */
  toldDoubtAt(now: number): number | undefined {
    const beyond = toldBeyondTrust(this.#memory, now, this.#confirmedAt) ?? 0;
    return beyond > LEAP_MS ? beyond : undefined;
  }

  /** A copy of what was kept last: a server that starts on it must not delete what is young either. */
  backup(): Promise<Backup> {
    return this.#store.backup();
  }

  /** Looks for an operator's word, and keeps the memory. */
  async keep(): Promise<void> {
    this.#confirmedAt = await this.#store.confirmedAt();
    await this.#store.keep(this.#memory);
  }
}
