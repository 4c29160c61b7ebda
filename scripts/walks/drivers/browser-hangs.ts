/** The browser answers nothing any more, not even the simplest question: only a new one helps. */
export class BrowserHangs extends Error {
  /** The names of its processes that were busy meanwhile; undefined where the system does not tell. */
  readonly busy: readonly string[] | undefined;

  constructor(what: string, busy: readonly string[] | undefined) {
    const processes = busy === undefined ? "what its processes did is unknown" : describeBusy(busy);
    super(`${what}, nor anything else: ${processes}.`);
    this.busy = busy;
  }
}

function describeBusy(busy: readonly string[]): string {
  return busy.length === 0 ? "none of its processes was busy" : `${busy.join(", ")} was busy`;
}
