import { html, nothing, svg } from "lit";
import type { Period } from "../../../../shared/history/slice.ts";
import { beyond, type SensorRange } from "../../../../shared/rules/sensor-range.ts";
import type { HistorySeries } from "../../../../shared/wire/api.ts";

const SIZE = { width: 640, height: 96 } as const;
/** Room for the line's own width, so that the highest peak is not cut. */
const MARGIN = 3;

interface Curve {
  readonly series: HistorySeries;
  readonly period: Period;
  /** What a raw value is shown as. */
  readonly toShown: (raw: number) => number;
  /** Lines across, in the shown unit. */
  readonly limits: readonly number[];
  /** Beyond it a shown number is no measurement: it is drawn at the edge, and makes nothing else smaller. */
  readonly range: SensorRange;
}

/** Lines as SVG paths have them; a null in between begins a new one. A lone point is a short line, since one of no length is not drawn. */
function pathOf(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let path = "";
  let isOpen = false;
  for (const point of points) {
    if (point)
      path += `${isOpen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}${isOpen ? "" : "h1"}`;
    isOpen = point !== null;
  }
  return path;
}

/** The path of a curve, and where the limits lie that it comes near to; undefined where there is no number. */
export function paperPath({ series, period, toShown, limits, range }: Curve) {
  const values = series.v.map((raw) => (raw === null ? null : toShown(raw)));
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0) return undefined;
  const measured = numbers.filter((value) => beyond(value, range) === undefined);
  const peak = Math.max(0, ...measured);
  const near = limits.filter((limit) => limit <= peak * 3);
  const top = Math.max(peak, ...near, Number.MIN_VALUE);
  const bottom = Math.min(0, ...measured);
  const xOf = (at: number) => Math.max(0, ((at - period.from) / (period.to - period.from)) * SIZE.width);
  const yOf = (value: number) => {
    const share = (top - Math.min(top, Math.max(bottom, value))) / (top - bottom || 1);
    return MARGIN + share * (SIZE.height - 2 * MARGIN);
  };
  const points = values.map((value, index) =>
    value === null ? null : ([xOf(series.t[index] ?? period.from), yOf(value)] as const),
  );
  return { path: pathOf(points), limits: near.map(yOf) };
}

/** A curve for paper, from zero to what is highest of it and the limits that it comes near to. */
export function paperCurve(curve: Curve, label: string) {
  const drawn = paperPath(curve);
  if (!drawn) return nothing;
  return html`<svg class="curve" viewBox="0 0 ${SIZE.width} ${SIZE.height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${drawn.limits.map((y) => svg`<line class="limit" x1="0" x2=${SIZE.width} y1=${y} y2=${y} />`)}
    <path d=${drawn.path} />
  </svg>`;
}
