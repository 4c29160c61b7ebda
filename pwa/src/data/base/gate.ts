// Which view whoever looks gets to see at an address.

import type { Route } from "../../ground/routes.ts";
import type { Standing } from "./session.ts";

/** A view: at its address, or in its place. */
export type Shown =
  | Route
  /** Nothing is kept here any more, or the page is about to begin anew. */
  | { readonly view: "gone" }
  /** A screen on a wall that asks to be let in. */
  | { readonly view: "pairing" };

const OVERVIEW: Shown = { view: "overview" };

/** Whoever must come in first, at the address where they were going; a wall has nobody who could type a password. */
function doorOf(route: Route): Shown {
  if (route.view === "kiosk") return { view: "pairing" };
  return route.view === "join" ? route : { view: "sign-in" };
}

function insideOf(route: Route, isOpen: boolean): Shown {
  if (route.view === "sign-in") return OVERVIEW;
  return route.view === "set-up" && !isOpen ? OVERVIEW : route;
}

/** The view for a route. Nobody is asked to sign in before the server said that it is needed. */
export function gate(route: Route, standing: Standing): Shown {
  switch (standing.kind) {
    case "unasked":
      return route;
    case "in":
      return insideOf(route, standing.me.mode === "open");
    case "expired":
      return route.view === "kiosk" ? { view: "pairing" } : route;
    case "out":
      return doorOf(route);
    case "setup":
      return { view: "set-up" };
    case "handover":
      return { view: "gone" };
    case "wiped":
      return route.view === "kiosk" ? { view: "pairing" } : { view: "gone" };
  }
}
