// The places of a site, as its devices have them.

import { compareNaturally } from "../../../shared/ground/natural-order.ts";

/** Places that devices have, by name. */
export function placesOf(
  devices: Iterable<{ readonly settings: { readonly place?: string | undefined } }>,
): string[] {
  return inOrder([...devices].flatMap(({ settings }) => settings.place || []));
}

/** Names of places, each once and in the order in which people count. */
export function inOrder(places: Iterable<string>): string[] {
  return [...new Set(places)].sort(compareNaturally);
}
