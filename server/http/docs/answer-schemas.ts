// What the routes answer. Each schema is held to the wire type that server and page share, and by a test to real answers.

import * as z from "zod";
import { RESOLUTIONS } from "../../../shared/history/slice.ts";
import type {
  BatchAnswer,
  ErrorAnswer,
  HealthAnswer,
  HistoryAnswer,
  ItemOutcome,
  LegacyEntity,
  RawSlice,
  RollUpSlice,
  TakenUpAnswer,
} from "../../../shared/wire/api.ts";
import { battery, device, ms, sensorKey, seq, serverTime } from "./fields.ts";
import { json, sensorValue } from "./reading-schemas.ts";

export const errorAnswer = z
  .object({
    error: z.string().meta({ description: "What is wrong and what to do." }),
    code: z.string().meta({ description: "A word for programs, which stays the same." }),
  })
  .meta({ description: "A refusal." }) satisfies z.ZodType<ErrorAnswer>;

export const legacyEntity = z
  .object({
    device_id: device,
    pct: battery,
    sensors: z.array(sensorValue),
    system_datetime: z.iso.datetime().meta({ description: "When the server received it." }),
    system_time: z.int().meta({ description: "The same in unix seconds." }),
  })
  .meta({
    description: "A reading as the original application answers it.",
  }) satisfies z.ZodType<LegacyEntity>;

const warnings = z
  .array(z.string())
  .exactOptional()
  .meta({ description: "What in it was unfit, what became of that, and what to send instead." });

export const receivedAnswer = z
  .object({
    received: z.record(z.string(), json).meta({ description: "The body as it was sent." }),
    system_time: z.int().meta({ description: "The server's clock, unix seconds." }),
    duplicate: z.literal(true).exactOptional().meta({ description: "It was stored before." }),
    warnings,
  })
  .meta({ description: "The reading is on disk." });

const index = z.int().meta({ description: "Place within the post, from 0." });

export const itemOutcome = z
  .discriminatedUnion("status", [
    z.object({ index, status: z.literal(["stored", "duplicate"]), seq, warnings }),
    z.object({
      index,
      status: z.literal("rejected"),
      reason: z.string(),
      retry_after_s: z.int().exactOptional().meta({
        description: "It may be taken when it is sent again after so many seconds.",
      }),
    }),
  ])
  .meta({
    description: "What became of one item; `stored` and `duplicate` are on disk.",
  }) satisfies z.ZodType<ItemOutcome>;

export const batchAnswer = z
  .object({
    server_time: serverTime,
    stored: z.int(),
    duplicates: z.int(),
    rejected: z.int(),
    results: z.array(itemOutcome),
  })
  .meta({ description: "What became of each item." }) satisfies z.ZodType<BatchAnswer>;

export const batchRefusal = z.object({ ...errorAnswer.shape, ...batchAnswer.partial().shape }).meta({
  description: "Nothing could be read as a reading; where items were found, what was wrong with each.",
});

export const importProgress = z
  .object({ lastRow: z.int().meta({ description: "The greatest stored row, 0 for none." }) })
  .meta({ description: "How far a recording is taken over." });

const resolution = z.enum(RESOLUTIONS);

const sliceSensor = { key: sensorKey, type: z.string(), unit: z.string().exactOptional() };

const sliceHead = {
  device,
  slice: z.string(),
  complete: z.boolean().meta({
    description:
      "False until the period has ended, and where readings of it were deleted or lost that a coarser resolution has; late readings may change it later.",
  }),
  sensors: z.array(z.object(sliceSensor)),
  t: z
    .array(z.number())
    .meta({ description: "Unix ms, ascending: when measured, or the start of the minute or hour." }),
  battery: z.array(z.number().nullable()),
};

const numbers = z.array(z.array(z.number()));
const numbersOrNull = z.array(z.array(z.number().nullable()));

export const rawSlice = z
  .object({
    ...sliceHead,
    resolution: z.literal("raw"),
    values: numbersOrNull.meta({ description: "By sensor, then row; null where the sensor gave none." }),
  })
  .meta({ description: "An hour of readings in columns." }) satisfies z.ZodType<RawSlice>;

export const rollUpSlice = z
  .object({
    ...sliceHead,
    resolution: z.enum(["minute", "hour"]),
    count: numbers.meta({
      description: "Numbers in the row, by sensor; where 0, min, mean and max are null.",
    }),
    faults: numbers.meta({ description: "Readings in the row in which the sensor gave no number." }),
    min: numbersOrNull,
    mean: numbersOrNull,
    max: numbersOrNull,
  })
  .meta({ description: "A day of minutes or a month of hours in columns." }) satisfies z.ZodType<RollUpSlice>;

export const historyAnswer = z
  .object({
    device,
    from: ms,
    to: ms,
    resolution: resolution.meta({
      description: "What it was made from; the coarsest where it is of several.",
    }),
    complete: z.boolean().meta({
      description:
        "False until the range has ended, and where what there was may have been deleted as a whole.",
    }),
    series: z.array(
      z.object({
        ...sliceSensor,
        t: z.array(z.number()),
        v: z.array(z.number().nullable()).meta({ description: "Null is a gap in the line." }),
      }),
    ),
  })
  .meta({
    description: "A range, reduced so that every excursion is kept.",
  }) satisfies z.ZodType<HistoryAnswer>;

export const healthAnswer = z
  .object({
    status: z.enum(["ok", "degraded", "failing"]).meta({ description: "`failing`: readings are not taken." }),
    reasons: z.array(z.string()).meta({ description: "What is wrong, in words." }),
    version: z.string(),
    build: z.string(),
    uptime_s: z.number(),
    certificate_ends: z.iso
      .datetime()
      .optional()
      .meta({ description: "When the certificate of HTTPS ends." }),
  })
  .catchall(json)
  .meta({ description: "How the server is." }) satisfies z.ZodType<HealthAnswer>;

export const takenUpAnswer = z
  .object({
    taken: z.int(),
    left: z.int(),
    reasons: z
      .array(z.object({ seq: z.int(), reason: z.string() }))
      .meta({ description: "Why the first of those are left that are." }),
  })
  .meta({ description: "What became of entries that were set aside." }) satisfies z.ZodType<TakenUpAnswer>;
