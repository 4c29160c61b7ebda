// Follows and writes the query of the address for a view whose whole state it is.

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Browsers refuse an address that changes with every turn of the wheel (Safari: 100 in 30 s). */
const WRITE_AFTER_MS = 250;

/** Calls `changed` whenever a link or going back changes the query; `write` changes it without a step in the history. */
export class AddressController implements ReactiveController {
  private readonly path = location.pathname;
  private inAddress = location.search;
  private writing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("popstate", this.look);
    // The router follows links at the window too; it was there first, so by now the address has changed.
    window.addEventListener("click", this.look);
  }

  hostDisconnected(): void {
    window.removeEventListener("popstate", this.look);
    window.removeEventListener("click", this.look);
    clearTimeout(this.writing);
  }

  /** Puts a query into the address, soon. */
  write(search: string): void {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      history.replaceState(history.state, "", search || location.pathname);
      this.inAddress = location.search;
    }, WRITE_AFTER_MS);
  }

  private readonly look = (): void => {
    if (location.pathname !== this.path || location.search === this.inAddress) return;
    clearTimeout(this.writing);
    this.inAddress = location.search;
    this.changed();
  };
}
