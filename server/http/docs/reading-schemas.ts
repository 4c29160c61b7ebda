// What devices post, as the document tells it. The hot parser (ingest/parse-reading.ts) reads readings; a property test holds
// that it takes whatever these schemas take.

import * as z from "zod";
import type { DeviceTime } from "../../../shared/ground/time.ts";
import {
  type Json,
  MAX_ID_LENGTH,
  MAX_SENSORS,
  MAX_TYPE_LENGTH,
  type SensorValue,
} from "../../../shared/rules/reading.ts";

export const json: z.ZodType<Json> = z.json();

/** Dots alone mean something else in an address. */
export const deviceId = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  .regex(/^(?!\.{1,2}$)/);

export const deviceTime = z.union([z.number(), z.string().max(64), z.null()]).meta({
  description:
    "The device's own clock: unix seconds (or ms, µs, ns) or ISO 8601 with a zone. Kept as it came, and not believed when it is nonsense.",
}) satisfies z.ZodType<DeviceTime>;

export const sensorValue = z
  .object({
    type: z
      .string()
      .min(1)
      .max(MAX_TYPE_LENGTH)
      .meta({ description: "The gas. One gas may occur several times." }),
    val: z.number().nullable().meta({
      description: "In the sensor's unit, ppm unless `unit` says otherwise; null when the sensor gave none.",
    }),
    unit: json.exactOptional().meta({ description: "The unit of `val`, text." }),
  })
  .catchall(json)
  .meta({
    description:
      "One sensor's part of a reading. Further members are kept as they came, up to 1,024 characters of them.",
  }) satisfies z.ZodType<SensorValue>;

export const postedReading = z
  .object({
    id: z
      .union([deviceId, z.number()])
      .meta({ description: `The device, 1 to ${MAX_ID_LENGTH} characters.` }),
    pct: z.number().nullable().exactOptional().meta({
      description: "Battery, percent, if there is one. A number sent as text is taken as the number.",
    }),
    ts: deviceTime.exactOptional(),
    sensors: z.array(sensorValue).max(MAX_SENSORS).nullable().exactOptional(),
    uid: z
      .union([z.string().min(1).max(100), z.number(), z.null()])
      .exactOptional()
      .meta({
        description: "The device's own key for this reading: posted again within 48 h it is a duplicate.",
      }),
  })
  .catchall(json)
  .meta({
    description:
      "One reading. Further members are kept as they came, up to 32 of them with 16,384 characters together.",
  });

export const importRow = postedReading
  .extend({
    row: z.int().min(1).meta({ description: "Its row in the recording; rows come in ascending order." }),
    system_time: z
      .number()
      .min(0)
      .meta({ description: "When it was received, unix seconds; not in the future." }),
  })
  .meta({ description: "A row of another system's recording: a reading with its place and its own time." });
