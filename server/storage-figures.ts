import { SECOND_MS } from "../shared/ground/time.ts";
import type { LocalArchive } from "./archive/local-archive.ts";
import type { LocalLog } from "./log/local-log.ts";

/** A figure for metrics: its name, what it says, and its value at present, null for none. */
export type StorageFigure = readonly [name: string, help: string, value: () => number | null];

interface FigureSources {
  readonly log: Pick<LocalLog, "status">;
  readonly archive: Pick<LocalArchive, "status">;
  readonly now: () => number;
}

/** What only a storage in files can tell of itself. */
export function storageFigures({ log, archive, now }: FigureSources): readonly StorageFigure[] {
  const seconds = (ms: number | null) => (ms === null ? null : ms / SECOND_MS);
  const checkpointAge = () => {
    const at = archive.status().checkpointAt;
    return at === null ? null : now() - at;
  };
  return [
    ["davy_log_bytes", "Bytes of the journal on disk", () => log.status().bytes],
    ["davy_archive_open_bytes", "Memory for open archive files", () => archive.status().openFilesBytes],
    [
      "davy_checkpoint_seconds",
      "Length of the last checkpoint",
      () => seconds(archive.status().checkpointMs),
    ],
    ["davy_checkpoint_age_seconds", "Age of the last checkpoint", () => seconds(checkpointAge())],
  ];
}
