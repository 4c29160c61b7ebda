// All that a chart shows, as shapes: a pure function of the picture, the theme's colours and the frame.

import { ticksOf, timeNames, timeRules, valueAxisShapes } from "./chart-axes.ts";
import type { ChartLook, Scene } from "./chart-look.ts";
import { alarmAreas, limitLines, limitNames, unknownAreas } from "./chart-marks.ts";
import type { ChartPicture } from "./chart-picture.ts";
import type { ChartPlan } from "./chart-plan.ts";
import { lineShapes } from "./line-shapes.ts";
import type { Shape } from "./shapes.ts";

/**
 * The shapes from the lowest to the uppermost: nothing covers a line, and no line's band the peak of another. Of every line at
 * most two points a pixel are handed over, none of its excursions missing.
 */
export function chartShapes(picture: ChartPicture, look: ChartLook, { frame, strips }: ChartPlan): Shape[] {
  const scene: Scene = { picture, look, frame };
  const ticks = ticksOf(scene);
  const lowest = strips.at(-1);
  return [
    ...strips.flatMap((plan, index) => alarmAreas(plan, scene, index === 0)),
    ...strips.flatMap((plan, index) => unknownAreas(plan, scene, index === 0)),
    ...strips.flatMap(({ area }) => timeRules(area, ticks, scene)),
    ...(lowest ? timeNames(lowest.area, ticks, scene) : []),
    ...strips.flatMap((plan) => valueAxisShapes(plan, scene)),
    ...strips.flatMap((plan) => [...limitNames(plan, scene), ...limitLines(plan, scene)]),
    ...strips.flatMap((plan) => lineShapes(plan, scene)),
  ];
}
