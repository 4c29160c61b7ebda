// What to do at an alarm, as somebody wrote it down for the site.

import { GAS_IDS } from "../rules/gases.ts";
import {
  GUIDANCE_LEVELS,
  type GuidanceScope,
  type GuidanceText,
  MAX_GUIDANCE,
  MAX_GUIDANCE_TEXT,
  scopeKey,
} from "../rules/guidance.ts";
import type { EventEntry } from "./entry.ts";

/** The text of a scope was set; null takes it away. */
export interface GuidanceEntry extends EventEntry, GuidanceScope {
  readonly kind: "guidance";
  readonly text: string | null;
  /** What it was before; null for none. */
  readonly was: string | null;
}

/** Whether what calls itself such an entry is one. */
export function isGuidance(entry: unknown): entry is GuidanceEntry {
  const { gas, level, place, text } = entry as { readonly [member: string]: unknown };
  return (
    (gas === null || GAS_IDS.some((id) => id === gas)) &&
    (level === null || GUIDANCE_LEVELS.some((one) => one === level)) &&
    (place === null || typeof place === "string") &&
    (text === null || (typeof text === "string" && text.length <= MAX_GUIDANCE_TEXT))
  );
}

/** The texts after a change; the given ones stay as they are. One too many changes nothing: no route lets it come so far. */
export function applyGuidance(
  texts: readonly GuidanceText[],
  change: GuidanceEntry,
): readonly GuidanceText[] {
  const { gas, level, place, text } = change;
  const key = scopeKey(change);
  const others = texts.filter((one) => scopeKey(one) !== key);
  if (text === null || others.length >= MAX_GUIDANCE) return text === null ? others : texts;
  return [...others, { gas, level, place, text }];
}
