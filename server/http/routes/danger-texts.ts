// What refusals say of changes that could hide a danger.

import { GAIN_RANGE } from "../../../shared/rules/calibration.ts";
import type { Doubtful, Lessened, Refused } from "../../../shared/rules/dangers.ts";
import type { Level } from "../../../shared/rules/level.ts";
import type { PresetId } from "../../../shared/rules/limits.ts";
import { HttpError } from "../guards/error-handler.ts";

/** Most sensors that a sentence names. */
const MAX_NAMED = 3;

const ALARMS = { a1: "A1", a2: "A2" } as const;

function afterwards(to: Level | null): string {
  if (to === null) return "would have no level any more";
  return to === "normal" ? "would be normal" : `would be at ${ALARMS[to]} alone`;
}

/** Why a change is refused whatever is confirmed. */
export function sentenceOfRefused(refused: Refused): string {
  const { sensor } = refused;
  switch (refused.kind) {
    case "gain":
      return `sensors.${sensor}.gain must be from ${GAIN_RANGE.least} to ${GAIN_RANGE.most}, not ${refused.gain}: a sensor that needs more is worn out`;
    case "limit": {
      const { bound, limit, range, unit } = refused;
      return `sensors.${sensor}.limits.${bound} must be from ${range.low} to ${range.high} ${unit}, the sensor's range: no value could reach ${limit}`;
    }
  }
}

/** What whoever confirms a change must know. */
export function sentenceOfDoubtful(doubtful: Doubtful): string {
  const { sensor } = doubtful;
  switch (doubtful.kind) {
    case "zero":
      return `${sensor} is in alarm (${ALARMS[doubtful.level]}): a zero is set in clean air`;
    case "oxygen-zero":
      return `${sensor} has its zero where there is no oxygen at all: set in air it hides a lack of it`;
    case "above-scale": {
      const { bound, limit, scale, unit } = doubtful;
      return `${sensor} measures up to ${scale} ${unit}: its limit ${ALARMS[bound]} of ${limit} ${unit} lies above that, and may never be reached`;
    }
    case "hidden":
      return `${sensor} is in alarm (${ALARMS[doubtful.level]}) and ${afterwards(doubtful.to)} after this change`;
  }
}

/** What a preset would do to present alarms. */
export function sentenceOfLessened(lessened: readonly Lessened[], preset: PresetId): string {
  const named = lessened
    .slice(0, MAX_NAMED)
    .map(
      ({ device, sensor, level, to }) =>
        `${sensor} of ${JSON.stringify(device)} is in alarm (${ALARMS[level]}) and ${afterwards(to)}`,
    );
  const more = lessened.length - named.length;
  return `Under the preset "${preset}" ${named.join(", ")}${more > 0 ? `, and so on for ${more} more` : ""}`;
}

/** The refusal of a change until it is confirmed. */
export function needsConfirmation(sentences: readonly string[]): HttpError {
  const message = `${sentences.join(". ")}. If that is meant, send the same with "confirm": true.`;
  return new HttpError(409, "needs_confirmation", message);
}
