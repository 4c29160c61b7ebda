// What was refused and by whom: where an operator looks for a device that is not there.

import * as z from "zod";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import { ACCESS_PATHS } from "../../../shared/wire/access.ts";
import type { RefusedAnswer, RefusedListAnswer, RefusedWhy } from "../../../shared/wire/refused.ts";
import type { Senders } from "../../access/access.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { refusedListAnswer } from "../docs/refused-schemas.ts";
import type { AppParts } from "../parts.ts";
import { parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

/** As many as are kept. */
const MAX_LIMIT = 1_000;
const LIMIT_FORM = `must be a whole number from 1 to ${MAX_LIMIT}`;
const MAX_ADDRESS_LENGTH = 100;

const refusedQuery = z.object({
  address: z
    .string({ error: "must be given once" })
    .max(MAX_ADDRESS_LENGTH, `must have at most ${MAX_ADDRESS_LENGTH} characters`)
    .optional()
    .meta({ description: "Of this sender alone." }),
  device: z
    .string({ error: "must be given once" })
    .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`)
    .optional()
    .meta({ description: "Of this device alone." }),
  why: z
    .enum(["key", "payload"], { error: "must be key or payload" })
    .optional()
    .meta({ description: "For this reason alone." }),
  limit: z.coerce
    .number({ error: LIMIT_FORM })
    .int(LIMIT_FORM)
    .min(1, LIMIT_FORM)
    .max(MAX_LIMIT, LIMIT_FORM)
    .default(MAX_LIMIT)
    .meta({ description: "Most rows of the answer." }),
});

const IN_FILE = "rejected.ndjson in the data folder has what came, whole.";

/** What to do about each kind of refusal. */
const TODO: Readonly<Record<RefusedWhy, string>> = {
  payload: `Correct what the device or its gateway sends, as the reason says; ${IN_FILE}`,
  protocol: `Correct how it is sent, as the reason says; ${IN_FILE}`,
  too_many:
    "Nothing, if it is sent again. If it stays, forget devices that are gone, or raise DAVY_MAX_NEW_DEVICES.",
  no_key: "Allow this address, or give the sender a key of its own.",
  wrong_key: "Correct the key in the sender; if it is lost, make a new one: it is shown once.",
  revoked_key: "Give the sender a key that holds, or take it out of service.",
};

const OF_KEYS: ReadonlySet<RefusedWhy> = new Set(["no_key", "wrong_key", "revoked_key"]);

type Row = ReturnType<Awaited<ReturnType<AppParts["ingest"]["refused"]>>["rows"]>[number];

function present({ address, device, why, ...row }: Row, senders: Pick<Senders, "find">): RefusedAnswer {
  const isOfKey = OF_KEYS.has(why);
  return {
    ...row,
    from: address,
    why: isOfKey ? "key" : "payload",
    code: why,
    todo: TODO[why],
    devices: device === null ? [] : [device],
    canAllow: isOfKey && address !== "" && senders.find(address) === undefined,
  };
}

function isAskedFor(
  { address, device, why }: z.infer<typeof refusedQuery>,
  { from, devices, ...row }: RefusedAnswer,
): boolean {
  return (
    (address === undefined || from === address) &&
    (device === undefined || devices.includes(device)) &&
    (why === undefined || row.why === why)
  );
}

const operation: Operation = {
  id: "listRefused",
  group: "Gateways",
  summary: "What was refused, from whom, and what to do about it",
  description: [
    "Posts that are no readings, and those of senders that may not post: by address, device and reason, with how often and when. It goes as far back as `rejected.ndjson` (`DAVY_MAX_REJECTED_MB`).",
    "At most 1,000 rows, and 50 of one sender that name a device: what a sender of more ids sends is in one row without one.",
  ],
  query: refusedQuery,
  answers: {
    200: jsonAnswer("The latest first.", refusedListAnswer),
    400: refusal("A parameter is unfit; each is named."),
  },
  curl: `'$URL${ACCESS_PATHS.refused}?why=key'`,
};

/** `GET /api/v1/refused`. */
export const refusedRoute = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.refused,
  operation,
  permission: "admin",
  handle:
    ({ ingest, now, senders }: Pick<AppParts, "ingest" | "now" | "senders">) =>
    async (ctx) => {
      const asked = parseQuery(refusedQuery, ctx.query);
      const refused = await ingest.refused();
      const rows = refused
        .rows()
        .map((row) => present(row, senders))
        .filter((row) => isAskedFor(asked, row));
      const beyond = rows.slice(asked.limit).reduce((sum, { count }) => sum + count, 0);
      ctx.body = {
        serverTime: now(),
        refused: rows.slice(0, asked.limit),
        others: refused.others + beyond,
      } satisfies RefusedListAnswer;
    },
});
