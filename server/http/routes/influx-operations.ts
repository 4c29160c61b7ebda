// What the ways in of InfluxDB's line protocol say of themselves.

import * as z from "zod";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { errorAnswer } from "../docs/answer-schemas.ts";
import {
  foreignOrigin,
  jsonAnswer,
  type Operation,
  refusal,
  slowBody,
  unknownEncoding,
} from "../docs/operation.ts";
import { ENTRANCE_GROUP as GROUP } from "./entrance-operations.ts";
import { postAnswers } from "./posting-operations.ts";

const LINE = "air,device=probe-7 co=12.5,h2s=0.4 1795444140000000000";

const dropped = z
  .object({ error: z.string(), code: z.string(), message: z.string().exactOptional() })
  .meta({ description: "Why lines were dropped; those that are right are on disk all the same." });

/** Refusals with what clients of v2 show. */
const shownError = z
  .object({ ...errorAnswer.shape, message: z.string().meta({ description: "As `error`." }) })
  .meta({ description: "A refusal, as clients of InfluxDB v1 and v2 show it." });

function shown(answers: Operation["answers"]): Operation["answers"] {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      { ...answer, contents: { "application/json": shownError } },
    ]),
  );
}

const WRITE = {
  group: GROUP,
  description: [
    "A key goes as `Authorization: Token <key>` (also `<user>:<key>`), Bearer, or the password of Basic; `u` and `p` in the address are not looked at. Organisation, bucket and database do not matter; gzip is taken.",
    "A tag (`device`, `id`, `sensor`, …, else `host`) names the device. Fields are read by a mapping or by their names; a field `value` by the tag `gas` or `type`, or by the measurement. A line without a gas is refused: let the agent send what has gas alone (Telegraf: `namepass`), or say under `/api/v1/entrances` that it is to be passed over.",
    "A line with a time is one reading however often it is sent.",
  ],
  query: z.object({
    precision: z.string().optional().meta({
      description: "The unit of the lines' times: `ns` (as it is without), `us`, `ms`, `s`, `m`, `h`.",
    }),
  }),
  body: { contents: { "text/plain": z.string() }, example: LINE },
  answers: {
    ...shown(postAnswers),
    204: { description: "All lines are on disk." },
    400: jsonAnswer(
      "Some lines, or all of them, cannot be taken; they are kept with their reasons.",
      dropped,
    ),
    429: {
      ...jsonAnswer("Too many unknown devices at present; send all lines again later.", dropped),
      headers: { "Retry-After": "Seconds to wait before the next try." },
    },
  },
};

/** `POST /write`. */
export const influxV1Operation: Operation = {
  ...WRITE,
  id: "writeLinesV1",
  summary: "Write lines as to InfluxDB v1",
  curl: `--data-binary '${LINE}' '$URL${ENTRANCE_PATHS.influxV1}?db=site'`,
};

/** `POST /api/v2/write`. */
export const influxV2Operation: Operation = {
  ...WRITE,
  id: "writeLines",
  summary: "Write lines as to InfluxDB v2",
  curl: `--data-binary '${LINE}' '$URL${ENTRANCE_PATHS.influxV2}?precision=ns'`,
};

/** `GET /ping`. */
export const influxPingOperation: Operation = {
  id: "pingInflux",
  group: GROUP,
  summary: "Whether there is somebody to write lines to",
  answers: { 204: { description: "There is." } },
  curl: `$URL${ENTRANCE_PATHS.influxPing}`,
};

/** `POST /query`. */
export const influxQueryOperation: Operation = {
  id: "queryInflux",
  group: GROUP,
  summary: "CREATE DATABASE, which Telegraf asks for first",
  description: ["Nothing is made by it. Other queries are refused."],
  query: z.object({
    q: z.string().optional().meta({ description: "The statement, where it is not in the body." }),
  }),
  answers: {
    200: jsonAnswer(
      "As if it were made.",
      z.object({ results: z.array(z.object({ statement_id: z.int() })) }),
    ),
    400: refusal("It asks for something else."),
    401: postAnswers["401"] ?? refusal("It needs a key."),
    403: foreignOrigin,
    408: slowBody,
    413: refusal("The body is longer than 16 kB."),
    415: unknownEncoding,
  },
  curl: `-X POST '$URL${ENTRANCE_PATHS.influxQuery}?q=CREATE+DATABASE+telegraf'`,
};
