// The app's icons: Lucide (ISC licence), inlined by the build. Only these constants ever go through unsafeSVG.

import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import activity from "lucide-static/icons/activity.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import battery from "lucide-static/icons/battery.svg";
import batteryFull from "lucide-static/icons/battery-full.svg";
import batteryLow from "lucide-static/icons/battery-low.svg";
import batteryMedium from "lucide-static/icons/battery-medium.svg";
import chartLine from "lucide-static/icons/chart-line.svg";
import check from "lucide-static/icons/check.svg";
import chevronDown from "lucide-static/icons/chevron-down.svg";
import chevronLeft from "lucide-static/icons/chevron-left.svg";
import chevronRight from "lucide-static/icons/chevron-right.svg";
import clock from "lucide-static/icons/clock.svg";
import copy from "lucide-static/icons/copy.svg";
import download from "lucide-static/icons/download.svg";
import info from "lucide-static/icons/info.svg";
import layoutGrid from "lucide-static/icons/layout-grid.svg";
import mapPin from "lucide-static/icons/map-pin.svg";
import minus from "lucide-static/icons/minus.svg";
import monitor from "lucide-static/icons/monitor.svg";
import pin from "lucide-static/icons/pin.svg";
import plus from "lucide-static/icons/plus.svg";
import refresh from "lucide-static/icons/refresh-cw.svg";
import search from "lucide-static/icons/search.svg";
import settings from "lucide-static/icons/settings.svg";
import share from "lucide-static/icons/share.svg";
import sliders from "lucide-static/icons/sliders-horizontal.svg";
import undo from "lucide-static/icons/undo-2.svg";
import wifi from "lucide-static/icons/wifi.svg";
import wifiOff from "lucide-static/icons/wifi-off.svg";
import x from "lucide-static/icons/x.svg";

const SOURCES = {
  activity,
  arrowLeft,
  battery,
  batteryFull,
  batteryLow,
  batteryMedium,
  chartLine,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  clock,
  copy,
  download,
  info,
  layoutGrid,
  mapPin,
  minus,
  monitor,
  pin,
  plus,
  refresh,
  search,
  settings,
  share,
  sliders,
  undo,
  wifi,
  wifiOff,
  x,
} as const;

export type IconName = keyof typeof SOURCES;

const TEMPLATES = new Map<string, TemplateResult>(
  Object.entries(SOURCES).map(([name, source]) => [
    name,
    html`${unsafeHTML(source.replace("<svg", '<svg aria-hidden="true" focusable="false"'))}`,
  ]),
);

/** An icon in the text's colour, 24 px unless styled; decoration only, so what it stands for is said beside it. */
export function icon(name: IconName): TemplateResult | undefined {
  return TEMPLATES.get(name);
}
