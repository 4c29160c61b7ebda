// A mapping of foreign payloads, as an admin sends it.

import * as z from "zod";
import {
  isSourcePattern,
  MAX_FIELDS,
  MAX_MAPPING_TEXT,
  MAX_UNIT_LENGTH,
  type Mapping,
} from "../../../shared/rules/mapping/mapping.ts";
import { MAX_TYPE_LENGTH } from "../../../shared/rules/reading.ts";

const TOO_LONG = `must have at most ${MAX_MAPPING_TEXT} characters`;
const words = (what: string) =>
  z.string(`must be ${what}`).trim().min(1, `must be ${what}`).max(MAX_MAPPING_TEXT, TOO_LONG);

const byteField = z
  .strictObject({
    offset: z
      .int("must be a whole number")
      .min(0, "must be 0 or more")
      .max(254, "must be 254 or less")
      .meta({ description: "Bytes before it." }),
    width: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], "must be 1, 2, 3 or 4"),
    endian: z.enum(["big", "little"], "must be big or little"),
    form: z.enum(["unsigned", "signed", "float"], "must be unsigned, signed or float"),
  })
  .refine(({ form, width }) => form !== "float" || width === 4, {
    message: "a float has 4 bytes",
    path: ["width"],
  });

const field = z
  .strictObject({
    from: z.union([z.string().max(MAX_MAPPING_TEXT, TOO_LONG), byteField], {
      error: "must be the path of a member, or offset, width, endian and form of bytes",
    }),
    to: z.enum(["sensor", "battery", "time"], "must be sensor, battery or time"),
    type: z
      .string()
      .trim()
      .min(1, "must name a gas")
      .max(MAX_TYPE_LENGTH, `must have at most ${MAX_TYPE_LENGTH} characters`)
      .exactOptional(),
    unit: z
      .string()
      .trim()
      .min(1, "must be a unit")
      .max(MAX_UNIT_LENGTH, `must have at most ${MAX_UNIT_LENGTH} characters`)
      .exactOptional(),
    factor: z
      .number("must be a number")
      .refine((factor) => factor !== 0, "must not be 0")
      .exactOptional(),
  })
  .refine(({ to, type }) => to !== "sensor" || type !== undefined, {
    message: "must name the gas of a sensor",
    path: ["type"],
  })
  .meta({
    description:
      "One value and what it is: a member by its path, joined by dots, or a number in the bytes. `type` and `unit` (absent: ppm) are those of a sensor; the value is multiplied by `factor`.",
  });

/** A mapping without its id, which stands in the path. */
export const mappingRequest = z.strictObject({
  name: words("a name"),
  source: words("the path of a source, with + and # as in MQTT")
    .refine(isSourcePattern, "must have + as a whole step and # as the last one, as in mqtt/site/+/gas/#")
    .meta({
      description:
        "Whose payloads: `chirpstack/<application>/<profile>/<DevEUI>`, with `+` for a step and `#` for the rest.",
    }),
  port: z
    .int("must be a LoRaWAN port or null")
    .min(0, "must be 0 or more")
    .max(255, "must be 255 or less")
    .nullable()
    .default(null)
    .meta({ description: "The LoRaWAN port that it is for; null for all." }),
  device: words("text or null").nullable().default(null).meta({
    description:
      "The device's id where the entrance does not know it: `{2}` is a step of the source, from 0, `{member.path}` a member.",
  }),
  passOver: z
    .boolean("must be true or false")
    .default(false)
    .meta({ description: "What comes from there is no reading." }),
  fields: z
    .array(field, "must be a list of fields")
    .max(MAX_FIELDS, `must have at most ${MAX_FIELDS} fields`)
    .default([])
    .meta({ description: "None: by the names of the members." }),
}) satisfies z.ZodType<Omit<Mapping, "id">>;

/** The id of a mapping, as it stands in the path. */
export const MAPPING_ID = /^[a-z0-9-]{1,40}$/;
