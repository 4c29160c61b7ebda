// What happened to a device within a window: its alarms, silences and changed settings, for the graph and for the device's own page.

import type { ReactiveElement } from "lit";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { freshnessOf } from "../../../../shared/fleet/freshness.ts";
import { DAY_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { ChartBand } from "../../charts/chart-picture.ts";
import { silencesIn } from "../../charts/line-columns.ts";
import { ChangesController } from "../../controllers/changes-controller.ts";
import type { FleetController } from "../../controllers/fleet-controller.ts";
import { PastAlarmsController } from "../../controllers/past-alarms-controller.ts";
import { alarmBands, alarmEvents } from "./graph-alarms.ts";
import { changeEvents, type GraphEvent, silenceEvents } from "./graph-events.ts";

/** The part of a window below which a stretch is no more than a line. */
const SEEN_PART = 0.004;

/** Of what the events are asked. */
export interface EventsWish {
  readonly first: DeviceState;
  readonly window: Period;
  readonly columns: HistoryColumns | undefined;
}

/** Follows alarms and changes for an element, which is rendered again when there is something new. */
export class DeviceEvents {
  readonly #fleet: FleetController;
  readonly #changes: ChangesController;
  readonly #alarms: PastAlarmsController;
  #ended: { readonly of: HistoryColumns; readonly silences: readonly Period[] } | undefined;

  constructor(host: ReactiveElement, fleet: FleetController) {
    this.#fleet = fleet;
    this.#changes = new ChangesController(host);
    this.#alarms = new PastAlarmsController(host);
  }

  /** Sees to it that what the server knows is there or on its way. */
  want({ first: { device, settings }, window }: Pick<EventsWish, "first" | "window">): void {
    const { data, moment } = this.#fleet;
    if (!data) return;
    this.#alarms.look({ device, window });
    // By whole days: a window that moves must not ask again and again.
    const since = Math.floor(window.from / DAY_MS) * DAY_MS;
    if (moment.link === "live") this.#changes.want(data, { device, since, version: settings });
  }

  /** Whether the server has told all of them. Until then there may be others. */
  get isKnown(): boolean {
    return this.#alarms.isKnown && this.#changes.isKnown;
  }

  /** The events within the window. */
  of({ first, window, columns }: EventsWish): GraphEvent[] {
    return [
      ...alarmEvents(this.#alarms.alarms, window),
      ...silenceEvents(this.#silencesOf(columns), window, this.#silentSince(first)),
      ...changeEvents(this.#changes.entries, window),
    ];
  }

  /** The stretches without a reading, up to the present; what is too short to be seen is not among them. */
  silences({ first, window, columns }: EventsWish): Period[] {
    const end = Math.min(window.to, this.#fleet.moment.serverNow);
    const least = (window.to - window.from) * SEEN_PART;
    return silenceEvents(this.#silencesOf(columns), window, this.#silentSince(first))
      .map(({ from, to }) => ({ from, to: to ?? end }))
      .filter(({ from, to }) => to - from >= least);
  }

  /** Found once for each history: a page is rendered far more often than it is loaded. */
  #silencesOf(columns: HistoryColumns | undefined): readonly Period[] {
    if (this.#ended?.of !== columns) this.#ended = columns && { of: columns, silences: silencesIn(columns) };
    return this.#ended?.silences ?? [];
  }

  #silentSince(first: DeviceState): number | undefined {
    return freshnessOf(first, this.#fleet.moment).status === "stale" ? first.measuredAt : undefined;
  }

  /** The stretches of alarm, as a chart draws them. */
  bands(window: Period): ChartBand[] {
    return alarmBands(this.#alarms.alarms, window, this.#fleet.display.current.format);
  }
}
