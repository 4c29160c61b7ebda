// What the route of completeness answers.

import * as z from "zod";
import type { CompletenessAnswer } from "../../../shared/wire/completeness.ts";
import { device, ms } from "./fields.ts";

const completeness = z
  .object({
    received: z.int().meta({ description: "Readings that came." }),
    expected: z.int().nullable().meta({
      description: "Readings that should have come; null where nobody knows how often the device reports.",
    }),
    longestGap: z.object({ from: ms, to: ms }).nullable().meta({
      description: "The longest time without a reading, to the minute; null for none.",
    }),
  })
  .meta({ description: "What came in a time." });

export const completenessAnswer = z
  .object({
    device,
    from: ms,
    to: ms.meta({ description: "Not later than now." }),
    intervalMs: z.number().nullable().meta({
      description: "How often the device reports: as it is set, else as the range shows.",
    }),
    total: completeness,
    days: z
      .array(completeness.extend({ date: z.string(), from: ms, to: ms }))
      .meta({ description: "Day by day, by the site's clock." }),
    battery: z
      .object({
        percent: z.number().meta({ description: "The last charge within the range." }),
        leftMs: z.number().nullable().meta({
          description: "About how long until it is empty; null where that cannot be told.",
        }),
      })
      .nullable(),
  })
  .meta({
    description: "How much of what a device was meant to send has come.",
    examples: [
      {
        device: "handheld 1",
        from: 1_796_083_200_000,
        to: 1_796_112_000_000,
        intervalMs: 1_000,
        total: {
          received: 28_080,
          expected: 28_800,
          longestGap: { from: 1_796_090_400_000, to: 1_796_091_120_000 },
        },
        days: [
          {
            date: "2026-12-01",
            from: 1_796_083_200_000,
            to: 1_796_112_000_000,
            received: 28_080,
            expected: 28_800,
            longestGap: { from: 1_796_090_400_000, to: 1_796_091_120_000 },
          },
        ],
        battery: { percent: 61, leftMs: 45_000_000 },
      },
    ],
  }) satisfies z.ZodType<CompletenessAnswer>;
