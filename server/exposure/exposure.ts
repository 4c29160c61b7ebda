// What the sensors of a device say of exposure, made anew from its readings each time: a figure that was printed can be
// reproduced. Public file of the folder.

import type { SettingEntry } from "../../shared/entries/entry.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { MAX_LEARNED_MS, MIN_GAP_MS, UNKNOWN_INTERVAL_MS } from "../../shared/fleet/rhythm.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Period } from "../../shared/history/slice.ts";
import { applyCalibration } from "../../shared/rules/calibration.ts";
import { type Exposure, reaches, shiftDose, worstShortTerm } from "../../shared/rules/exposure/exposure.ts";
import { exposureLimits } from "../../shared/rules/exposure/exposure-limits.ts";
import { minuteMeans, unknownStretches } from "../../shared/rules/exposure/minute-means.ts";
import { ruleOf, type SensorRule } from "../../shared/rules/judge.ts";
import { conversionFacts, type PresetId } from "../../shared/rules/limits.ts";
import { beyond } from "../../shared/rules/sensor-range.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";
import { sourceText } from "../../shared/rules/source-texts.ts";
import { convert } from "../../shared/rules/units.ts";
import {
  EXPOSURE_METHODS,
  type ExposureAnswer,
  type LimitedExposure,
  type SensorExposure,
  type Stint,
} from "../../shared/wire/exposure.ts";
import type { Events } from "../events/events.ts";
import { readSamples, type SampleArchive, type SensorSamples } from "./read-samples.ts";
import { changesSince, type HeldSettings, heldSettings, settingsAt } from "./settings-then.ts";
import { testTimes } from "./test-times.ts";
import { stintsOf } from "./wearers.ts";

/** What exposure is read from. */
export interface ExposureSources {
  readonly archive: SampleArchive;
  readonly events: Pick<Events, "list">;
}

/** A device as it is known at present, a range, and by which limits. */
export interface ExposureRequest extends Period {
  readonly state: DeviceState;
  readonly preset: PresetId;
}

/** Gaps that are told. */
const MAX_GAPS = 20;
/** Readings before the range may still hold when it begins. */
const HELD_BEFORE_MS = 60 * MINUTE_MS;

/** The usual time between samples, ms: the median of the gaps, told by the samples alone so that it is the same for whoever asks when. */
function intervalOf(t: readonly number[], settings: { readonly expectedIntervalMs?: number }): number {
  if (settings.expectedIntervalMs !== undefined) return settings.expectedIntervalMs;
  const gaps = t.flatMap((at, index) => (index > 0 ? [at - (t[index - 1] ?? at)] : []));
  const counting = gaps.filter((gap) => gap >= MIN_GAP_MS).sort((a, b) => a - b);
  return Math.min(counting[(counting.length - 1) >> 1] ?? UNKNOWN_INTERVAL_MS, MAX_LEARNED_MS);
}

/** Makes a value of the shown unit out of a raw one of a time; NaN where it is none, or a fault. */
class Calibrator {
  readonly #shown: SensorRule;
  readonly #judging: Judging;
  readonly #ruleOf: (settings: DeviceSettings) => SensorRule;
  readonly #rules = new Map<DeviceSettings, SensorRule>();

  constructor({ sensor }: SensorSamples, judging: Judging) {
    const { held, preset, to } = judging;
    this.#judging = judging;
    this.#ruleOf = (settings) => ruleOf(sensor, settings.sensors?.[sensor.key], preset);
    this.#shown = this.#ruleOf(settingsAt(held, to - 1));
  }

  /** By what its values are shown. */
  get shown(): SensorRule {
    return this.#shown;
  }

