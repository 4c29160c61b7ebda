// How readings come in, and how the original application's clients read them.

import * as z from "zod";
import { commandName } from "../../../shared/ground/command-name.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import {
  batchAnswer,
  batchRefusal,
  importProgress,
  legacyEntity,
  receivedAnswer,
} from "../docs/answer-schemas.ts";
import {
  type DescribedAnswer,
  foreignOrigin,
  jsonAnswer,
  notPossibleNow,
  type Operation,
  refusal,
  slowBody,
  unknownEncoding,
} from "../docs/operation.ts";
import { importRow, postedReading } from "../docs/reading-schemas.ts";
import { importQuery, timestampQuery } from "../query/query-parameters.ts";

const EXAMPLE = {
  pct: 90,
  id: "handheld 1",
  ts: 1673049150,
  sensors: [
    { type: "CH4", val: 200 },
    { type: "CO", val: 12.5 },
  ],
};

const GROUP = "Post readings";
const ORIGINAL = "The original application's interface";

const idempotencyKey = z
  .string()
  .max(200)
  .optional()
  .meta({ description: "A text of your choice: posted again with it within 48 h, readings are duplicates." });

const contentEncoding = z
  .enum(["gzip", "deflate", "br"])
  .optional()
  .meta({ description: "How the body is compressed, if it is." });

const refusedBody = refusal(
  "The body is no JSON, or no reading: every problem is named, and the body is kept in `rejected.ndjson`.",
);
const notKept = notPossibleNow(
  "Readings cannot be kept at present (disk full, archive behind). Nothing was stored.",
);
const tooManyNew: DescribedAnswer = {
  ...refusal("Too many unknown device ids at present; those of known devices are taken all the same."),
  headers: { "Retry-After": "Seconds to wait before the next try." },
};
const tooLong = refusal("The body is longer than the server takes.");

const needsKey: DescribedAnswer = {
  ...refusal(
    "Posts need a key here, and it came without one that holds: a gateway's key as Bearer, as the password of Basic, or in the path (`/k/<key>/receive-json`). It is in the list of what was refused, where an admin can allow its address.",
  ),
  headers: { "WWW-Authenticate": "Bearer or Basic." },
};

/** What any post of readings may be refused with. */
export const postAnswers: Operation["answers"] = {
  400: refusedBody,
  401: needsKey,
  403: foreignOrigin,
  408: slowBody,
  413: tooLong,
  415: unknownEncoding,
  429: tooManyNew,
  503: notKept,
};

/** `POST /receive-json`. */
export const receiveJsonOperation: Operation = {
  id: "receiveJson",
  group: ORIGINAL,
  summary: "Post one reading",
  description: [
    "The answer comes after the reading is on disk. The content type need not be JSON; NUL bytes and white space round the body are ignored.",
    "At most 1 MB, 64 sensors and 100 characters of id.",
    "One unfit value costs the others nothing: it is kept as null with its `fault`, and `warnings` says so. `NaN`, `Infinity` and other words without quotes are read as such.",
  ],
  headers: z.object({ "Idempotency-Key": idempotencyKey, "Content-Encoding": contentEncoding }),
  body: { contents: { "application/json": postedReading }, example: EXAMPLE },
  answers: {
    200: jsonAnswer("The reading is on disk.", receivedAnswer),
    ...postAnswers,
  },
  curl: `-d '${JSON.stringify(EXAMPLE)}' $URL${PATHS.receiveJson}`,
};

/** `GET /get-last-entity`. */
export const lastEntityOperation: Operation = {
  id: "getLastEntity",
  group: ORIGINAL,
  summary: "The reading that came last",
  answers: { 200: jsonAnswer("The reading.", legacyEntity), 404: refusal("There is none yet.") },
  curl: `$URL${PATHS.lastEntity}`,
};

/** `GET /get-data-from-timestamp`. */
export const dataFromTimestampOperation: Operation = {
  id: "getDataFromTimestamp",
  group: ORIGINAL,
  summary: "All readings received since a moment",
  description: ["Streamed in the order in which they came, however many they are."],
  query: timestampQuery,
  answers: {
    200: jsonAnswer("The readings.", z.array(legacyEntity)),
    400: refusal("`system_time` is missing or no whole number."),
    404: refusal("There are none."),
  },
  curl: `'$URL${PATHS.dataFromTimestamp}?system_time=0'`,
};

/** `POST /api/v1/readings`. */
export const postReadingsOperation: Operation = {
  id: "postReadings",
  group: GROUP,
  summary: "Post many readings",
  description: [
    "One reading, a JSON array of them, or NDJSON (one a line); the content type does not matter. At most 10 MB decompressed and 12,000 items for each MB, unless the operator has set another bound.",
    "Each item is taken for itself: a bad one costs the others nothing. What is answered as `stored` or `duplicate` is on disk.",
    "With an `Idempotency-Key`, or a `uid` in each reading, a batch may safely be sent again when its answer got lost; without either it would be stored twice.",
    "A 503 may come after the first part of a long batch was stored. Send all of it again with the same key.",
  ],
  headers: z.object({ "Idempotency-Key": idempotencyKey, "Content-Encoding": contentEncoding }),
  body: {
    contents: {
      "application/json": z.union([postedReading, z.array(postedReading)]),
      "application/x-ndjson": z.string(),
    },
    example: [EXAMPLE],
  },
  answers: {
    200: jsonAnswer("What became of each item.", batchAnswer),
    400: jsonAnswer("Nothing in the body can be read as a reading.", batchRefusal),
    401: needsKey,
    403: foreignOrigin,
    408: slowBody,
    413: tooLong,
    415: unknownEncoding,
    429: {
      ...jsonAnswer("Too many unknown device ids at present, and no other.", batchRefusal),
      headers: tooManyNew.headers,
    },
    503: notKept,
  },
  curl: `-H 'Idempotency-Key: upload 17' -d '${JSON.stringify([EXAMPLE])}' $URL${PATHS.readings}`,
};

/** `GET /api/v1/import`. */
export const importProgressOperation: Operation = {
  id: "getImportProgress",
  group: GROUP,
  summary: "How far a recording is taken over",
  query: importQuery,
  answers: {
    200: jsonAnswer("The greatest stored row.", importProgress),
    400: refusal("`source` is missing or unfit."),
  },
  curl: `'$URL${PATHS.import}?source=old-server'`,
};

/** `POST /api/v1/import`. */
export const importRowsOperation: Operation = {
  id: "importRows",
  group: GROUP,
  summary: "Take over rows of another system's recording",
  description: [
    `As \`${commandName("import")}\` does: rows keep the time at which they were received there. Send them in ascending order; rows up to the last stored one are duplicates.`,
  ],
  query: importQuery,
  headers: z.object({ "Content-Encoding": contentEncoding }),
  body: {
    contents: { "application/json": z.array(importRow), "application/x-ndjson": z.string() },
    example: [{ row: 1, system_time: 1673049151, ...EXAMPLE }],
  },
  answers: {
    200: jsonAnswer("What became of each row.", batchAnswer),
    400: refusal("`source` is unfit, or the body cannot be read."),
    403: foreignOrigin,
    408: slowBody,
    413: tooLong,
    415: unknownEncoding,
    503: notKept,
  },
  curl: `-d '${JSON.stringify([{ row: 1, system_time: 1673049151, ...EXAMPLE }])}' '$URL${PATHS.import}?source=old-server'`,
};
