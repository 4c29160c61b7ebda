/** The archive cannot do its work at present. Nothing is lost: the log has every entry that the archive lacks. */
export class ArchiveError extends Error {
  readonly code = "archive_unavailable";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ArchiveError";
  }
}
