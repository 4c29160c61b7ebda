// What the kiosk says where it has no tile: of a wall without any, and of sensors that are silent for long.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { Wall } from "./kiosk-wall.ts";
import type { Tile } from "./tile.ts";
import { pastAlarmOf } from "./tile-order.ts";

/** Why a wall has no tile. */
export function emptyText({ nobodys, longSilent }: Wall, isLoaded: boolean): string {
  if (!isLoaded) return msg("Waiting for the first word from the server …", { id: "kiosk.waiting" });
  if (longSilent.length > 0) return msg("All sensors here are silent.", { id: "kiosk.allSilent" });
  return nobodys.length > 0
    ? nobodysText(nobodys)
    : msg("There are no sensors to show here yet.", { id: "kiosk.empty" });
}

/** That no device has a place that the address names: it may be spelt otherwise. */
export function nobodysText(nobodys: readonly string[]): string {
  const places = nobodys.join(", ");
  return msg(str`No device is at ${places}`, { id: "kiosk.nobodys" });
}

/** The sensors that are silent for more than a day, in one line; those that were in alarm are counted apart. */
export function longSilentLine(tiles: readonly Tile[]) {
  const count = tiles.length;
  if (count === 0) return nothing;
  const alarmed = tiles.filter(pastAlarmOf).length;
  const silent =
    count === 1
      ? msg("1 sensor is silent for more than a day", { id: "kiosk.oneLongSilent" })
      : msg(str`${count} sensors are silent for more than a day`, { id: "kiosk.longSilent" });
  const last =
    alarmed > 0 ? msg(str`in alarm when last heard: ${alarmed}`, { id: "kiosk.silentAlarms" }) : "";
  return html`<p class="long-silent">${[silent, last].filter(Boolean).join(" – ")}</p>`;
}
