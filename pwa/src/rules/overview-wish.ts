// What somebody wants to see of the fleet. It is in the address, so that going back and a sent link show the same.

import type { FleetFilter } from "./fleet-order.ts";

export interface OverviewWish {
  readonly search: string;
  readonly filter: FleetFilter;
  /** On a phone the tools stand behind the header's magnifier. */
  readonly isFinding: boolean;
}

const FILTERS = ["all", "alarm", "fault", "silent", "mine"] as const satisfies readonly FleetFilter[];

const MAX_SEARCH = 100;

/** The wish in a query such as `?q=drift&show=fault`; what cannot be read is left out. */
export function parseWish(query: string): OverviewWish {
  const given = new URLSearchParams(query);
  const search = (given.get("q") ?? "").slice(0, MAX_SEARCH);
  const filter = FILTERS.find((name) => name === given.get("show")) ?? "all";
  return { search, filter, isFinding: given.has("q") || filter !== "all" };
}

/** The query of a wish; empty for one that shows all. */
export function wishQuery({ search, filter, isFinding }: OverviewWish): string {
  const query = new URLSearchParams();
  if (isFinding || search) query.set("q", search);
  if (filter !== "all") query.set("show", filter);
  return query.size > 0 ? `?${query}` : "";
}
