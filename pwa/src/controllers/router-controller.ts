// Follows the address bar without loading the page anew.

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Route, routeOf } from "../ground/routes.ts";

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  return event
    .composedPath()
    .find((target): target is HTMLAnchorElement => target instanceof HTMLAnchorElement && target.href !== "");
}

/** Whether a click is for us: a plain click on a link of this origin that neither downloads nor opens elsewhere. */
function isOurs(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const opensHere = link.target === "" && !link.hasAttribute("download");
  return isPlain && opensHere && link.origin === location.origin && routeOf(link.pathname).view !== "missing";
}

/** Keeps `route` at what the address says; the host renders again when it changes. */
export class RouterController implements ReactiveController {
  route: Route;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.route = routeOf(location.pathname);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("popstate", this.#follow);
    window.addEventListener("click", this.#onClick);
  }

  hostDisconnected(): void {
    window.removeEventListener("popstate", this.#follow);
    window.removeEventListener("click", this.#onClick);
  }

  readonly #follow = (): void => {
    this.route = routeOf(location.pathname);
    this.#host.requestUpdate();
  };

  readonly #onClick = (event: MouseEvent): void => {
    const link = event.defaultPrevented ? undefined : linkOf(event);
    if (!link || !isOurs(event, link)) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState(null, "", link.href);
    this.#follow();
    window.scrollTo(0, 0);
  };
}