  value(raw: number, at: number): number {
    const settings = settingsAt(this.#judging.held, at);
    const rule = this.#rules.get(settings) ?? this.#ruleOf(settings);
    this.#rules.set(settings, rule);
    const value = applyCalibration(raw, rule.settings);
    if (Number.isNaN(value) || beyond(value, rule.range) === "below") return Number.NaN;
    if (rule.unit === this.#shown.unit) return value;
    return this.#converted(value, rule);
  }

  #converted(value: number, { knownUnit: from }: SensorRule): number {
    const { gas, knownUnit: to } = this.#shown;
    const facts = conversionFacts(gas, this.#judging.preset);
    return (from && to && convert(value, { from, to }, facts)) ?? Number.NaN;
  }
}

interface Judging extends Period {
  /** When what was measured came out of a bottle. */
  readonly tests: readonly Period[];
  readonly held: readonly HeldSettings[];
  readonly preset: PresetId;
}

function limited<Of extends Exposure>(figure: Of, limit: number | undefined): Of & LimitedExposure {
  return { ...figure, limit: limit ?? null, reached: limit === undefined ? null : reaches(figure, limit) };
}

/** The value of a range that is beyond all others; of a row that began before it, as of its beginning. */
function extremeOf(
  { t, until }: SensorSamples,
  { values = [], from }: { readonly values: readonly number[] | undefined; readonly from: number },
  isBeyond: (value: number, other: number) => boolean,
): SensorExposure["peak"] {
  let extreme: SensorExposure["peak"] = null;
  for (const [index, value] of values.entries()) {
    if ((until[index] ?? 0) < from || Number.isNaN(value)) continue;
    if (extreme && !isBeyond(value, extreme.value)) continue;
    extreme = { value, at: Math.max(t[index] ?? 0, from) };
  }
  return extreme;
}

function sensorExposure(samples: SensorSamples, judging: Judging): SensorExposure {
  const { sensor, t } = samples;
  const { from, to, held, preset } = judging;
  const calibrator = new Calibrator(samples, judging);
  const { shown } = calibrator;
  const isTest = (at: number) => judging.tests.some((test) => at >= test.from && at < test.to);
  const breathed = (raws: readonly number[]) =>
    raws.map((raw, index) => {
      const at = t[index] ?? 0;
      return isTest(at) ? Number.NaN : calibrator.value(raw, at);
    });
  const values = breathed(samples.values);
  const isRolledUp = samples.until.some((until, index) => until !== t[index]);
  const [lows, highs] = isRolledUp ? [samples.lows, samples.highs].map(breathed) : [values, values];
  const minutes = minuteMeans({ t, values }, { from, to }, intervalOf(t, settingsAt(held, to - 1)));
  const limits = exposureLimits(shown.gas, shown.knownUnit, preset);
  const worst = worstShortTerm(minutes);
  return {
    ...sensor,
    shownUnit: shown.unit,
    source: limits ? { text: sourceText(limits.source), checked: limits.source.checked } : null,
    shortTerm: worst && worst.coverage > 0 ? limited(worst, limits?.stel) : null,
    dose: limited(shiftDose(minutes), limits?.twa),
    peak: extremeOf(samples, { values: highs, from }, (value, other) => value > other),
    lowest: extremeOf(samples, { values: lows, from }, (value, other) => value < other),
    gaps: unknownStretches(minutes).slice(0, MAX_GAPS),
    zero: shown.settings?.zero ?? 0,
    gain: shown.settings?.gain ?? 1,
  };
}

/** Who carried which of these devices in from ≤ t < to, by time. */
export async function readStints(
  { events }: Pick<ExposureSources, "events">,
  { states, from, to }: Period & { readonly states: Iterable<DeviceState> },
): Promise<readonly Stint[]> {
  const changes = new Map<string, SettingEntry[]>();
  for (const change of await changesSince(events, { from })) {
    const known = changes.get(change.device);
    if (known) known.push(change);
    else changes.set(change.device, [change]);
  }
  const stints = [...states].flatMap(({ device, settings }) =>
    stintsOf(device, heldSettings(settings, changes.get(device) ?? []), { from, to }),
  );
  return stints.sort((a, b) => a.from - b.from);
}

/** The exposure that a device's sensors tell of in from ≤ t < to. */
export async function readExposure(
  { archive, events }: ExposureSources,
  { state, preset, from, to }: ExposureRequest,
): Promise<ExposureAnswer> {
  const since = { device: state.device, from: from - HELD_BEFORE_MS };
  const held = heldSettings(state.settings, await changesSince(events, since));
  const { sensors, rolledUp } = await readSamples(archive, state, { from: from - HELD_BEFORE_MS, to });
  const tests = await testTimes(events, state.device, { from: since.from, to });
  const judging = { held, tests, preset, from, to };
  return {
    device: state.device,
    from,
    to,
    methods: EXPOSURE_METHODS,
    rolledUp,
    stints: stintsOf(state.device, held, { from, to }),
    sensors: sensors.map((samples) => sensorExposure(samples, judging)).filter(({ peak }) => peak !== null),
  };
}
