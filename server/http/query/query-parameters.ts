// What stands in an address → typed values, or a refusal that names each parameter. The same schemas are in /openapi.json.

import type { ParsedUrlQuery } from "node:querystring";
import * as z from "zod";
import { RESOLUTIONS } from "../../../shared/history/slice.ts";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import { MAX_COMPLETENESS_MS } from "../../../shared/wire/completeness.ts";
import { MAX_EXPOSURE_MS } from "../../../shared/wire/exposure.ts";
import { DECIMALS, SEPARATORS } from "../csv/csv-form.ts";
import { HttpError } from "../guards/error-handler.ts";
import { MOMENT_FORM, parseMoment } from "./moments.ts";
import { unknownParameters } from "./unknown-parameters.ts";

/** The names of parameters that may be relative to now. */
const MOMENTS: ReadonlySet<string> = new Set(["from", "to"]);

/** A moment that parseQuery has brought to ISO 8601. */
const momentParameter = z
  .string({ error: `must be given once, as ${MOMENT_FORM}` })
  .transform((text, context) => {
    const ms = parseMoment(text, 0);
    if (ms === undefined) context.addIssue({ code: "custom", message: `must be ${MOMENT_FORM}` });
    return ms ?? Number.NaN;
  })
  .meta({ description: `A moment: ${MOMENT_FORM}; a date alone is its midnight UTC.` });

/** The id of a device. */
export const deviceParameter = z
  .string({ error: "must be given once: the id of a device" })
  .min(1, "must be the id of a device")
  .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
  .meta({ description: "The id of a device, as it posts it." });

/** The bounds of a range. */
export const fromParameter = momentParameter.meta({
  description: `Start of the range: ${MOMENT_FORM}; a date alone is its midnight UTC.`,
  example: "2026-11-23T14:00:00Z",
});
export const toParameter = momentParameter.meta({
  description: "End of the range, in the same forms; the moment itself is no longer in it.",
  example: "2026-11-23T18:00:00Z",
});

/** Most rows of a page. */
const MAX_LIMIT = 1_000;
const LIMIT_FORM = `must be a whole number from 1 to ${MAX_LIMIT}`;

/** How many a page has at most. */
export function limitParameter(description: string) {
  return z.coerce
    .number({ error: LIMIT_FORM })
    .int(LIMIT_FORM)
    .min(1, LIMIT_FORM)
    .max(MAX_LIMIT, LIMIT_FORM)
    .default(100)
    .meta({ description });
}

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

const AT_MOST_A_DAY = {
  message: "must be at most 24 h before to: ask for one shift at a time",
  path: ["from"],
};

function isOneShift({ from, to }: { from: number; to: number }): boolean {
  return to - from <= MAX_EXPOSURE_MS;
}

/** The query of what is asked by the shift. */
export const shiftQuery = z
  .object({ from: fromParameter, to: toParameter })
  .refine(isOrdered, RANGE_ORDER)
  .refine(isOneShift, AT_MOST_A_DAY);

/** The query of `GET /api/v1/exposure`. */
export const exposureQuery = z
  .object({ device: deviceParameter, from: fromParameter, to: toParameter })
  .refine(isOrdered, RANGE_ORDER)
  .refine(isOneShift, AT_MOST_A_DAY);

/** The query of `GET /api/v1/completeness`. */
export const completenessQuery = z
  .object({ device: deviceParameter, from: fromParameter, to: toParameter })
  .refine(isOrdered, RANGE_ORDER)
  .refine(({ from, to }) => to - from <= MAX_COMPLETENESS_MS, {
    path: ["to"],
    message: "must be at most 31 days after from",
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Most devices of one export that are asked for by name… */
const MAX_EXPORTED = 16;
/** …and of one stream. */
const MAX_STREAMED = 100;

/** One device or several, each once. */
function devicesParameter(most: number) {
  const error = `must be the id of a device (1 to ${MAX_ID_LENGTH} characters), or be given up to ${most} times`;
  return z
    .union([deviceParameter, z.array(deviceParameter).max(most)], { error })
    .transform((devices) => [...new Set([devices].flat())])
    .meta({
      description: `The id of a device; given again for more, up to ${most}. All devices without it.`,
    });
}

/** How a file of CSV is written. */
export const csvParameters = {
  tz: z
    .string({ error: "must be given once" })
    .refine(isTimeZone, "must be a time zone such as UTC or Europe/Berlin")
    .default("UTC")
    .meta({ description: "The time zone that times are written in, with their offset." }),
  separator: z
    .enum(SEPARATORS, { error: `must be one of ${SEPARATORS.join(" ")}` })
    .optional()
    .meta({
      description: "What stands between cells. Without it by Accept-Language; without that a comma.",
    }),
  decimal: z
    .enum(DECIMALS, { error: `must be one of ${DECIMALS.join(" ")}` })
    .optional()
    .meta({
      description: "The decimal mark of numbers. Without it by Accept-Language; without that a point.",
    }),
};

/** The query of `GET /api/v1/export.csv`. */
export const exportQuery = z
  .object({
    device: devicesParameter(MAX_EXPORTED).optional(),
    from: fromParameter,
    to: toParameter,
    resolution: z
      .enum(RESOLUTIONS, { error: `must be one of ${RESOLUTIONS.join(", ")}` })
      .default("raw")
      .meta({ description: "A row per value as posted, or per minute or hour and sensor." }),
    ...csvParameters,
  })
  .refine(isOrdered, RANGE_ORDER)
  .refine(({ separator, decimal }) => separator !== "," || decimal !== ",", {
    message: "must differ from decimal",
    path: ["separator"],
  });

/** The query of `GET /api/v1/events`. */
export const eventsQuery = z.object({
  device: devicesParameter(MAX_STREAMED).optional(),
  last_event_id: z.string({ error: "must be given once" }).optional().meta({
    description:
      "The last id that the client has; what came after it is replayed. The header Last-Event-ID wins.",
  }),
  changed_since: z.string({ error: "must be given once" }).optional().meta({
    description:
      "The last id at which the client knew the slices that it keeps to be current; `changed` of `hello` is counted from it.",
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

/** What becomes of a forgotten device's readings; said each time, so that nobody deletes by mistake. */
export const forgetQuery = z.object({
  data: z.enum(["keep", "delete"], { error: "must be keep or delete" }).meta({
    description: "What becomes of its readings: `keep` leaves its history, `delete` removes it for good.",
  }),
});

/** The query of what has no parameters. */
export const noQuery = z.object({});

/** Moments relative to `now`, and all others that can be read, as ISO 8601. */
function withMoments(query: ParsedUrlQuery, now: number): ParsedUrlQuery {
  const written = Object.entries(query).map(([name, value]) => {
    const ms = MOMENTS.has(name) && typeof value === "string" ? parseMoment(value, now) : undefined;
    return [name, ms === undefined ? value : new Date(ms).toISOString()];
  });
  return Object.fromEntries(written);
}

/**
 * The typed query of a request that came at `now` (unix ms). Throws the 400 that names every parameter that is not known or
 * cannot be used.
 */
export function parseQuery<S extends z.ZodObject>(schema: S, query: ParsedUrlQuery, now = 0): z.infer<S> {
  const parsed = schema.safeParse(withMoments(query, now));
  const unknown = unknownParameters(Object.keys(query), Object.keys(schema.shape));
  if (parsed.success && unknown.length === 0) return parsed.data;
  const problems = [...unknown, ...(parsed.success ? [] : problemsOf(parsed.error))];
  throw new HttpError(400, "invalid_parameter", `${problems.join("; ")}.`);
}
