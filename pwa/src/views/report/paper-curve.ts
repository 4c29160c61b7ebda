import { html, nothing, svg } from "lit";
import type { Period } from "../../../../shared/history/slice.ts";
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
}

/** Lines as SVG paths have them; a null in between begins a new one. */
function pathOf(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let path = "";
  let isOpen = false;
  for (const point of points) {
    if (point) path += `${isOpen ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    isOpen = point !== null;
  }
  return path;
}

/** A curve for paper, from zero to what is highest of it and the limits that it comes near to. */
export function paperCurve({ series, period, toShown, limits }: Curve, label: string) {
  const values = series.v.map((raw) => (raw === null ? null : toShown(raw)));
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0) return nothing;
  const peak = Math.max(...numbers);
  const near = limits.filter((limit) => limit <= peak * 3);
  const top = Math.max(peak, ...near, Number.MIN_VALUE);
  const bottom = Math.min(0, ...numbers);
  const xOf = (at: number) => ((at - period.from) / (period.to - period.from)) * SIZE.width;
  const yOf = (value: number) => MARGIN + ((top - value) / (top - bottom || 1)) * (SIZE.height - 2 * MARGIN);
  const points = values.map((value, index) =>
    value === null ? null : ([xOf(series.t[index] ?? period.from), yOf(value)] as const),
  );
  return html`<svg class="curve" viewBox="0 0 ${SIZE.width} ${SIZE.height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${near.map((limit) => svg`<line class="limit" x1="0" x2=${SIZE.width} y1=${yOf(limit)} y2=${yOf(limit)} />`)}
    <path d=${pathOf(points)} />
  </svg>`;
}
