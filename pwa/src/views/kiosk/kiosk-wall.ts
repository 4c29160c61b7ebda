// What hangs on the wall at a moment: its blocks, and which of three scenes it shows. Pure.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { isLongAgo } from "../../../../shared/fleet/freshness.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import type { Format } from "../../i18n/format.ts";
import { figureText, printedFigure } from "../../i18n/state-texts.ts";
import type { PeaksBySensor } from "../../rules/peaks.ts";
import { blockFigure, blockGas } from "./block-words.ts";
import { calmLayout, calmPage, type Part } from "./calm-layout.ts";
import { type PlaceTable, tablesOf } from "./calm-table.ts";
import { fewBoxes } from "./few-layout.ts";
import type { Measure } from "./fit-text.ts";
import { type FloodLayout, floodLayout } from "./flood-layout.ts";
import { type MiniPanel, miniPanels } from "./mini-panel.ts";
import { type SidePlan, sidePlan } from "./side-plan.ts";
import { agedLast, type Block, blocksOf, byWorst, isDanger, isLarge, rankOf } from "./wall-blocks.ts";
import type { Box, Room } from "./wall-unit.ts";

/** How long a page stays, ms. */
const PAGE_MS = 10 * SECOND_MS;
/** More alarms than these are rows by place. */
export const MOST_FEW = 6;

/** A place in a flood, its alarms by how bad they are, then in the order in which they came. */
export interface FloodGroup {
  readonly place: string | undefined;
  readonly blocks: readonly Block[];
}

/** A part of a place's table. */
export interface Panel extends Part {
  readonly table: PlaceTable;
}

interface Beside {
  readonly side: SidePlan;
  readonly tiles: readonly Block[];
  readonly minis: readonly MiniPanel[];
  /** What has no tile at the side. */
  readonly moreTiles: readonly Block[];
  readonly moreMinis: number;
}

export type Scene =
  | ({
      readonly kind: "calm";
      readonly figure: number;
      /** The width that its cells are made for, em. */
      readonly em: number;
      readonly columns: readonly (readonly Panel[])[];
      readonly most: number;
      readonly page: number;
      readonly pages: number;
    } & Beside)
  | ({
      readonly kind: "few";
      readonly shown: readonly { readonly block: Block; readonly box: Box }[];
    } & Beside)
  | {
      readonly kind: "flood";
      readonly layout: FloodLayout;
      readonly groups: readonly FloodGroup[];
      readonly moreTiles: readonly Block[];
    };

export interface Wall {
  /** The open alarms of what it shows. */
  readonly alarms: readonly Alarm[];
  readonly devices: readonly DevicePresentation[];
  /** Places to show that no device has: a name that is spelt otherwise hides all that is there. */
  readonly nobodys: readonly string[];
  readonly blocks: readonly Block[];
  /** What is silent for so long that it is counted only. */
  readonly longSilent: readonly DevicePresentation[];
  readonly scene: Scene;
}

export interface WallNeeds {
  readonly devices: readonly DevicePresentation[];
  readonly alarms: readonly Alarm[];
  readonly peaks: PeaksBySensor;
  /** The places to show; empty means all. */
  readonly places: readonly string[];
  readonly room: Room;
  readonly format: Format;
  readonly measure: Measure;
  /** Server time, unix ms. Pages turn by it, so that neighbouring displays turn together. */
  readonly now: number;
}

/** Whether a device is one of a wall's places; none named means all. */
export function isShown(
  { place }: { readonly place: string | undefined },
  places: readonly string[],
): boolean {
  return places.length === 0 || (place !== undefined && places.includes(place));
}

/** It has no row in a table. While the link is lost nobody can tell, except of what was silent for long before. */
function isSilent({ freshness }: DevicePresentation): boolean {
  return freshness.status === "stale" || (freshness.status === "offline" && isLongAgo(freshness));
}

function floodGroups(dangers: readonly Block[]): FloodGroup[] {
  const groups = new Map<string | undefined, Block[]>();
  for (const block of dangers) groups.set(block.place, [...(groups.get(block.place) ?? []), block]);
  return [...groups]
    .map(([place, blocks]) => ({
      place,
      // The first that came is at the left and stays there.
      blocks: blocks.sort(
        (a, b) => rankOf(b) - rankOf(a) || agedLast(a, b) || (a.since ?? 0) - (b.since ?? 0) || byWorst(a, b),
      ),
    }))
    .sort((a, b) => {
      const [worst, other] = [a.blocks[0] as Block, b.blocks[0] as Block];
      return rankOf(other) - rankOf(worst) || agedLast(worst, other) || b.blocks.length - a.blocks.length;
    });
}

/** The side with as many of the lesser tiles and of the places as have room. */
function besideOf(room: Room, lesser: readonly Block[], minis: readonly MiniPanel[]): Beside {
  const side = sidePlan(room, { tiles: lesser.length, minis: minis.length });
  return {
    side,
    tiles: lesser.slice(0, side.tiles),
    moreTiles: lesser.slice(side.tiles),
    minis: minis.slice(0, side.minis),
    moreMinis: minis.length - side.minis,
  };
}

