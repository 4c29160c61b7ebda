// What the route of exposure answers.

import * as z from "zod";
import {
  EXPOSURE_METHODS,
  type ExposureAnswer,
  type LimitedExposure,
  type SensorExposure,
  type Stint,
  type WearersAnswer,
} from "../../../shared/wire/exposure.ts";
import { device, ms, sensorKey } from "./fields.ts";

const limitedExposure = z
  .object({
    low: z.number().meta({ description: "What is sure: unknown minutes count as nothing." }),
    mean: z.number().nullable().meta({
      description: "With the unknown minutes as the known ones were; null where less than 75 % are known.",
    }),
    coverage: z.number().meta({ description: "The part of the time that is known, 0 to 1." }),
    limit: z.number().nullable().meta({ description: "Null where there is none." }),
    reached: z.boolean().nullable().meta({
      description: "Whether `low` or `mean` is at the limit or above; null without a limit.",
    }),
  })
  .meta({ description: "A figure of exposure beside its limit." }) satisfies z.ZodType<LimitedExposure>;

const sensorExposure = z
  .object({
    key: sensorKey,
    type: z.string(),
    unit: z.string().exactOptional().meta({ description: "As the device states it." }),
    shownUnit: z.string().meta({ description: "The unit of all figures and limits." }),
    source: z
      .object({ text: z.string(), checked: z.boolean() })
      .nullable()
      .meta({ description: "Where the limits come from." }),
    shortTerm: limitedExposure
      .extend({ at: ms.meta({ description: "When that quarter of an hour ended." }) })
      .nullable()
      .meta({ description: "The worst quarter of an hour (STEL)." }),
    dose: limitedExposure.meta({ description: "The dose of the range as a mean over eight hours (TWA)." }),
    peak: z.object({ value: z.number(), at: ms }).nullable().meta({
      description: "The highest value, and when: of a minute or an hour when that began.",
    }),
    lowest: z.object({ value: z.number(), at: ms }).nullable().meta({
      description: "The lowest value, and when: what counts of oxygen.",
    }),
    gaps: z
      .array(z.object({ from: ms, to: ms }))
      .meta({ description: "Stretches of which nothing is known, the longest first, at most 20." }),
    zero: z.number().meta({ description: "As it was set at the end of the range." }),
    gain: z.number().meta({ description: "As it was set at the end of the range." }),
  })
  .meta({ description: "What one sensor tells of exposure." }) satisfies z.ZodType<SensorExposure>;

const stint = z
  .object({ wearer: z.string(), device, from: ms, to: ms })
  .meta({ description: "A stretch in which one person carried a device." }) satisfies z.ZodType<Stint>;

export const wearersAnswer = z
  .object({ from: ms, to: ms, stints: z.array(stint) })
  .meta({ description: "Who carried which device." }) satisfies z.ZodType<WearersAnswer>;

export const exposureAnswer = z
  .object({
    device,
    from: ms,
    to: ms,
    methods: z.object({
      shortTerm: z.literal(EXPOSURE_METHODS.shortTerm),
      dose: z.literal(EXPOSURE_METHODS.dose),
    }),
    rolledUp: z.boolean().meta({
      description: "Some of it is made from minutes or hours, whose readings were deleted.",
    }),
    stints: z.array(stint).meta({
      description: "Who carried it, one after the other. Ask for the range of one to have their part.",
    }),
    sensors: z.array(sensorExposure),
  })
  .meta({ description: "The exposure that a device tells of." }) satisfies z.ZodType<ExposureAnswer>;
