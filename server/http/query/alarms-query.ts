// What may be asked of the alarms.

import * as z from "zod";
import { cursorParameter } from "./logbook-query.ts";
import { deviceParameter, fromParameter, limitParameter, toParameter } from "./query-parameters.ts";

/** The query of `GET /api/v1/alarms`. */
export const alarmsQuery = z
  .object({
    state: z
      .enum(["open", "all"], { error: "must be open or all" })
      .default("open")
      .meta({ description: "Only those that are open, or those that have ended as well." }),
    id: z
      .string({ error: "must be given once" })
      .max(100)
      .optional()
      .meta({ description: "The alarm of this id alone; without an answer follow the cursor." }),
    device: deviceParameter.optional(),
    place: z.string({ error: "must be given once" }).max(100).optional().meta({ description: "A place." }),
    from: fromParameter.optional(),
    to: toParameter.optional(),
    limit: limitParameter("Most ended alarms of the answer; open ones are all in it."),
    cursor: cursorParameter.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    message: "must be before to",
    path: ["from"],
  });
