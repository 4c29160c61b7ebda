// What of the site a principal sees: the devices of their places, or all.

import { type Principal, placesOf } from "../../access/access.ts";
import { OF_PLACES, ownerKey } from "../../live/live.ts";
import type { Fleet } from "../../state/fleet.ts";

/** What one principal sees. */
export interface Sight {
  /** Everything, also what belongs to no place and what is gone. */
  readonly isAll: boolean;
  sees(device: string): boolean;
}

const ALL: Sight = { isAll: true, sees: () => true };

/** What a principal sees at present: a device is at one place, as it is set. One of no place only those see who see all. */
export function sightOf(principal: Principal, { known }: Pick<Fleet, "known">): Sight {
  const places = placesOf(principal);
  if (places === null) return ALL;
  const seen = new Set(places);
  return {
    isAll: false,
    sees: (device) => {
      const place = known(device)?.settings.place;
      return place !== undefined && seen.has(place);
    },
  };
}

/** Who answers for the streams of a principal; undefined where nobody does. */
export function accountOf(principal: Principal): string | undefined {
  switch (principal.kind) {
    case "person":
      return ownerKey("person", principal.id);
    case "display":
      return ownerKey("display", principal.id);
    case "reader":
      return ownerKey("key", principal.id);
    default:
      return undefined;
  }
}

/** Under which names the streams of a principal are found, when what it hears changes. */
export function ownersOf(principal: Principal): readonly string[] {
  const ofPlaces = placesOf(principal) === null ? [] : [OF_PLACES];
  switch (principal.kind) {
    case "person":
      return [ownerKey("session", principal.sessionId), ownerKey("person", principal.id), ...ofPlaces];
    case "display":
      return [ownerKey("display", principal.id), ...ofPlaces];
    case "reader":
      return [ownerKey("key", principal.id)];
    default:
      return [];
  }
}
