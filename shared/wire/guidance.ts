// What the site has written down for its alarms. Times are unix ms.

import type { GuidanceText } from "../rules/guidance.ts";

export const GUIDANCE_PATH = "/api/v1/guidance";

/** The answer of `GET /api/v1/guidance`, and of a change: all texts of the site. General ones, for all sites, are the app's. */
export interface GuidanceAnswer {
  readonly texts: readonly GuidanceText[];
}

/** Stream event `guidance`: they have changed; ask for them again. */
export interface GuidanceEvent {
  readonly seq: number;
}
