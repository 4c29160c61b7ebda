// The days around the window, for the brush: loaded by the hour, after the chart itself.

import { html } from "lit";
import { type ChartPicture, linesOf } from "../../charts/chart-picture.ts";
import type { FleetController } from "../../controllers/fleet-controller.ts";
import { brushWindow } from "./brush-window.ts";
import { GraphHistory } from "./graph-history.ts";
import { GraphPictures } from "./graph-pictures.ts";
import type { Scene } from "./graph-scene.ts";
import type { GraphState } from "./graph-state.ts";
import "./time-brush.ts";

/** Loads and keeps what the brush shows; `changed` is called when there is something new. */
export class GraphDays {
  readonly #history: GraphHistory;
  readonly #pictures = new GraphPictures();
  #lines: { readonly picture: ChartPicture; readonly lines: ReturnType<typeof linesOf> } | undefined;

  constructor(changed: () => void) {
    this.#history = new GraphHistory(changed);
  }

  /** Sees to it that the days are there. New readings are in them with the next step of their window. */
  want(
    { data, first, window, now }: Pick<Scene, "data" | "first" | "window" | "now">,
    { isMoving }: { readonly isMoving: boolean },
  ): void {
    this.#history.want(
      data.history,
      { devices: [first.device], window: brushWindow(window, now), isMoving },
      [],
    );
  }

  invalidate(): void {
    this.#history.invalidate();
  }

  stop(): void {
    this.#history.stop();
  }

  /** The brush of a scene. */
  brush(scene: Scene, { graph, fleet }: { readonly graph: GraphState; readonly fleet: FleetController }) {
    const { data, first, window, now, live } = scene;
    const extent = brushWindow(window, now);
    const { picture } = this.#pictures.make({
      graph: { ...graph, compare: [] },
      states: [first],
      history: this.#history,
      shown: { window: extent, live: false },
      display: fleet.display.current,
      moment: fleet.moment,
      lastLiveAt: data.fleet.lastLiveAt(),
      bands: [],
      silent: [],
    });
    return html`<time-brush
      .extent=${picture.window}
      .window=${window}
      .lines=${this.#linesOf(picture)}
      .format=${fleet.display.current.format}
      ?isLive=${live && !fleet.moment.isGuess && extent.to >= now}
    ></time-brush>`;
  }

  /** The same lines as long as the picture is the same, so that the brush works nothing out anew. */
  #linesOf(picture: ChartPicture) {
    if (this.#lines?.picture !== picture) this.#lines = { picture, lines: linesOf(picture) };
    return this.#lines.lines;
  }
}
