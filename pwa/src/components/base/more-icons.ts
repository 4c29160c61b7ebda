// The icons that the first screen does not have, for what is loaded later.

import type { TemplateResult } from "lit";
import activity from "lucide-static/icons/activity.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import batteryFull from "lucide-static/icons/battery-full.svg";
import batteryMedium from "lucide-static/icons/battery-medium.svg";
import bluetooth from "lucide-static/icons/bluetooth.svg";
import bluetoothOff from "lucide-static/icons/bluetooth-off.svg";
import check from "lucide-static/icons/check.svg";
import chevronDown from "lucide-static/icons/chevron-down.svg";
import chevronLeft from "lucide-static/icons/chevron-left.svg";
import clock from "lucide-static/icons/clock.svg";
import copy from "lucide-static/icons/copy.svg";
import download from "lucide-static/icons/download.svg";
import more from "lucide-static/icons/ellipsis.svg";
import eye from "lucide-static/icons/eye.svg";
import eyeOff from "lucide-static/icons/eye-off.svg";
import fileText from "lucide-static/icons/file-text.svg";
import info from "lucide-static/icons/info.svg";
import key from "lucide-static/icons/key-round.svg";
import layoutList from "lucide-static/icons/layout-list.svg";
import list from "lucide-static/icons/list.svg";
import mapPin from "lucide-static/icons/map-pin.svg";
import minus from "lucide-static/icons/minus.svg";
import pin from "lucide-static/icons/pin.svg";
import plus from "lucide-static/icons/plus.svg";
import printer from "lucide-static/icons/printer.svg";
import qrCode from "lucide-static/icons/qr-code.svg";
import refresh from "lucide-static/icons/refresh-cw.svg";
import settings from "lucide-static/icons/settings.svg";
import share from "lucide-static/icons/share.svg";
import shieldCheck from "lucide-static/icons/shield-check.svg";
import phone from "lucide-static/icons/smartphone.svg";
import undo from "lucide-static/icons/undo-2.svg";
import user from "lucide-static/icons/user-round.svg";
import users from "lucide-static/icons/users-round.svg";
import volume from "lucide-static/icons/volume-2.svg";
import volumeOff from "lucide-static/icons/volume-off.svg";
import x from "lucide-static/icons/x.svg";
import { FIRST_ICONS, type IconName as FirstIconName, icon as firstIcon, iconsOf } from "./icons.ts";
import { ROW_ICONS, type RowIconName } from "./row-icons.ts";

const SOURCES = {
  activity,
  arrowLeft,
  batteryFull,
  batteryMedium,
  bluetooth,
  bluetoothOff,
  check,
  chevronDown,
  chevronLeft,
  clock,
  copy,
  download,
  eye,
  eyeOff,
  fileText,
  info,
  layoutList,
  list,
  mapPin,
  minus,
  more,
  key,
  phone,
  pin,
  plus,
  printer,
  qrCode,
  refresh,
  settings,
  share,
  shieldCheck,
  undo,
  user,
  users,
  volume,
  volumeOff,
  x,
} as const;

export type IconName = FirstIconName | RowIconName | keyof typeof SOURCES;

const TEMPLATES: ReadonlyMap<string, TemplateResult> = new Map([...iconsOf(SOURCES), ...ROW_ICONS]);

function isFirst(name: IconName): name is FirstIconName {
  return FIRST_ICONS.some((first) => first === name);
}

/** Any icon of the app, as `icon` of `icons.ts`. */
export function icon(name: IconName): TemplateResult | undefined {
  return isFirst(name) ? firstIcon(name) : TEMPLATES.get(name);
}

/** The names of all icons. */
export const ICON_NAMES: readonly IconName[] = [...FIRST_ICONS, ...TEMPLATES.keys()].filter(
  (name): name is IconName => TEMPLATES.has(name) || FIRST_ICONS.includes(name),
);
