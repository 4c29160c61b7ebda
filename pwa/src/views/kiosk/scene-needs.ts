// What all parts of the wall's picture need beside what they show.

import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { alarmState, type SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import type { Format } from "../../i18n/format.ts";
import type { Measure } from "./fit-text.ts";
import type { Block } from "./wall-blocks.ts";
import type { Curve } from "./wall-curve.ts";

/** What somebody touched, to see more of it. */
export type Touched =
  | { readonly kind: "block"; readonly id: string }
  | { readonly kind: "place"; readonly place: string | undefined };

export interface SceneNeeds {
  readonly format: Format;
  /** Server time, unix ms; undefined while it is a guess: then no length of time is known. */
  readonly now: number | undefined;
  readonly measure: Measure;
  /** `isWhole`: on a scale that grows with the values. */
  readonly curve: (device: string, sensor: SensorPresentation, isWhole: boolean) => Curve | undefined;
  /** An alarm as screens show it; undefined for one that the server does not know. */
  readonly present: (block: Block) => AlarmPresentation | undefined;
  /** What to do, in a line; empty where nobody has written anything down. */
  readonly guidance: (block: Block) => string;
  readonly onTouch: (touched: Touched) => void;
}

/** The classes of a block: hue, whether somebody must act, and what is in doubt. */
export function blockClasses({ look, standing, isDrill, isAged, sensor }: Block): string {
  const isLate = sensor?.state === "late";
  return [look, standing, isDrill ? "drill" : "", isAged ? "aged" : "", isLate ? "late" : ""]
    .filter(Boolean)
    .join(" ");
}

/** How the value of a block is by itself, whatever its alarm says. */
export function blockState({ sensor, look }: Block): string {
  return sensor ? alarmState(sensor) : look;
}

/** What tells a block from others on the page, also to tests. */
export function blockName({ device, sensor, id }: Block): string {
  return JSON.stringify(device ? [device.device, sensor?.scale.identity ?? ""] : [id]);
}
