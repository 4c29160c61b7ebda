// The body of `PATCH /api/v1/devices/:id`, checked: limits that contradict each other would silence an alarm.

import * as z from "zod";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { GAIN_RANGE } from "../../../shared/rules/calibration.ts";
import { MAX_ID_LENGTH, MAX_SENSORS, MAX_TYPE_LENGTH } from "../../../shared/rules/reading.ts";
import { BOUNDS, type DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import { MAX_TEST_DAYS } from "../../../shared/rules/site.ts";
import { confirm } from "./confirm.ts";

const MAX_UNIT_LENGTH = 20;
const MIN_INTERVAL_MS = 100;
const MAX_INTERVAL_MS = 7 * DAY_MS;
/** Ordinals of sensors of equal type go up to `-64`. */
const MAX_KEY_LENGTH = MAX_TYPE_LENGTH + `-${MAX_SENSORS}`.length;

const REMOVE = "null removes it";

function textOf(maxLength: number, description: string) {
  return (
    z
      .string("must be text or null")
      .trim()
      .min(1, "must not be empty; null removes it")
      .max(maxLength, `must have at most ${maxLength} characters`)
      // No pattern in the document: many of its readers know no Unicode properties.
      .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters")
      .nullable()
      .exactOptional()
      .meta({ description: `${description}; ${REMOVE}.` })
  );
}

function retiredAt(description: string) {
  return z
    .int("must be null or a time in unix ms")
    .nonnegative("must be null or a time in unix ms")
    .nullable()
    .exactOptional()
    .meta({ description: `${description}; ${REMOVE}.` });
}

const figure = z.number("must be a finite number").meta({ description: "In the sensor's unit." });

/** Limits are replaced as a whole. */
const limits = z
  .strictObject({
    lowA2: figure.exactOptional(),
    lowA1: figure.exactOptional(),
    a1: figure.exactOptional(),
    a2: figure.exactOptional(),
  })
  .superRefine((given, context) => {
    const figures = BOUNDS.flatMap((bound) => given[bound] ?? []);
    if (figures.length === 0)
      context.addIssue("must hold at least one limit; null goes back to the gas's own");
    if (figures.some((value, index) => index > 0 && value <= (figures[index - 1] ?? value)))
      context.addIssue(`must go up in the order ${BOUNDS.join(" < ")}`);
  })
  .meta({ description: "Figures at which the sensor is abnormal, in its unit; replaced as a whole." });

/** What it can measure is replaced as a whole, too. */
const range = z
  .strictObject({ low: figure.exactOptional(), high: figure.exactOptional() })
  .superRefine(({ low, high }, context) => {
    if (low === undefined && high === undefined)
      context.addIssue("must hold low or high; null goes back to what is usual for the gas");
    if (low !== undefined && high !== undefined && low >= high) context.addIssue("must go up: low < high");
  })
  .meta({
    description:
      "From where to where the instrument measures, in the sensor's unit; replaced as a whole. Below it is a fault; at its end and above, the alarm is `over`.",
  });

const GAIN_FORM = `must be from ${GAIN_RANGE.least} to ${GAIN_RANGE.most}: a sensor that needs more is worn out`;

const gainProblem = {
  error: ({ input }: { readonly input?: unknown }) =>
    input === 0 ? "must not be 0, which would show every value as 0" : GAIN_FORM,
};

const sensorPatch = z.strictObject({
  label: textOf(MAX_ID_LENGTH, "What to call the sensor"),
  unit: textOf(
    MAX_UNIT_LENGTH,
    "The unit of the sensor's values where the device states none or a wrong one",
  ),
  zero: z
    .number("must be a finite number or null")
    .nullable()
    .exactOptional()
    .meta({ description: `The raw value that stands for nothing; ${REMOVE}.` }),
  gain: z
    .number("must be a finite number or null")
    .min(GAIN_RANGE.least, gainProblem)
    .max(GAIN_RANGE.most, gainProblem)
    .nullable()
    .exactOptional()
    .meta({ description: `What (raw − zero) is multiplied with for display; ${REMOVE}.` }),
  limits: limits.nullable().exactOptional(),
  range: range.nullable().exactOptional(),
  retiredAt: retiredAt(
    "Takes the sensor out of the live state after its word received then, unix ms: its `receivedAt`. A later word brings it back",
  ),
});

const INTERVAL_FORM = `must be null or a whole number of ms from ${MIN_INTERVAL_MS} to ${MAX_INTERVAL_MS} (7 days)`;

const DAYS_FORM = `must be null or whole days from 0 (never) to ${MAX_TEST_DAYS}`;

function days(description: string) {
  return z
    .int(DAYS_FORM)
    .min(0, DAYS_FORM)
    .max(MAX_TEST_DAYS, DAYS_FORM)
    .nullable()
    .exactOptional()
    .meta({ description: `${description}, days; 0 for never; null leaves it to the site.` });
}

/** Changes to a device's settings: what is absent stays, null removes, sensors merge member by member. */
const settingsPatch = z
  .strictObject({
    name: textOf(MAX_ID_LENGTH, "What to call the device"),
    place: textOf(MAX_ID_LENGTH, "Where the device is"),
    wearer: textOf(MAX_ID_LENGTH, "Who carries the device from now on"),
    expectedIntervalMs: z
      .int(INTERVAL_FORM)
      .min(MIN_INTERVAL_MS, INTERVAL_FORM)
      .max(MAX_INTERVAL_MS, INTERVAL_FORM)
      .nullable()
      .exactOptional()
      .meta({
        description: `How often the device is meant to report, ms; overrides what is learned; ${REMOVE}.`,
      }),
    retiredAt: retiredAt(
      "Takes the device out of service after the reading received then, unix ms: its `lastReceivedAt`. A later reading puts it back",
    ),
    clockWrong: z
      .literal(true, "must be true or null")
      .nullable()
      .exactOptional()
      .meta({
        description: `Confirms that the device's clock is wrong, where nobody can know whether that is so or its readings arrive late: they are then shown as live, as of their arrival; ${REMOVE}.`,
      }),
    bumpDays: days("How often its sensors are to be tried with gas"),
    calibrationDays: days("How often its sensors are to be set right"),
    sensors: z
      .record(
        z.string().min(1).max(MAX_KEY_LENGTH, `must have a key of at most ${MAX_KEY_LENGTH} characters`),
        sensorPatch.nullable(),
      )
      .exactOptional()
      .meta({ description: "By sensor key (`CO`, `CO-2`); null removes all settings of a sensor." }),
  })
  .meta({
    description: "What is absent stays, null removes, sensors merge member by member.",
  }) satisfies z.ZodType<DeviceSettingsPatch>;

/** What may be asked for: a change, and whether it was confirmed. */
export const settingsRequest = settingsPatch.safeExtend({ confirm });
