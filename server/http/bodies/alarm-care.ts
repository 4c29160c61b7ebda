// What is posted about what goes with alarms, checked: guidance, tests of instruments.

import * as z from "zod";
import { TEST_KINDS } from "../../../shared/entries/instrument-test.ts";
import { GAS_IDS } from "../../../shared/rules/gases.ts";
import { GUIDANCE_LEVELS, MAX_GUIDANCE_TEXT } from "../../../shared/rules/guidance.ts";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import { device, moment, text } from "./alarm-acts.ts";

const FOR_ALL = "null for all";

/** The text of one scope. */
export const guidanceRequest = z
  .strictObject({
    gas: z
      .enum(GAS_IDS, `must be one of ${GAS_IDS.join(", ")}, or null`)
      .nullable()
      .meta({ description: `For which gas; ${FOR_ALL}.` }),
    level: z
      .enum(GUIDANCE_LEVELS, `must be one of ${GUIDANCE_LEVELS.join(", ")}, or null`)
      .nullable()
      .meta({
        description: `For which level; ${FOR_ALL}. \`call\`: the device itself calls for help.`,
      }),
    place: z
      .string("must be a place or null")
      .trim()
      .min(1, "must be a place or null")
      .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
      .nullable()
      .meta({ description: `For which place; ${FOR_ALL}.` }),
    text: z
      .string("must be text or null")
      .trim()
      .min(1, "must not be empty; null takes it away")
      .max(MAX_GUIDANCE_TEXT, `must have at most ${MAX_GUIDANCE_TEXT} characters`)
      .refine((given) => !/[^\P{Cc}\n\t]/u.test(given), "must not hold control characters")
      .nullable()
      .meta({ description: "What to do, line by line; null takes it away." }),
  })
  .meta({ description: "What to do at the alarms of a scope." });

/** A test of an instrument. */
export const testRequest = z
  .strictObject({
    device,
    what: z.enum(TEST_KINDS, 'must be "bump" or "calibration"').meta({
      description: "`bump`: tried with gas; `calibration`: set right, which is a bump test as well.",
    }),
    passed: z.boolean("must be true or false"),
    at: moment.exactOptional().meta({ description: "When it was done, unix ms; now where it is not said." }),
    note: text
      .exactOptional()
      .meta({ description: "What should be known of it, such as the bottle of gas." }),
    by: text.max(MAX_ID_LENGTH).exactOptional().meta({
      description: "Who did it; only where the server asks nobody who they are.",
    }),
  })
  .meta({ description: "A test of a device's sensors, for the record." });
