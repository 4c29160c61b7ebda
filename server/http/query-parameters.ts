// What stands in an address → typed values, or a refusal that names each parameter. The same schemas are in /openapi.json.

import type { ParsedUrlQuery } from "node:querystring";
import { z } from "zod";
import { parseIsoTime } from "../../shared/iso-time.ts";
import { MAX_ID_LENGTH } from "../../shared/reading.ts";
import { RESOLUTIONS } from "../../shared/slice.ts";
import { HttpError } from "./error-handler.ts";

/** Slices carry a year of four digits. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);
const DATE_ALONE = /^\d{4}-\d\d-\d\d$/;
const MOMENT_FORM = "unix ms or ISO 8601 with a zone, such as 2026-11-23T14:00:00Z";

function parseIso(text: string): number {
  return parseIsoTime(DATE_ALONE.test(text) ? `${text}T00:00:00Z` : text) ?? Number.NaN;
}

/**
 * Unix ms from digits or ISO 8601; undefined for anything else. A date alone is its midnight UTC; a time without zone is
 * refused, since nobody could know whose. An unescaped + arrives as a space.
 */
export function parseMoment(text: string): number | undefined {
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : parseIso(text.replace(/ (?=\d\d:?\d\d$)/, "+"));
  return ms >= 0 && ms <= LAST_MOMENT ? ms : undefined;
}

const momentParameter = z
  .string({ error: `must be given once, as ${MOMENT_FORM}` })
  .transform((text, context) => {
    const ms = parseMoment(text);
    if (ms === undefined) context.addIssue({ code: "custom", message: `must be ${MOMENT_FORM}` });
    return ms ?? Number.NaN;
  })
  .meta({ description: `A moment: ${MOMENT_FORM}; a date alone is its midnight UTC.` });

const deviceParameter = z
  .string({ error: "must be given once: the id of a device" })
  .min(1, "must be the id of a device")
  .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
  .meta({ description: "The id of a device, as it posts it." });

const fromParameter = momentParameter.meta({
  description: `Start of the range: ${MOMENT_FORM}; a date alone is its midnight UTC.`,
  example: "2026-11-23T14:00:00Z",
});
const toParameter = momentParameter.meta({
  description: "End of the range, in the same forms; the moment itself is no longer in it.",
  example: "2026-11-23T18:00:00Z",
});

const RANGE_ORDER = { message: "must be before to", path: ["from"] };

function isOrdered({ from, to }: { from: number; to: number }): boolean {
  return from < to;
}

/** Fewest and most points per sensor that a range may be reduced to. */
const MIN_POINTS = 2;
const MAX_POINTS = 20_000;
const POINTS_FORM = `must be a whole number from ${MIN_POINTS} to ${MAX_POINTS}`;

/** The query of `GET /api/v1/history`. */
export const historyQuery = z
  .object({
    device: deviceParameter,
    from: fromParameter,
    to: toParameter,
    points: z.coerce
      .number({ error: POINTS_FORM })
      .int(POINTS_FORM)
      .min(MIN_POINTS, POINTS_FORM)
      .max(MAX_POINTS, POINTS_FORM)
      .default(1_000)
      .meta({ description: "About how many points per sensor; every excursion is kept at any number." }),
  })
  .refine(isOrdered, RANGE_ORDER);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Most devices of one export that are asked for by name. */
const MAX_DEVICES = 16;
const DEVICES_FORM = `must be the id of a device (1 to ${MAX_ID_LENGTH} characters), or be given up to ${MAX_DEVICES} times`;

const devicesParameter = z
  .union([deviceParameter, z.array(deviceParameter).max(MAX_DEVICES)], { error: DEVICES_FORM })
  .transform((devices) => [...new Set([devices].flat())])
  .meta({
    description: `The id of a device; given again for more, up to ${MAX_DEVICES}. All devices without it.`,
  });

/** The query of `GET /api/v1/export.csv`. */
export const exportQuery = z
  .object({
    device: devicesParameter.optional(),
    from: fromParameter,
    to: toParameter,
    resolution: z
      .enum(RESOLUTIONS, { error: `must be one of ${RESOLUTIONS.join(", ")}` })
      .default("raw")
      .meta({ description: "A row per value as posted, or per minute or hour and sensor." }),
    tz: z
      .string({ error: "must be given once" })
      .refine(isTimeZone, "must be a time zone such as UTC or Europe/Berlin")
      .default("UTC")
      .meta({ description: "The time zone that times are written in, with their offset." }),
  })
  .refine(isOrdered, RANGE_ORDER);

/** The query of `GET /api/v1/events`. */
export const eventsQuery = z.object({
  device: deviceParameter.optional().meta({ description: "Only this device's events." }),
  last_event_id: z.string({ error: "must be given once" }).optional().meta({
    description:
      "The last id that the client has; what came after it is replayed. The header Last-Event-ID wins.",
  }),
});

/** The query of `/api/v1/import`. */
export const importQuery = z.object({
  source: z
    .string({ error: "must be given once: a name for the recording" })
    .regex(/^[\w.:-]{1,80}$/, "must name the recording in 1 to 80 letters, digits or . : _ -")
    .meta({
      description: "A name for the recording, the same each time: rows up to the last stored one are known.",
      example: "flask-1a2b3c",
    }),
});

/** The query of the original's `GET /get-data-from-timestamp`. */
export const timestampQuery = z.object({
  system_time: z
    .string()
    .regex(/^-?\d{1,15}$/)
    .meta({ description: "Readings received from here on, unix seconds.", example: "1763906400" }),
});

/** What is wrong with a value, one sentence for each problem, with its place in front. */
export function problemsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
}

/** The typed query of a request. Throws the 400 that names every parameter that cannot be used. */
export function parseQuery<T>(schema: z.ZodType<T>, query: ParsedUrlQuery): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new HttpError(400, "invalid_parameter", `${problemsOf(parsed.error).join("; ")}.`);
}
