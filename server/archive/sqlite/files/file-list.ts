import type { FileInfo, FileKind } from "./file-info.ts";

/** The files that there are, by path and by kind and period. A period's files are in the order of their parts. */
export class FileList {
  readonly #byPath = new Map<string, FileInfo>();
  readonly #byPeriod = new Map<string, FileInfo[]>();

  get(path: string): FileInfo | undefined {
    return this.#byPath.get(path);
  }

  values(): FileInfo[] {
    return [...this.#byPath.values()];
  }

  /** When the log took the newest entry in any of them, the bytes of all, and the raw readings in all. */
  totals(): { appliedAt: number; bytes: number; readings: number } {
    const totals = { appliedAt: 0, bytes: 0, readings: 0 };
    let newest = 0;
    for (const info of this.#byPath.values()) {
      // Order is `seq`: where a glitch of the clock was undone, the newest entry is not the latest.
      if (hasSeqs(info) && info.maxSeq >= newest) {
        newest = info.maxSeq;
        totals.appliedAt = info.lastAdditionAt;
      } else if (newest === 0) totals.appliedAt = Math.max(totals.appliedAt, info.lastAdditionAt);
      totals.bytes += info.bytes;
      if (info.kind === "readings") totals.readings += info.rows;
    }
    return totals;
  }

  add(info: FileInfo): void {
    this.#byPath.set(info.path, info);
    const period = this.#byPeriod.get(periodOf(info)) ?? [];
    period.push(info);
    this.#byPeriod.set(
      periodOf(info),
      period.sort((a, b) => partOf(a) - partOf(b)),
    );
  }

  remove(info: FileInfo): void {
    this.#byPath.delete(info.path);
    const rest = this.of(info.kind, info.day).filter((other) => other !== info);
    if (rest.length > 0) this.#byPeriod.set(periodOf(info), rest);
    else this.#byPeriod.delete(periodOf(info));
  }

  /** The files of a kind and a UTC day or month. */
  of(kind: FileKind, day: string): readonly FileInfo[] {
    return this.#byPeriod.get(`${kind}/${day}`) ?? [];
  }

  /** The path for one more file of a kind and period; no file that was there before has had it. */
  nextPath(kind: FileKind, day: string): string {
    const last = this.of(kind, day).at(-1);
    return pathOf(kind, day, last ? partOf(last) + 1 : 1);
  }

  /** The path for a file whose entries come before those of another of its period; undefined when there is no room for one. */
  pathBefore(next: FileInfo): string | undefined {
    const part = partOf(next) - 1;
    const path = pathOf(next.kind, next.day, part);
    return part < 1 || this.get(path) ? undefined : path;
  }
}

/** Whether a file is of entries, whose numbers it knows. */
function hasSeqs({ kind }: FileInfo): boolean {
  return kind === "readings" || kind === "events";
}

function periodOf({ kind, day }: FileInfo): string {
  return `${kind}/${day}`;
}

function pathOf(kind: FileKind, day: string, part: number): string {
  return part === 1 ? `${kind}/${day}.sqlite` : `${kind}/${day}.${part}.sqlite`;
}

/** `readings/2026-11-23.sqlite` is part 1, `readings/2026-11-23.2.sqlite` part 2. */
function partOf({ path }: FileInfo): number {
  return Number(/\.(\d+)\.sqlite$/.exec(path)?.[1] ?? 1);
}
