type Report = (level: "warn" | "error", details: object, message: string) => void;

/** Problems that stay until the next start; the latest are kept, all of them are in the server's log. */
const MAX_LASTING = 20;
/** Files that one problem names. */
const MAX_NAMED = 5;

/** What is wrong with the archive, in words: what happened once, and what is the case at present. */
export class Problems {
  readonly #report: Report;
  readonly #lasting: string[] = [];
  #saving: string | undefined;
  #size: string | undefined;
  #reading: string | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** What keeps entries from being taken in. */
  get failing(): string | undefined {
    return this.#reading;
  }

  list(): string[] {
    return [...this.#lasting, this.#saving, this.#size].filter((text) => text !== undefined);
  }

  /** Something was lost, deleted early or moved aside. */
  add(problem: string): void {
    this.#report("error", {}, problem);
    if (this.#lasting.length >= MAX_LASTING) this.#lasting.shift();
    this.#lasting.push(problem);
  }

  /** Files were deleted under the running server. */
  addDeleted(paths: readonly string[]): void {
    const listed = `${paths.slice(0, MAX_NAMED).join(", ")}${paths.length > MAX_NAMED ? ", …" : ""}`;
    this.add(`Deleted while the server ran: ${listed}. What memory had of them is written again`);
  }

  /** Files cannot be written; reported once until they can. */
  cannotSave(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#saving === undefined)
      this.#report("error", { error: reason }, "The archive cannot write its files");
    this.#saving = `The archive cannot write its files (${reason}); the journal keeps everything until it can`;
  }

  saved(): void {
    this.#saving = undefined;
  }

  /** Files that entries need cannot be read, for this reason; undefined when they can. Reported once until they can. */
  setReading(reason: string | undefined): void {
    if (reason !== undefined && this.#reading === undefined)
      this.#report("error", { error: reason }, "The archive cannot read its files and tries again");
    this.#reading = reason === undefined ? undefined : `The archive cannot read its files (${reason})`;
  }

  /** How far the files are beyond the size bound with nothing left to delete, bytes. */
  setExcess(bytes: number): void {
    const megabytes = Math.ceil(bytes / 1024 / 1024);
    this.#size =
      megabytes > 0
        ? `The data folder is ${megabytes} MB larger than DAVY_MAX_DATA_MB, and only the latest raw readings are left to delete`
        : undefined;
  }
}
