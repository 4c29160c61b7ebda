/** Why entries could not be kept; stays the same for programs. */
export type AppendErrorCode =
  | "disk_full"
  | "read_only"
  | "io_error"
  | "disk_hangs"
  | "folder_gone"
  | "folder_taken"
  | "busy"
  | "closed";

const SENTENCES: Readonly<Record<AppendErrorCode, string>> = {
  disk_full: "The disk of the data folder is full. Free some space; nothing was stored.",
  read_only: "The data folder cannot be written. Check its permissions and its mount; nothing was stored.",
  io_error: "Writing to the disk failed. Check the disk; nothing was stored.",
  disk_hangs:
    "The disk of the data folder does not answer. Check it; nothing was acknowledged, so send these again.",
  folder_gone:
    "The data folder is not where it was: moved away, or its disk was unmounted. Bring it back, or restart the server; nothing was stored.",
  folder_taken: "Another Davy has taken the data folder. Stop one of the two; nothing was stored here.",
  busy: "More readings arrive than the disk can take. Send these again in a moment.",
  closed: "The server is stopping. Send these again in a moment.",
};

const CODES: Readonly<Record<string, AppendErrorCode>> = {
  ENOSPC: "disk_full",
  EDQUOT: "disk_full",
  EROFS: "read_only",
  EACCES: "read_only",
  EPERM: "read_only",
};

/** Entries were not kept, none of the call. The sender may send them again. */
export class AppendError extends Error {
  readonly code: AppendErrorCode;

  constructor(code: AppendErrorCode, options?: ErrorOptions) {
    super(SENTENCES[code], options);
    this.name = "AppendError";
    this.code = code;
  }
}

/** What a failed write means for whoever wanted to append. */
export function appendErrorOf(cause: unknown): AppendError {
  if (cause instanceof AppendError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return new AppendError(CODES[code] ?? "io_error", { cause });
}
