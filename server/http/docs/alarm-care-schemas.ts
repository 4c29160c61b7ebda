// What goes with alarms, as the routes answer it: guidance, tests of instruments.

import * as z from "zod";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { GUIDANCE_LEVELS } from "../../../shared/rules/guidance.ts";
import type { GuidanceAnswer } from "../../../shared/wire/guidance.ts";
import type { DeviceTests, TestsAnswer } from "../../../shared/wire/instrument-tests.ts";
import { ms } from "./fields.ts";

export const guidanceAnswer = z
  .object({
    texts: z.array(
      z.object({
        gas: z.enum(GAS_IDS).nullable(),
        level: z.enum(GUIDANCE_LEVELS).nullable(),
        place: z.string().nullable(),
        text: z.string(),
      }),
    ),
  })
  .meta({
    description:
      "All texts of the site. Of those that fit an alarm the one for its place comes before that for its gas, and that before that for its level; null fits all.",
    examples: [
      {
        texts: [
          { gas: "H2S", level: "a2", place: "Pump house", text: "Leave by the north door. Call 112." },
          { gas: null, level: null, place: null, text: "Control room: extension 17." },
        ],
      },
    ],
  }) satisfies z.ZodType<GuidanceAnswer>;

const standing = z.object({
  everyDays: z.int().nullable().meta({
    description: "How often it is to be done, as the device has it, else the site; null: nobody asks for it.",
  }),
  last: z
    .object({ passed: z.boolean(), testedAt: ms, by: z.string(), note: z.string().nullable() })
    .nullable(),
  dueAt: ms.nullable().meta({ description: "One that failed is due again at once." }),
  isOverdue: z.boolean(),
});

export const deviceTests = z
  .object({
    device: z.string(),
    tests: z.object({ bump: standing, calibration: standing }),
    overSince: ms.nullable().meta({
      description:
        "Since when a value beyond what the sensor can measure waits for a test, without which its alarm does not end; null for none.",
    }),
  })
  .meta({ description: "How a device stands with tests of its sensors." }) satisfies z.ZodType<DeviceTests>;

export const testsAnswer = z.object({ devices: z.array(deviceTests) }).meta({
  description: "Devices in service, those first that are due.",
  examples: [
    {
      devices: [
        {
          device: "handheld 1",
          tests: {
            bump: {
              everyDays: 1,
              last: { passed: true, testedAt: 1_795_600_000_000, by: "Ada", note: "50 ppm CO" },
              dueAt: 1_795_686_400_000,
              isOverdue: true,
            },
            calibration: { everyDays: null, last: null, dueAt: null, isOverdue: false },
          },
          overSince: null,
        },
      ],
    },
  ],
}) satisfies z.ZodType<TestsAnswer>;
