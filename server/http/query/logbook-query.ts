// What may be asked of the logbook.

import * as z from "zod";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import { parseCursor } from "./cursor.ts";
import { deviceParameter, fromParameter, limitParameter, toParameter } from "./query-parameters.ts";

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

/** The query of `GET /api/v1/logbook`. */
export const logbookQuery = z
  .object({
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
        description:
          "The name of who did it; where an entry has none, the kind of who did: `open`, `system`.",
      }),
    limit: limitParameter("Most entries of the answer; a page that would be very large has fewer."),
    cursor: cursorParameter.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    message: "must be before to",
    path: ["from"],
  });
