// What may be asked of the delivery log.

import * as z from "zod";
import { NOTICE_STATUSES } from "../../../shared/entries/notice.ts";
import { cursorParameter } from "./logbook-query.ts";
import {
  deviceParameter,
  exportQuery,
  fromParameter,
  limitParameter,
  toParameter,
} from "./query-parameters.ts";

const ASKED = {
  from: fromParameter.optional(),
  to: toParameter.optional(),
  device: deviceParameter.optional(),
  channel: z
    .string({ error: "must be given once" })
    .max(100)
    .optional()
    .meta({ description: "The id of a channel." }),
  status: z
    .enum(NOTICE_STATUSES, { error: `must be one of ${NOTICE_STATUSES.join(", ")}` })
    .optional()
    .meta({ description: "Only what came to this." }),
};

/** The query of `GET /api/v1/notices`. */
export const noticesQuery = z.object({
  ...ASKED,
  limit: limitParameter("Most lines of the answer."),
  cursor: cursorParameter.optional(),
});

const { tz, separator, decimal } = exportQuery.shape;

/** The query of `GET /api/v1/notices.csv`. */
export const noticesCsvQuery = z.object({ ...ASKED, tz, separator, decimal });
