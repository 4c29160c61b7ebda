// Key figures of the alarms as their route answers them.

import * as z from "zod";
import type { AlarmFigures } from "../../../shared/wire/alarm-figures.ts";
import { sensor } from "./alarm-schemas.ts";
import { ms } from "./fields.ts";

const count = z.int();
const span = ms.nullable();

export const alarmFigures = z
  .object({
    from: ms,
    to: ms,
    asked: count.meta({
      description: "How often an alarm asked for an answer: raised, escalated, reopened, asked again.",
    }),
    perHour: z.number(),
    byPriority: z.object({ low: count, medium: count, high: count, critical: count }),
    worstTenMinutes: z
      .object({ from: ms, asked: count })
      .nullable()
      .meta({ description: "The ten minutes with the most; null where nothing asked." }),
    floods: count.meta({ description: "Times with more than 10 within 10 minutes, until fewer than 5." }),
    floodPart: z.number().meta({ description: "Of the time, 0 to 1." }),
    answered: z
      .object({ count, medianMs: span, p90Ms: span, longestMs: span })
      .meta({ description: "How long answers took; null where none was given." }),
    endedUnanswered: count.meta({ description: "Ended by themselves before anybody answered." }),
    open: z.object({ count, unanswered: count, standing: count }).meta({
      description: "Open at present, those of them that nobody answered, and those there for over a day.",
    }),
    longestUnansweredMs: span,
    worst: z
      .array(
        z.object({
          device: z.string().nullable(),
          sensor: sensor.nullable(),
          name: z.string().meta({ description: "Of a part of the site; else empty." }),
          place: z.string().nullable(),
          asked: count,
          part: z.number().meta({ description: "Of all that asked, 0 to 1." }),
        }),
      )
      .meta({ description: "Those that ask most, at most ten." }),
    complete: z.boolean().meta({
      description: "False where there were so many that the newest alone were counted, since `from`.",
    }),
  })
  .meta({ description: "Key figures of the alarms." }) satisfies z.ZodType<AlarmFigures>;
