// What the wall says in words where it has no block: of a wall without any sensor, of what is silent for long, and of what has no room.

import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { countSensors, type DevicePresentation } from "../../../../shared/present/present-device.ts";
import { lastStatus } from "../../../../shared/present/present-sensor.ts";
import { waitingText } from "../../components/shell/waiting-text.ts";
import { countsText } from "./flood-rows.ts";
import type { Scene, Wall } from "./kiosk-wall.ts";
import { type Block, isDanger } from "./wall-blocks.ts";

/** Why a wall shows nothing. */
export function emptyText({ nobodys, longSilent }: Wall, isLoaded: boolean): string {
  if (!isLoaded) return waitingText();
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

/** Whether a device was in alarm when it was last heard. */
function wasAlarmed({ sensors }: DevicePresentation): boolean {
  return sensors.some(
    (sensor) => "last" in sensor && (lastStatus(sensor.last) === "a1" || lastStatus(sensor.last) === "a2"),
  );
}

/** The devices that are silent for more than a day, in one line; those that were in alarm are counted apart. */
export function longSilentText(devices: readonly DevicePresentation[]): string {
  const count = devices.length;
  if (count === 0) return "";
  const alarmed = devices.filter(wasAlarmed).length;
  const silent =
    count === 1
      ? msg("1 device is silent for more than a day", { id: "kiosk.oneLongSilent" })
      : msg(str`${count} devices are silent for more than a day`, { id: "kiosk.longSilent" });
  const last =
    alarmed > 0 ? msg(str`in alarm when last heard: ${alarmed}`, { id: "kiosk.silentAlarms" }) : "";
  return [silent, last].filter(Boolean).join(" – ");
}

/** Faults and silent devices that have no tile. */
function moreText(blocks: readonly Block[]): string {
  const faults = blocks.filter(({ look }) => look === "fault").length;
  const silent = blocks.length - faults;
  const counted = [
    ...(faults > 0 ? [msg(str`faults: ${faults}`, { id: "kiosk.moreFaults" })] : []),
    ...(silent > 0 ? [msg(str`without data: ${silent}`, { id: "kiosk.moreSilent" })] : []),
  ].join(", ");
  return counted && msg(str`not shown – ${counted}`, { id: "kiosk.notShown" });
}

/** Of a flood the alarms whose places have no row, and how the other sensors are. */
function floodTexts({ devices, blocks }: Wall, scene: Extract<Scene, { kind: "flood" }>): string[] {
  const cut = scene.groups.slice(scene.layout.places.length);
  const counts = countsText(cut.flatMap((group) => group.blocks));
  const left =
    cut.length > 0 ? [msg(str`${cut.length} more places with ${counts}`, { id: "kiosk.morePlaces" })] : [];
  const { normal } = countSensors(devices);
  const alarmed = new Set(blocks.filter(isDanger).map(({ place }) => place));
  const calm = new Set(devices.map(({ place }) => place).filter((place) => !alarmed.has(place))).size;
  return [
    ...left,
    msg(str`${normal} sensors are normal`, { id: "kiosk.othersNormal" }),
    ...(calm > 0 ? [msg(str`places without alarm: ${calm}`, { id: "kiosk.calmPlaces" })] : []),
  ];
}

/** What is to be read beside the counts of blocks: a peak that was over before anybody could see it. */
export function remarksOf({ blocks }: Wall): string[] {
  const peaks = blocks.filter(({ peak, standing }) => peak && standing === "over").length;
  if (peaks === 0) return [];
  return [
    peaks === 1
      ? msg("1 peak within a minute", { id: "kiosk.onePeak" })
      : msg(str`${peaks} peaks within a minute`, { id: "kiosk.peaks" }),
  ];
}

/** The line under the wall: all that is counted only. */
export function restLine(wall: Wall): TemplateResult | typeof nothing {
  const { scene, longSilent } = wall;
  const texts = [
    ...(scene.kind === "flood" ? floodTexts(wall, scene) : []),
    moreText(scene.moreTiles),
    ...(scene.kind !== "flood" && scene.moreMinis > 0
      ? [msg(str`places not shown: ${scene.moreMinis}`, { id: "kiosk.moreMinis" })]
      : []),
    longSilentText(longSilent),
  ].filter(Boolean);
  if (texts.length === 0) return nothing;
  return html`<p class="rest">${texts.map((text) => html`<span>${text}</span>`)}</p>`;
}
