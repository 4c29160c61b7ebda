import type { ReactiveController, ReactiveControllerHost } from "lit";

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  return event
    .composedPath()
    .find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement && target.href !== "");
}

/** Asks before a page is left on which something is typed and not saved. The host shows the question while `asksFor` is set. */
export class LeaveGuard implements ReactiveController {
  /** Where somebody wants to go; undefined while nobody does. */
  asksFor: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #isDirty: () => boolean;

  constructor(host: ReactiveControllerHost, isDirty: () => boolean) {
    this.#host = host;
    this.#isDirty = isDirty;
    host.addController(this);
  }

  hostConnected(): void {
    // Before the router, which would follow the link.
    window.addEventListener("click", this.#click, { capture: true });
    window.addEventListener("beforeunload", this.#unload);
  }

  hostDisconnected(): void {
    window.removeEventListener("click", this.#click, { capture: true });
    window.removeEventListener("beforeunload", this.#unload);
  }

  /** Answers the question: goes there, or stays. */
  answer(leaves: boolean): void {
    const { asksFor } = this;
    this.asksFor = undefined;
    this.#host.requestUpdate();
    if (!leaves || asksFor === undefined) return;
    history.pushState(null, "", asksFor);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  readonly #click = (event: MouseEvent): void => {
    const link = linkOf(event);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.target !== "" || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || link.pathname === location.pathname || !this.#isDirty()) return;
    event.preventDefault();
    this.asksFor = link.href;
    this.#host.requestUpdate();
  };

  readonly #unload = (event: BeforeUnloadEvent): void => {
    if (this.#isDirty()) event.preventDefault();
  };
}
