// The one file that knows which parts of ECharts there are. It is loaded lazily: a screen without a chart never pays for it.

import { CustomChart, type CustomSeriesOption, LineChart, type LineSeriesOption } from "echarts/charts";
import {
  GridComponent,
  type GridComponentOption,
  MarkAreaComponent,
  type MarkAreaComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
} from "echarts/components";
import { type ComposeOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

export type ChartOption = ComposeOption<
  | LineSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | MarkLineComponentOption
  | MarkAreaComponentOption
>;
export type { CustomSeriesOption, LineSeriesOption };

/** A chart on an element. Whoever creates it disposes of it: ECharts keeps what is merely removed. */
export interface Drawing {
  draw(option: ChartOption): void;
  resize(size: { width: number; height: number }): void;
  /** The picture as a canvas at twice the screen's density, upon a colour. */
  toCanvas(background: string): HTMLCanvasElement;
  dispose(): void;
}

/** Starts a chart that fills the element. */
export function createDrawing(element: HTMLElement): Drawing {
  use([LineChart, CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer]);
  const chart = init(element, null, { renderer: "canvas" });
  return {
    // What is absent from an option is to vanish, or the lines of a sensor that is deselected would stay.
    draw: (option) => chart.setOption(option, { replaceMerge: ["series", "yAxis"] }),
    resize: (size) => chart.resize({ ...size, silent: true }),
    toCanvas: (background) => chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background }),
    dispose: () => chart.dispose(),
  };
}
