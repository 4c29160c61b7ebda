// The icons of the first screen: Lucide (ISC licence), inlined by the build. Only such constants ever go through unsafeHTML.
// What is shown later draws its icons from `more-icons.ts`.

import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import chartLine from "lucide-static/icons/chart-line.svg";
import contrast from "lucide-static/icons/contrast.svg";
import layoutGrid from "lucide-static/icons/layout-grid.svg";
import monitor from "lucide-static/icons/monitor.svg";
import search from "lucide-static/icons/search.svg";
import siren from "lucide-static/icons/siren.svg";
import sliders from "lucide-static/icons/sliders-horizontal.svg";
import wifi from "lucide-static/icons/wifi.svg";
import wifiOff from "lucide-static/icons/wifi-off.svg";

/** Icons by name, each as a template. */
export function iconsOf<Name extends string>(
  sources: Readonly<Record<Name, string>>,
): Map<string, TemplateResult> {
  return new Map(
    Object.entries<string>(sources).map(([name, source]) => [
      name,
      html`${unsafeHTML(source.replace("<svg", '<svg aria-hidden="true" focusable="false"'))}`,
    ]),
  );
}

const SOURCES = {
  chartLine,
  contrast,
  layoutGrid,
  monitor,
  search,
  siren,
  sliders,
  wifi,
  wifiOff,
} as const;

export type IconName = keyof typeof SOURCES;

const TEMPLATES = iconsOf(SOURCES);

/** Those that are here. */
export const FIRST_ICONS: readonly string[] = [...TEMPLATES.keys()];

/** An icon in the text's colour, 24 px unless styled; decoration only, so what it stands for is said beside it. */
export function icon(name: IconName): TemplateResult | undefined {
  return TEMPLATES.get(name);
}