/** Room is kept for figures of so many digits, so that a rising value does not shrink the whole wall. */
const LEAST_FIGURE = "0000";
/** A figure that is longer shrinks in its own place, and not all others. */
const MOST_FIGURE = "000000000";
/** Names get at least this width and at most that, units; their letters are so large in it. */
const NAME = { least: 13, most: 24, place: 4.2, device: 2.6 };

function figureEm(sensors: readonly SensorPresentation[], { format, measure }: WallNeeds): number {
  const most = measure(MOST_FIGURE, 600);
  const widths = sensors.map((sensor) => {
    const figure = printedFigure(sensor);
    return figure ? measure(figureText(figure.value, sensor.scale, format), 600) : 0;
  });
  return Math.min(
    most,
    widths.reduce((a, b) => Math.max(a, b), measure(LEAST_FIGURE, 600)),
  );
}

/** Names of devices may take two lines. */
function nameWidth(tables: readonly PlaceTable[], measure: Measure): number {
  const places = tables.map(({ place }) => measure(place ?? "", 700) * NAME.place);
  const devices = tables.flatMap(({ rows }) =>
    rows.map(
      ({ device }) => (measure(device.name, 500) * NAME.device) / (device.name.includes(" ") ? 1.6 : 1),
    ),
  );
  const widest = [...places, ...devices].reduce((a, b) => Math.max(a, b), NAME.least);
  return Math.min(NAME.most, widest + 0.5);
}

function calmScene(lesser: readonly Block[], awake: readonly DevicePresentation[], needs: WallNeeds): Scene {
  const tables = tablesOf(awake);
  const beside = besideOf(needs.room, lesser, []);
  const em = figureEm(
    awake.flatMap(({ sensors }) => sensors),
    needs,
  );
  const layout = calmLayout(
    {
      places: tables.map(({ rows }) => ({ rows: rows.map(({ lines }) => lines) })),
      cells: Math.max(1, ...tables.map(({ columns }) => columns.length)),
      em,
      name: nameWidth(tables, needs.measure),
    },
    beside.side.main,
  );
  const { page, pages, columns } = calmPage(layout, Math.floor(needs.now / PAGE_MS));
  const panels = columns.map((parts) =>
    parts.flatMap((part) => {
      const table = tables[part.place];
      return table ? [{ ...part, table }] : [];
    }),
  );
  return {
    kind: "calm",
    figure: layout.figure,
    em,
    columns: panels,
    most: layout.columns,
    page,
    pages,
    ...beside,
  };
}

/** A figure with its gas is not given more room than this, em. */
const MOST_EM = 6;
/** Gas beside a figure, as a part of its size. */
const GAS_PART = 0.38;

function gasEm(block: Block, measure: Measure): number {
  return measure(blockGas(block).gas, 700) * GAS_PART + 0.1;
}

function alarmScene(
  blocks: { readonly dangers: readonly Block[]; readonly lesser: readonly Block[] },
  awake: readonly DevicePresentation[],
  { room, format, measure }: WallNeeds,
): Scene {
  const { dangers, lesser } = blocks;
  const apart = new Set(dangers.map(({ sensor }) => sensor));
  const minis = miniPanels(awake, (_, sensor: SensorPresentation) => apart.has(sensor));
  const beside = besideOf(room, lesser, minis);
  const large = dangers.filter(isLarge).length;
  const boxes =
    dangers.length <= MOST_FEW ? fewBoxes(large, dangers.length - large, beside.side.main) : undefined;
  if (!boxes) {
    const groups = floodGroups(dangers);
    const widths = dangers.map((block) => measure(blockFigure(block, format), 700) + gasEm(block, measure));
    const em = Math.min(
      MOST_EM,
      widths.reduce((a, b) => Math.max(a, b), 0),
    );
    const layout = floodLayout(
      groups.map((group) => group.blocks.length),
      room,
      em,
    );
    return { kind: "flood", layout, groups, moreTiles: lesser };
  }
  const shown = dangers.flatMap((block, index) => {
    const box = boxes[index];
    return box ? [{ block, box }] : [];
  });
  return { kind: "few", shown, ...beside };
}

/** The wall for what is known. */
export function wallOf(needs: WallNeeds): Wall {
  const { devices: all, alarms, peaks, places, now } = needs;
  const devices = all.filter((device) => isShown(device, places));
  const shownIds = new Set(devices.map(({ device }) => device));
  // An alarm goes where its device is now; one of a device that left the fleet, where it was; one of the system to all.
  const known = new Set(all.map(({ device }) => device));
  const heard = alarms.filter(
    ({ device, place }) =>
      device === null ||
      (known.has(device) ? shownIds.has(device) : isShown({ place: place ?? undefined }, places)),
  );
  const blocks = blocksOf({ devices, alarms: heard, peaks, now });
  const dangers = blocks.filter(isDanger);
  const lesser = blocks.filter((block) => !isDanger(block));
  const awake = devices.filter((device) => !isSilent(device));
  const scene =
    dangers.length === 0 ? calmScene(lesser, awake, needs) : alarmScene({ dangers, lesser }, awake, needs);
  return {
    alarms: heard,
    devices,
    nobodys: places.filter((place) => !all.some((device) => device.place === place)),
    blocks,
    longSilent: devices.filter((device) => isSilent(device) && isLongAgo(device.freshness)),
    scene,
  };
}
