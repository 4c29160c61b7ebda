// History for the stage: a wave around a sensor's latest value in the resolution that is asked, with what a test adds to it.

import type { HistoryQuery } from "../../../pwa/src/data/base/app-data.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { HistoryColumns, SensorColumns } from "../../../shared/history/columns.ts";
import { resolutionFor } from "../../../shared/history/slice.ts";

/** What a test may change about the history. */
export interface StagedHistory {
  /** A single reading that stands out, of every sensor. */
  readonly spike?: { readonly t: number; readonly value: number };
  /** Nothing is known before this moment, unix ms. */
  readonly knownFrom?: number;
  /** Within this stretch the device was silent. */
  readonly silent?: { readonly from: number; readonly to: number };
  /** Distance of raw readings, ms. */
  readonly rawStep?: number;
  /** It is on its way, and never comes. */
  readonly isComing?: boolean;
  /** Whoever asks for it is told that it failed. */
  readonly cannotBeHad?: boolean;
}

function waveAt(t: number, base: number): number {
  const slow = Math.sin(t / 1_700_000) * 0.12 + Math.sin(t / 260_000) * 0.05;
  return base * (1 + slow + Math.sin(t * 12.9898) * 0.015);
}

interface Needs {
  readonly sensor: DeviceState["sensors"][number];
  readonly t: Float64Array;
  readonly step: number;
  readonly isRaw: boolean;
  readonly spike: StagedHistory["spike"];
}

function columnsOf({ sensor, t, step, isRaw, spike }: Needs): SensorColumns {
  const { key, type, value } = sensor;
  const base = value ?? Number.NaN;
  const spikeAt = (at: number) => (spike && spike.t >= at && spike.t < at + step ? spike.value : undefined);
  if (isRaw) return { key, type, values: t.map((at) => spikeAt(at) ?? waveAt(at, base)) };
  return {
    key,
    type,
    values: t.map((at) => waveAt(at, base)),
    min: t.map((at) => Math.min(spikeAt(at) ?? base, waveAt(at, base) * 0.92)),
    max: t.map((at) => Math.max(spikeAt(at) ?? 0, waveAt(at, base) * 1.08)),
  };
}

/** The history of a device up to its latest reading. */
export function stagedHistory(
  state: DeviceState,
  query: HistoryQuery,
  staged: StagedHistory,
): HistoryColumns {
  const { device, from, to } = query;
  const resolution = resolutionFor(to - from);
  const step = { raw: staged.rawStep ?? 20_000, minute: 60_000, hour: 3_600_000 }[resolution];
  const start = Math.max(from, staged.knownFrom ?? 0);
  const end = Math.min(to, state.measuredAt + 1);
  const t = Float64Array.from(
    { length: Math.max(0, Math.ceil((end - start) / step)) },
    (_, i) => start + i * step,
  ).filter((at) => !staged.silent || at < staged.silent.from || at >= staged.silent.to);
  const { spike } = staged;
  return {
    device,
    resolution,
    t,
    battery: Float32Array.from(t, (_, i) => (state.battery ?? 0) + ((t.length - i) / t.length) * 6),
    sensors: state.sensors.map((sensor) =>
      columnsOf({ sensor, t, step, isRaw: resolution === "raw", spike }),
    ),
    known: start < to ? [{ from: start, to }] : [],
    dataUntil: to,
  };
}
