// What to do at an alarm, as the site has it written down: per gas, level and place, the most special first.

import type { GasId } from "./gases.ts";

/** At which levels there may be texts. One for `a1` is not shown at A2: what is right there may be wrong further up. */
export const GUIDANCE_LEVELS = ["a1", "a2", "over", "call"] as const;
export type GuidanceLevel = (typeof GUIDANCE_LEVELS)[number];

/** Most texts of a site, and the longest of them, in UTF-16 units. */
export const MAX_GUIDANCE = 200;
export const MAX_GUIDANCE_TEXT = 1_000;

/** For which alarms a text is; null for all. */
export interface GuidanceScope {
  readonly gas: GasId | null;
  readonly level: GuidanceLevel | null;
  readonly place: string | null;
}

/** What somebody wrote down for the alarms of a scope: plain text, lines and all. */
export interface GuidanceText extends GuidanceScope {
  readonly text: string;
}

/** What an alarm is, as far as texts differ by it. */
export interface GuidedAlarm {
  readonly gas: GasId | null;
  readonly level: GuidanceLevel;
  readonly place: string | null;
}

/** Scopes in one order and as one text: there is one text for each. */
export function scopeKey({ gas, level, place }: GuidanceScope): string {
  return JSON.stringify([gas, level, place]);
}

function fits(scope: GuidanceScope, alarm: GuidedAlarm): boolean {
  return (["gas", "level", "place"] as const).every(
    (member) => scope[member] === null || scope[member] === alarm[member],
  );
}

/** How special a scope is: the place counts most, since it names the ways out, then the gas, then the level. */
function weight({ gas, level, place }: GuidanceScope): number {
  return (place === null ? 0 : 4) + (gas === null ? 0 : 2) + (level === null ? 0 : 1);
}

/** The site's text for an alarm; undefined where it has none. */
export function guidanceFor(texts: readonly GuidanceText[], alarm: GuidedAlarm): string | undefined {
  const fit = texts.filter((text) => fits(text, alarm));
  return fit.sort((one, other) => weight(other) - weight(one))[0]?.text;
}
