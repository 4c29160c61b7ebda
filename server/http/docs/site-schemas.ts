// What holds for the site, as the routes answer it and the stream tells it.

import * as z from "zod";
import { PRESET_IDS } from "../../../shared/rules/limits.ts";
import { SITE_LANGUAGES, SITE_THEMES } from "../../../shared/rules/site.ts";
import { UNIT_CHOICES } from "../../../shared/rules/units.ts";
import type { SiteAnswer } from "../../../shared/wire/api.ts";

export const siteAnswer = z
  .object({
    name: z.string().meta({ description: "Empty where nobody named it." }),
    preset: z.enum(PRESET_IDS).meta({
      description: "The limits of all sensors that have none of their own, on every screen and in the API.",
    }),
    presetChosen: z.boolean().meta({
      description: "Whether somebody chose the preset; until then the app asks.",
    }),
    timeZone: z
      .string()
      .nullable()
      .meta({ description: "IANA name; null leaves times to each device that shows them." }),
    timeZoneFixed: z.boolean().meta({
      description: "The server was started with `DAVY_TIME_ZONE`, which wins: `timeZone` is that one.",
    }),
    language: z
      .enum(SITE_LANGUAGES)
      .nullable()
      .meta({ description: "Of screens whose person chose none; null leaves it to the screen." }),
    units: z
      .enum(UNIT_CHOICES)
      .nullable()
      .meta({ description: "Of screens whose person chose none; null: each gas in its usual one." }),
    shifts: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })).meta({
      description:
        "By which reports are made: times of the day (`HH:MM`) in the site's time zone; one that ends at or before its beginning ends on the next day.",
    }),
    bumpDays: z.int().nullable().meta({
      description:
        "How often instruments are to be tried with gas, days, where a device does not say otherwise; null: never.",
    }),
    calibrationDays: z.int().nullable().meta({ description: "The same, for being set right." }),
    soundTest: z.string().nullable().meta({
      description:
        "When each display plays its daily test tone, `HH:MM` by the site's clock (UTC without `timeZone`); null: never.",
    }),
    kiosk: z
      .object({
        places: z
          .array(z.string())
          .meta({ description: "Only devices of these places are shown; empty: all." }),
        theme: z.enum(SITE_THEMES).nullable().meta({ description: "Null leaves it to the screen." }),
        shift: z
          .boolean()
          .meta({ description: "Whether the picture moves by a few px each minute, against burn-in." }),
      })
      .meta({ description: "What a kiosk shows where its address does not say." }),
  })
  .meta({ description: "What holds for the whole site." }) satisfies z.ZodType<SiteAnswer>;
