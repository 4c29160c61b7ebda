/** The archive cannot do its work at present. Nothing is lost: the log has every entry that the archive lacks. */
export class ArchiveError extends Error {
  readonly code = "archive_unavailable";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ArchiveError";
  }
}

/** What is said while files cannot be read or written. */
export const FAULT =
  "The archive cannot read or write its files. Check the disk of the data folder; nothing is lost.";
