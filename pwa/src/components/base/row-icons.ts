// The icons of the overview's table, which the shell around the views does not need: they come with what the views share.

import type { TemplateResult } from "lit";
import batteryLow from "lucide-static/icons/battery-low.svg";
import chevronRight from "lucide-static/icons/chevron-right.svg";
import star from "lucide-static/icons/star.svg";
import { iconsOf } from "./icons.ts";

const SOURCES = { batteryLow, chevronRight, star } as const;

export type RowIconName = keyof typeof SOURCES;

/** By name, as `icon` of `icons.ts` draws them. */
export const ROW_ICONS: ReadonlyMap<string, TemplateResult> = iconsOf(SOURCES);

/** An icon of the table; decoration only. */
export function rowIcon(name: RowIconName): TemplateResult | undefined {
  return ROW_ICONS.get(name);
}
