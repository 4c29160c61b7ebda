// From what the page knows to the picture of its chart. It stays the same object for as long as nothing in it changed, so that
// the chart is not drawn again for nothing.

import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { Moment } from "../../../../shared/fleet/freshness.ts";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { ChartBand, ChartPicture, ChartWords } from "../../charts/chart-picture.ts";
import { inSteps, unknownWithin } from "../../charts/window.ts";
import type { Display } from "../../preferences/display.ts";
import { chartWords } from "./chart-words.ts";
import type { GraphHistory } from "./graph-history.ts";
import { type DeviceHistory, type GraphLanes, graphLanes } from "./graph-lanes.ts";
import type { GraphState, ShownWindow } from "./graph-state.ts";

/** What was loaded up to this long ago is up to date over a live stream, ms. */
const LIVE_LAG_MS = 60 * SECOND_MS;

/** The picture, and whose its lines are. */
export interface ShownPicture extends Pick<GraphLanes, "owners"> {
  readonly picture: ChartPicture;
}

/** All that the pictures depend on. */
export interface PictureNeeds {
  readonly graph: GraphState;
  readonly states: readonly DeviceState[];
  readonly history: GraphHistory;
  readonly shown: ShownWindow;
  readonly display: Display;
  readonly moment: Moment;
  readonly lastLiveAt: number | undefined;
  /** Stretches of alarm, and without readings. */
  readonly bands: readonly ChartBand[];
  readonly silent: readonly Period[];
}

/**
 * What is known of a device: what was loaded, and the moments since then for as long as the stream was live. Once the
 * link is lost nothing later than its last moment is known, whatever was asked for.
 */
function knownOf(
  columns: HistoryColumns | undefined,
  { moment, shown, lastLiveAt }: PictureNeeds,
): readonly Period[] {
  const known = columns?.known ?? [];
  const last = known.at(-1);
  if (moment.link !== "live" || !last || last.to < moment.serverNow - LIVE_LAG_MS)
    return known.map(({ from, to }) => ({ from, to: Math.min(to, lastLiveAt ?? to) }));
  return [...known, { from: last.to, to: shown.window.to }];
}

/** What of a window may lack late readings that the server has. */
export function unconfirmedWithin(columns: HistoryColumns | undefined, window: Period): Period[] {
  const parts = (columns?.unconfirmed ?? []).map(({ from, to }) => ({
    from: Math.max(from, window.from),
    to: Math.min(to, window.to),
  }));
  return parts.filter(({ from, to }) => from < to);
}

/** What is unknown of any of the devices: a line over a stretch that only one of them has would look whole. */
function unknownOf(needs: PictureNeeds): Period[] {
  const { states, history, shown, moment } = needs;
  const until = inSteps(moment.serverNow, shown.window);
  return joinPeriods(
    states.flatMap(({ device }) =>
      unknownWithin(shown.window, knownOf(history.columnsOf(device), needs), until),
    ),
  );
}

/** What is drawn of any of the devices and not confirmed, without what is not known anyway. */
function unconfirmedOf({ states, history, shown }: PictureNeeds, unknown: readonly Period[]): Period[] {
  const unconfirmed = states.flatMap(({ device }) =>
    unconfirmedWithin(history.columnsOf(device), shown.window),
  );
  return joinPeriods(unconfirmed).flatMap((period) => unknownWithin(period, unknown, period.to));
}

function joinPeriods(periods: readonly Period[]): Period[] {
  const joined: Period[] = [];
  for (const { from, to } of [...periods].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else joined.push({ from, to });
  }
  return joined;
}

const NOTHING_YET = { t: new Float64Array(0), battery: new Float32Array(0), sensors: [], known: [] } as const;

/** The history of a device, of which there may be nothing yet: its lanes stand from the start, so that nothing moves. */
function historyOf(state: DeviceState, history: GraphHistory): DeviceHistory {
  const { device } = state;
  return {
    state,
    columns: history.columnsOf(device) ?? { device, resolution: "raw", ...NOTHING_YET },
  };
}

/** Makes the picture and remembers the last one. */
export class GraphPictures {
  private parts: readonly unknown[] = [];
  private last: ShownPicture | undefined;
  private words: { display: Display; words: ChartWords } | undefined;

  /** The picture for what is needed now; without lanes where nothing is to be shown. */
  make(needs: PictureNeeds): ShownPicture {
    const histories = needs.states.map((state) => historyOf(state, needs.history));
    const isLoaded = needs.states.every(({ device }) => needs.history.columnsOf(device));
    const hasFailed = needs.history.status.kind === "failed";
    const isComing = !isLoaded && !hasFailed;
    const unknown = isComing ? [] : unknownOf(needs);
    const unconfirmed = unconfirmedOf(needs, unknown);
    const { graph, shown, display, bands, silent } = needs;
    const parts = [
      ...histories.flatMap(({ state, columns }) => [state.settings, isLoaded ? columns : state.device]),
      [graph.sensors, graph.fit, shown, unknown, unconfirmed, bands, silent, isComing]
        .map((part) => JSON.stringify(part))
        .join(),
      display,
    ];
    const isSame =
      parts.length === this.parts.length && parts.every((part, index) => part === this.parts[index]);
    if (isSame && this.last) return this.last;
    this.parts = parts;
    const { strips, owners } = graphLanes({
      histories,
      sensors: graph.sensors,
      viewing: display.viewing,
    });
    const { fit } = graph;
    const words = this.wordsOf(display);
    const known = { bands, unknown, silent, unconfirmed, isComing };
    this.last = { owners, picture: { ...shown, strips, fit, words, ...known } };
    return this.last;
  }

  private wordsOf(display: Display): ChartWords {
    if (this.words?.display !== display) this.words = { display, words: chartWords(display) };
    return this.words.words;
  }
}
