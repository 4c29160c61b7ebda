// What a chart is made of on its canvas, px from its upper left.

import type { Period } from "../../../shared/history/slice.ts";
import type { Box } from "./chart-layout.ts";
import type { LinePath } from "./line-paths.ts";
import type { Place } from "./trace-path.ts";

/** A point, px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A stretch of time through a lane. What is drawn on a canvas fills it again and again. */
export interface AreaShape {
  readonly kind: "area";
  readonly of: "alarms" | "unknown";
  readonly period: Period;
  readonly box: Box;
  readonly fill: string | HTMLCanvasElement;
}

/** A straight line, across or upright. It is drawn upon whole pixels, so that it is no grey smear. */
export interface RuleShape {
  readonly kind: "rule";
  readonly of: "axis" | "tick" | "grid" | "limit";
  readonly from: Point;
  readonly to: Point;
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}

/** A line of text; `y` is its middle. */
export interface TextShape extends Point {
  readonly kind: "text";
  readonly of: "time" | "value" | "limit" | "alarms" | "unknown";
  readonly text: string;
  readonly align: "left" | "center" | "right";
  readonly fill: string;
  /** As in CSS. */
  readonly font: string;
}

/** A path of a line, within a box. */
export interface PathShape {
  readonly kind: "path";
  readonly path: LinePath;
  readonly place: Place;
  readonly clip: Box;
  readonly fill?: string;
  readonly stroke?: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}

export type Shape = AreaShape | RuleShape | TextShape | PathShape;
