// What may be asked of the logbook.

import * as z from "zod";
import { LOG_GROUPS } from "../../../shared/entries/log-groups.ts";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import { parseCursor } from "./cursor.ts";
import {
  csvParameters,
  deviceParameter,
  fromParameter,
  limitParameter,
  toParameter,
} from "./query-parameters.ts";

/** Most kinds of one question. */
const MAX_KINDS = 16;
const KIND_FORM = `must be a kind of entries such as setting, in at most 40 letters, or be given up to ${MAX_KINDS} times`;

const kindParameter = z.string({ error: KIND_FORM }).regex(/^[\w.:-]{1,40}$/, KIND_FORM);

export const cursorParameter = z
  .string({ error: "must be given once" })
  .transform((text, context) => {
    const before = parseCursor(text);
    if (before === undefined)
      context.addIssue({
        code: "custom",
        message: "must be the `cursor` of an answer; leave it out to begin",
      });
    return before ?? 0;
  })
  .meta({ description: "The `cursor` of the page before; the other parameters as they were then." });

const GROUP_FORM = `must be one of ${LOG_GROUPS.join(", ")}, or be given several times`;

const groupParameter = z.enum(LOG_GROUPS, { error: GROUP_FORM });

/** By which entries are found. */
const filters = {
  from: fromParameter.optional(),
  to: toParameter.optional(),
  kind: z
    .union([kindParameter, z.array(kindParameter).max(MAX_KINDS)], { error: KIND_FORM })
    .transform((kinds) => [...new Set([kinds].flat())])
    .optional()
    .meta({
      description: `A kind of entries, such as \`setting\` or \`forget\`; given again for more, up to ${MAX_KINDS}.`,
    }),
  device: deviceParameter.optional(),
  by: z
    .string({ error: "must be given once" })
    .min(1, "must be the name of who did it, or open or system")
    .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
    .optional()
    .meta({
      description: "The name of who did it; where an entry has none, the kind of who did: `open`, `system`.",
    }),
  group: z
    .union([groupParameter, z.array(groupParameter).max(LOG_GROUPS.length)], { error: GROUP_FORM })
    .transform((groups) => [...new Set([groups].flat())])
    .optional()
    .meta({
      description:
        "What people look for: `alarm` (gas and calls), `answer`, `instrument`, `outage` (of devices, gateways, displays, the server), `setting`, `access`, `notice`; given again for more.",
    }),
  place: z.string({ error: "must be given once" }).max(MAX_ID_LENGTH).optional().meta({
    description: "A place: where an alarm was, else where the device is now.",
  }),
  q: z
    .string({ error: "must be given once" })
    .trim()
    .min(1, "must not be empty")
    .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
    .optional()
    .meta({
      description: "Only entries that say this text anywhere: in a device, a person, a comment, a reason.",
    }),
};

const isOrdered = ({ from, to }: { from?: number | undefined; to?: number | undefined }) =>
  from === undefined || to === undefined || from < to;
const ORDER = { message: "must be before to", path: ["from"] };

/** The query of `GET /api/v1/logbook`. */
export const logbookQuery = z
  .object({
    ...filters,
    limit: limitParameter("Most entries of the answer; a page that would be very large has fewer."),
    cursor: cursorParameter.optional(),
  })
  .refine(isOrdered, ORDER);

/** The query of `GET /api/v1/logbook.csv`. */
export const logbookCsvQuery = z.object({ ...filters, ...csvParameters }).refine(isOrdered, ORDER);
