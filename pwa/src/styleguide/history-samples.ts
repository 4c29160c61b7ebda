// The history of the style guide: of every sensor the same rise and fall, with a gap in it.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import type { HistoryQuery } from "../data/base/app-data.ts";
import { NOW, STATES } from "./samples.ts";

const STEPS = 240;
/** The share of the way at which a device was silent. */
const GAP = { from: 0.3, to: 0.38 };
/** How long before now the last rise began. */
const RISE_MS = 9 * MINUTE_MS;

/** A value at a moment: calm, then up to what it is by now. Oxygen, which fills a fifth of the air, is always there. */
function valueAt(at: number, { type, value }: { type: string; value: number | null }): number {
  const latest = value ?? Number.NaN;
  const calm =
    latest * ((type === "O2" ? 0.99 : 0.16) + 0.002 * Math.sin(at / 90_000) + 0.001 * Math.sin(at / 11_000));
  const way = Math.min(1, Math.max(0, (at - (NOW - RISE_MS)) / (RISE_MS / 2)));
  return calm + (latest - calm) * way ** 2;
}

/** What is known of a device of the samples. */
export function historyOf({ device, from, to }: HistoryQuery): HistoryColumns {
  const state = STATES.get(device);
  const step = (to - from) / STEPS;
  const isSilent = (index: number) => index / STEPS > GAP.from && index / STEPS < GAP.to;
  const steps = Array.from({ length: STEPS }, (_, index) => index).filter((index) => !isSilent(index));
  const t = Float64Array.from(steps, (index) => from + index * step).filter((at) => at <= NOW);
  return {
    device,
    resolution: "raw",
    t,
    battery: Float32Array.from(t, () => 84),
    sensors: (state?.sensors ?? []).map((sensor) => ({
      key: sensor.key,
      type: sensor.type,
      values: t.map((at) => valueAt(at, sensor)),
    })),
    known: [{ from, to }],
    dataUntil: to,
  };
}
