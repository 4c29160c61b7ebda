// The body of `PATCH /api/v1/site`, checked.

import * as z from "zod";
import { isTimeZone } from "../../../shared/ground/time.ts";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import { isClockTime, MAX_SHIFT_NAME, MAX_SHIFTS } from "../../../shared/rules/shifts.ts";
import {
  MAX_KIOSK_PLACES,
  MAX_SITE_NAME,
  MAX_TEST_DAYS,
  SITE_LANGUAGES,
  SITE_THEMES,
  type SitePatch,
} from "../../../shared/rules/site.ts";
import { UNIT_CHOICES } from "../../../shared/rules/units.ts";
import { confirm } from "./confirm.ts";

const RESET = "null goes back to the default";

function choice<const Choices extends readonly [string, ...string[]]>(choices: Choices, description: string) {
  return z
    .enum(choices, `must be ${choices.map((one) => JSON.stringify(one)).join(", ")} or null`)
    .nullable()
    .exactOptional()
    .meta({ description: `${description}; ${RESET}.` });
}

const name = z
  .string("must be text or null")
  .trim()
  .max(MAX_SITE_NAME, `must have at most ${MAX_SITE_NAME} characters`)
  .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters");

const kiosk = z.strictObject({
  places: z
    .array(name.min(1, "must not be empty"), "must be a list of places or null")
    .max(MAX_KIOSK_PLACES, `must have at most ${MAX_KIOSK_PLACES} places`)
    .nullable()
    .exactOptional()
    .meta({ description: `Only devices of these places are shown, all where it is empty; ${RESET}.` }),
  theme: choice(SITE_THEMES, "The theme"),
  shift: z
    .boolean("must be true, false or null")
    .nullable()
    .exactOptional()
    .meta({ description: `Whether the picture moves by a few px each minute, against burn-in; ${RESET}.` }),
});

const CLOCK_FORM = "must be a time of the day such as 06:00";
const clock = z.string(CLOCK_FORM).refine(isClockTime, CLOCK_FORM);

const shift = z.strictObject({
  name: name
    .min(1, "must not be empty")
    .max(MAX_SHIFT_NAME, `must have at most ${MAX_SHIFT_NAME} characters`),
  from: clock.meta({ description: "When it begins, by the site's clock.", example: "22:00" }),
  to: clock.meta({
    description: "When it ends; at or before its beginning means the next day.",
    example: "06:00",
  }),
});
const DAYS_FORM = `must be null or whole days from 1 to ${MAX_TEST_DAYS}`;

function days(description: string) {
  return z
    .int(DAYS_FORM)
    .min(1, DAYS_FORM)
    .max(MAX_TEST_DAYS, DAYS_FORM)
    .nullable()
    .exactOptional()
    .meta({ description: `${description}, days, where a device does not say otherwise; ${RESET}, never.` });
}

/** What a site may be changed to. */
const sitePatch = z
  .strictObject({
    name: name
      .nullable()
      .exactOptional()
      .meta({ description: `What to call the site; ${RESET}.` }),
    preset: choice(
      PRESET_IDS,
      "The limits of all sensors that have none of their own; who names it has chosen it",
    ),
    presetChosen: z
      .boolean("must be true, false or null")
      .nullable()
      .exactOptional()
      .meta({ description: `False makes the app ask for the preset again; ${RESET}.` }),
    timeZone: z
      .string("must be an IANA name such as `Europe/Berlin`, or null")
      .refine(isTimeZone, "must be an IANA name such as `Europe/Berlin`, or null")
      .nullable()
      .exactOptional()
      .meta({ description: `IANA name; ${RESET}, each device's own.` }),
    language: choice(SITE_LANGUAGES, "The language of screens whose person chose none"),
    units: choice(UNIT_CHOICES, "The units of screens whose person chose none"),
    shifts: z
      .array(shift, "must be a list of shifts or null")
      .max(MAX_SHIFTS, `must have at most ${MAX_SHIFTS} shifts`)
      .refine(
        (shifts) => new Set(shifts.map(({ name }) => name)).size === shifts.length,
        "must not name two shifts alike",
      )
      .nullable()
      .exactOptional()
      .meta({ description: `By which reports are made, replaced as a whole; ${RESET}, none.` }),
    bumpDays: days("How often instruments are to be tried with gas"),
    calibrationDays: days("How often instruments are to be set right"),
    soundTest: clock
      .nullable()
      .exactOptional()
      .meta({
        description: `When each display plays its daily test tone, by the site's clock (UTC without \`timeZone\`); ${RESET}, never.`,
        example: "12:00",
      }),
    kiosk: kiosk
      .nullable()
      .exactOptional()
      .meta({ description: `What a kiosk shows where its address does not say; ${RESET}.` }),
  })
  .meta({
    description: "What is absent stays, null goes back to the default, the kiosk's members merge one by one.",
  }) satisfies z.ZodType<SitePatch>;

/** What may be asked for: a change, and whether it was confirmed. */
export const siteRequest = sitePatch.safeExtend({ confirm });
