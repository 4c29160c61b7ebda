// Alarms as the routes answer them and the stream tells them.

import * as z from "zod";
import {
  ALARM_STATES,
  type Alarm,
  CONDITIONS,
  PRIORITIES,
  SYSTEM_PARTS,
} from "../../../shared/entries/alarm.ts";
import {
  ACT_OUTCOMES,
  type AckAnswer,
  type AlarmsAnswer,
  DRILL_MODES,
  type DrillsAnswer,
} from "../../../shared/wire/alarms.ts";
import { ms } from "./fields.ts";

export const sensor = z
  .object({ key: z.string(), type: z.string(), unit: z.string().exactOptional() })
  .meta({ description: "Which sensor: its key, gas type and stated unit." });

const system = z.object({ kind: z.enum(SYSTEM_PARTS), id: z.string(), name: z.string() }).meta({
  description:
    "The part of the site that it is about; null where it is about a device. `channel`: a way by which people are told.",
});

const moment = (description: string) => ms.nullable().meta({ description: `${description}, unix ms.` });

export const alarm = z
  .object({
    id: z.string().meta({ description: "Never changes.", example: "4711-a3f09c12" }),
    device: z.string().nullable().meta({ description: "Null where it is about a part of the site." }),
    system: system.nullable(),
    sensor: sensor
      .nullable()
      .meta({ description: "Null where the alarm is about the device, or a part of the site." }),
    place: z.string().nullable(),
    condition: z.enum(CONDITIONS).meta({
      description:
        "The worst that it was. `over`: above what the sensor can measure, or the lower explosive limit; `call`: the device itself calls; `bump`, `calibration`: that is overdue.",
    }),
    level: z
      .enum(["normal", "a1", "a2", "over"])
      .meta({ description: "What it is now; `normal` when it has returned." }),
    side: z.enum(["high", "low"]).meta({ description: "Above its limits or below them." }),
    priority: z.enum(PRIORITIES),
    state: z.enum(ALARM_STATES).meta({
      description:
        "`returned-latched`: answered and over, and waits for somebody who has seen that it is over.",
    }),
    raisedAt: ms.meta({ description: "When it began, unix ms." }),
    knownAt: ms.meta({ description: "When the server heard of it, unix ms." }),
    value: z.number().nullable().meta({ description: "The last value, as shown." }),
    highest: z
      .object({ value: z.number().nullable(), at: ms })
      .meta({ description: "The worst value, and when it was measured." }),
    limit: z.number().nullable(),
    unit: z.string(),
    acknowledgedAt: moment("When somebody answered"),
    acknowledgedBy: z.string().nullable(),
    comment: z.string().nullable(),
    returnedAt: moment("When the value came back"),
    endedAt: moment("When it ended"),
    shelvedUntil: moment("Until when it is kept quiet"),
    unsure: z.enum(["fault", "silent", "missing"]).nullable().meta({
      description: "Why nobody knows whether the level still holds; null where it is known.",
    }),
    late: z.boolean().meta({ description: "It was measured in the past and heard of later." }),
    drill: z.boolean(),
    needsTest: z.boolean().meta({
      description:
        "The value was beyond what the sensor can measure: the alarm ends only after a test of the instrument was recorded, `POST /api/v1/tests`, and was answered then.",
    }),
    count: z.number().int().meta({ description: "How often it came again." }),
    quietUntil: moment("It makes no sound before this"),
    rev: z
      .number()
      .int()
      .meta({ description: "Counts its steps up. An answer names the one that it was given to." }),
    ask: z.number().int().meta({ description: "The rev of the last step that asks for an answer." }),
  })
  .meta({ description: "One alarm: an episode that asks for an answer." }) satisfies z.ZodType<Alarm>;

export const alarmsAnswer = z
  .object({
    alarms: z.array(alarm).meta({ description: "Open ones first, then by when they ended, newest first." }),
    cursor: z.string().exactOptional().meta({
      description: "Where the next page begins; absent at the end. A page may be short, or empty.",
    }),
  })
  .meta({ description: "A page of alarms." }) satisfies z.ZodType<AlarmsAnswer>;

export const drillsAnswer = z
  .object({
    drills: z.array(
      z.object({
        device: z.string(),
        mode: z.enum(DRILL_MODES).meta({ description: "`test`: somebody brings gas to an instrument." }),
        since: ms,
        until: ms.meta({ description: "It ends by itself then." }),
        reason: z.string(),
        by: z.string().meta({ description: "Who began it, or made it last longer." }),
      }),
    ),
  })
  .meta({
    description: "The drills and tests that last.",
    examples: [
      {
        drills: [
          {
            device: "handheld 1",
            mode: "test",
            since: 1_795_690_000_000,
            until: 1_795_690_600_000,
            reason: "Bump test",
            by: "Ada",
          },
        ],
      },
    ],
  }) satisfies z.ZodType<DrillsAnswer>;

export const ackAnswer = z
  .object({
    outcome: z.enum(ACT_OUTCOMES).meta({
      description: "`already`: somebody had answered before; `ended`: it was over and is gone.",
    }),
    alarm: alarm.nullable().meta({ description: "As it is after that; null where only its end is known." }),
  })
  .meta({ description: "What became of an answer." }) satisfies z.ZodType<AckAnswer>;
