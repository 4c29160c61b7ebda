// The icons of the first screen: Lucide (ISC licence), inlined by the build. Only such constants ever go through unsafeHTML.
// What is shown later draws its icons from `more-icons.ts`.

import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import battery from "lucide-static/icons/battery.svg";
import batteryFull from "lucide-static/icons/battery-full.svg";
import batteryLow from "lucide-static/icons/battery-low.svg";
import batteryMedium from "lucide-static/icons/battery-medium.svg";
import chartLine from "lucide-static/icons/chart-line.svg";
import clock from "lucide-static/icons/clock.svg";
import layoutGrid from "lucide-static/icons/layout-grid.svg";
import mapPin from "lucide-static/icons/map-pin.svg";
import monitor from "lucide-static/icons/monitor.svg";
import refresh from "lucide-static/icons/refresh-cw.svg";
import search from "lucide-static/icons/search.svg";
import settings from "lucide-static/icons/settings.svg";
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
  battery,
  batteryFull,
  batteryLow,
  batteryMedium,
  chartLine,
  clock,
  layoutGrid,
  mapPin,
  monitor,
  refresh,
  search,
  settings,
  sliders,
  wifi,
  wifiOff,
} as const;

export type IconName = keyof typeof SOURCES;

const TEMPLATES = iconsOf(SOURCES);

/** An icon in the text's colour, 24 px unless styled; decoration only, so what it stands for is said beside it. */
export function icon(name: IconName): TemplateResult | undefined {
  return TEMPLATES.get(name);
}
