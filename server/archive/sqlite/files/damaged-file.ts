import { renameSync } from "node:fs";

/** Why a file could not be used; it is out of the way by then. */
export class DamagedFile extends Error {
  readonly movedTo: string;

  constructor(path: string, movedTo: string, cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : "";
    super(`${path} is damaged and was moved to ${movedTo}${reason}`, { cause });
    this.name = "DamagedFile";
    this.movedTo = movedTo;
  }
}

/** A folder has the name of a file. What is in it is somebody's, so it stays where it is. */
export class FolderInPlace extends Error {
  constructor(path: string) {
    super(`${path} is a folder where a file must be: move it away`);
    this.name = "FolderInPlace";
  }
}

/** Moves a damaged file to a dated name beside itself, where it stays. Answers the name. */
export function moveAside(path: string, now: number): string {
  const movedTo = `${path}.damaged-${new Date(now).toISOString().replaceAll(":", "-")}`;
  renameSync(path, movedTo);
  return movedTo;
}
