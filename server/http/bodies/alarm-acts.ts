// What is posted about alarms, checked.

import * as z from "zod";
import { SHELVED_CONDITIONS } from "../../../shared/entries/alarm.ts";
import { MAX_ID_LENGTH, MAX_TYPE_LENGTH } from "../../../shared/rules/reading.ts";
import { DRILL_MODES } from "../../../shared/wire/alarms.ts";

const MAX_TEXT = 500;
const MAX_DRILLED = 100;

/** Text that people write. */
export const text = z
  .string("must be text")
  .trim()
  .max(MAX_TEXT, `must have at most ${MAX_TEXT} characters`)
  .refine((given) => !/[^\P{Cc}\n\t]/u.test(given), "must not hold control characters");

/** A time. */
export const moment = z
  .number("must be unix ms")
  .int("must be whole unix ms")
  .min(0, "must be unix ms")
  .max(8.64e15, "must be unix ms");

const reason = text.min(1, "must say why");
/** A device by its id. */
export const device = z
  .string("must be the id of a device")
  .min(1, "must be the id of a device")
  .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`);

const until = moment.nullable().meta({ description: "Until when, unix ms; null ends it now." });

/** An answer to an alarm. */
export const ackRequest = z
  .strictObject({
    comment: text.exactOptional().meta({ description: "What whoever answers wants to be known." }),
    by: text.max(MAX_ID_LENGTH).exactOptional().meta({
      description: "Who answers: on a display, and where the server asks nobody who they are.",
    }),
    seen: z.number("must be a rev").int("must be a rev").min(0, "must be a rev").exactOptional().meta({
      description: "The `rev` that was on the screen; without it, the one that the server has.",
    }),
    at: moment.exactOptional().meta({
      description: "When the answer was given, where it is sent later, unix ms.",
    }),
  })
  .meta({ description: "An answer to an alarm." });

const key = z.string("must be the key of a sensor").min(1, "must be the key of a sensor").max(MAX_ID_LENGTH);
const identity = z.strictObject({
  key,
  type: z.string("must be text").max(MAX_TYPE_LENGTH),
  unit: z.string("must be text").exactOptional(),
});

/** A shelving. */
export const shelveRequest = z
  .strictObject({
    device,
    sensor: z.union([key, identity], "must be a sensor's key, or its key, type and unit").meta({
      description: "As the alarm names it; its key is enough where the device has one sensor of that key.",
    }),
    condition: z
      .enum(SHELVED_CONDITIONS, 'must be "a1", "stel" or "twa"')
      .exactOptional()
      .meta({ description: "Of which condition; `a1`, as it is without: gas at A1." }),
    until,
    reason,
  })
  .meta({ description: "Keeps the alarms of a sensor for one condition quiet for a while, at most 8 h." });

/** A drill. */
export const drillRequest = z
  .strictObject({
    devices: z
      .array(device, "must be a list of devices")
      .min(1, "must name a device")
      .max(MAX_DRILLED, `must name at most ${MAX_DRILLED} devices`),
    until,
    reason,
    mode: z.enum(DRILL_MODES, 'must be "drill" or "test"').exactOptional().meta({
      description:
        "`drill`, as it is without: people try the alarms out, until there is a real one at the place. `test`: somebody brings gas to an instrument, to see that it responds.",
    }),
  })
  .meta({ description: "Tries the alarms of some devices out, for at most 60 minutes." });
