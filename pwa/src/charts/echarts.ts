// The one file that knows which parts of ECharts there are. It is loaded lazily: a screen without a chart never pays for it.

import { CustomChart, type CustomSeriesOption } from "echarts/charts";
import {
  GridComponent,
  type GridComponentOption,
  MarkAreaComponent,
  type MarkAreaComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
} from "echarts/components";
import { type ComposeOption, graphic, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { LinePath } from "./line-paths.ts";
import { type Pen, type Place, tracePath } from "./trace-path.ts";

/** An element that is traced by `tracePath`. */
export interface PathElement {
  readonly type: "davy-path";
  readonly silent: true;
  readonly emphasisDisabled: true;
  readonly z2: number;
  readonly shape: { readonly path: LinePath; readonly place: Place };
  readonly style: {
    readonly fill: string;
    readonly stroke?: string;
    readonly lineWidth?: number;
    readonly lineDash?: readonly number[] | false;
    readonly lineJoin?: "round";
    readonly opacity?: number;
  };
  readonly clipPath: {
    readonly type: "rect";
    readonly shape: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };
  };
}

/** A text on the canvas, px from its upper left. */
export interface TextElement {
  readonly type: "text";
  readonly silent: true;
  readonly x: number;
  readonly y: number;
  readonly style: {
    readonly text: string;
    readonly fill: string;
    readonly font: string;
    readonly verticalAlign: "middle";
  };
}

/** Turns a moment and a value of the first axis into px. */
export interface Coordinates {
  coord(at: number[]): number[];
}

/** A series of such elements; limits and unknown stretches hang on series that have none. */
export interface PathSeriesOption extends Omit<CustomSeriesOption, "renderItem"> {
  readonly renderItem: (
    item: { readonly dataIndex: number },
    api: Coordinates,
  ) => PathElement | TextElement | undefined;
}

type FrameOption = ComposeOption<GridComponentOption | MarkLineComponentOption | MarkAreaComponentOption>;
export type ChartOption = Omit<FrameOption, "series"> & { readonly series: readonly PathSeriesOption[] };

/** A chart on an element. Whoever creates it disposes of it: ECharts keeps what is merely removed. */
export interface Drawing {
  draw(option: ChartOption): void;
  resize(size: { width: number; height: number }): void;
  /** The picture as a canvas at twice the screen's density, upon a colour. */
  toCanvas(background: string): HTMLCanvasElement;
  dispose(): void;
}

const PathShape = graphic.extendShape({
  type: "davy-path",
  shape: { path: undefined, place: undefined },
  buildPath: (pen: Pen, { path, place }: Partial<PathElement["shape"]>) => {
    if (path && place) tracePath(pen, path, place);
  },
});

/** Starts a chart that fills the element. */
export function createDrawing(element: HTMLElement): Drawing {
  use([CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer]);
  graphic.registerShape("davy-path", PathShape);
  const chart = init(element, null, { renderer: "canvas" });
  return {
    // What is absent from an option is to vanish, or the lines of a sensor that is deselected would stay.
    draw: (option) => chart.setOption(option, { replaceMerge: ["series", "grid", "xAxis", "yAxis"] }),
    resize: (size) => chart.resize({ ...size, silent: true }),
    toCanvas: (background) => chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background }),
    dispose: () => chart.dispose(),
  };
}
