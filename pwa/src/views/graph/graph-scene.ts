// What is on the graph's page at a moment: pure, from the fleet as it is known and what the address asks for.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { panWindow, zoomWindow } from "../../charts/window.ts";
import type { AppData } from "../../data/base/app-data.ts";
import { type GraphState, presentOf, type ShownWindow, windowOf } from "./graph-state.ts";
import type { WindowMove } from "./graph-toolbar.ts";

/** The devices and the window that are shown. `states` are the device that is looked at and those beside it. */
export interface Scene extends ShownWindow {
  readonly data: AppData;
  readonly first: DeviceState;
  readonly states: readonly DeviceState[];
  /** Where live windows end. */
  readonly now: number;
}

/** Undefined while there is nothing to look at. */
export function sceneOf(data: AppData | undefined, graph: GraphState): Scene | undefined {
  const { device, compare } = graph;
  const devices = data?.fleet.devices();
  const first = device === undefined ? undefined : devices?.get(device);
  if (!data || !first) return undefined;
  const beside = compare.map((id) => devices?.get(id)).filter((state) => state !== undefined);
  const states = [...new Set([first, ...beside])];
  const newest = Math.max(...states.map(({ measuredAt }) => measuredAt));
  const { fleet } = data;
  const now = presentOf({ moment: fleet.moment(), lastLiveAt: fleet.lastLiveAt(), newest });
  return { data, first, states, now, ...windowOf(graph, now, { first: first.firstReadingAt, newest }) };
}

/** The window after a step of the tools. */
export function movedWindow({ window, live }: Scene, move: WindowMove): Period {
  if ("pan" in move) return panWindow(window, move.pan);
  // What a live window shows last is what matters in it, so zooming leaves its end.
  return zoomWindow(window, move.zoom, live ? window.to : undefined);
}
