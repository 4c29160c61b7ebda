// What the Flask application answered, and what is answered better on purpose: a table that runs in order on one empty
// server, whose clock stands at NOW.

import { gzipSync } from "node:zlib";
import { PATHS } from "../../../shared/wire/api.ts";

export interface Case {
  readonly name: string;
  /** Method and path. */
  readonly ask: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly contains: readonly (string | RegExp)[];
  readonly lacks?: readonly string[];
}

export const NOW = 1_795_000_000_000;
export const POST = `POST ${PATHS.receiveJson}`;
const LAST = `GET ${PATHS.lastEntity}`;
const SINCE = `GET ${PATHS.dataFromTimestamp}`;
const TIMES = '"system_datetime":"2026-11-18T11:06:40.000Z","system_time":1795000000';
const SENSORS = [
  { type: "CH4", val: 200 },
  { type: "CO", val: 1280 },
  { type: "CO", val: 726 },
];
const READING = { pct: 90, id: "handheld 1", ts: 1673049150, sensors: SENSORS };

type Contains = readonly (string | RegExp)[];

const get = (name: string, [ask, status]: readonly [string, number], ...contains: Contains): Case => ({
  name,
  ask,
  status,
  contains,
});
const taken = (name: string, body: unknown, ...contains: Contains): Case => ({
  name,
  ask: POST,
  body,
  status: 200,
  contains,
});
const refused = (name: string, body: unknown, ...contains: Contains): Case => ({
  ...taken(name, body, ...contains),
  status: 400,
});
const reading = (members: object) => ({ id: "x", pct: 50, ...members });
const sensor = (members: object) => reading({ sensors: [{ type: "CO", ...members }] });
const sensors = (count: number) =>
  reading({ sensors: Array.from({ length: count }, () => ({ type: "CO", val: 1 })) });

export const AS_BEFORE: readonly Case[] = [
  get("the last of nothing", [LAST, 404], '"error":"No data found"'),
  get("all of nothing", [`${SINCE}?system_time=0`, 404], '"error":"No data found"'),
  get("all since no time", [SINCE, 400], "System time parameter is required"),
  get("all since a word", [`${SINCE}?system_time=abc`, 400], "System time parameter is required"),
  get("all since two times", [`${SINCE}?system_time=1&system_time=2`, 400], "parameter is required"),
  {
    ...taken("a reading, answered as it was sent", READING, `"received":${JSON.stringify(READING)}`),
    lacks: ["duplicate"],
  },
  get("its time of reception", [LAST, 200], TIMES),
  { ...get("the last one", [LAST, 200], '"pct":90', JSON.stringify(SENSORS)), lacks: ["1673049150"] },
  get("all from the beginning", [`${SINCE}?system_time=0`, 200], /^\[\{"device_id":"handheld 1".*\}\]$/),
  get("all since before the beginning", [`${SINCE}?system_time=-5`, 200], "handheld 1", TIMES),
  get("all since the very second", [`${SINCE}?system_time=1795000000`, 200], "handheld 1"),
  get(
    "all since later",
    [`${SINCE}?system_time=1795000001`, 404],
    "No data found for the provided system time",
  ),
  refused("no id", { pct: 1 }, "Missing required fields: 'pct' or 'id'"),
  refused("nothing in the object", {}, "No JSON payload provided"),
  taken("an empty battery", { pct: 0, id: "x" }, '"pct":0'),
  get("a reading without sensors", [LAST, 200], '"pct":0,"sensors":[]'),
];

const MALFORMED = '{"pct":90,\n"id":"x","sensors":[{"val":5 5}]}';
const PROTO =
  '{"pct":67,"id":"x","__proto__":{"pct":1},"sensors":[{"type":"CO","val":3,"__proto__":{"val":9}}]}';

export const BETTER: readonly Case[] = [
  refused("malformed JSON, with the place", MALFORMED, "line 2, column 30, after", '"5" is not expected'),
  refused("JSON that ends too early", '{"pct":90,"id":"x"', "line 1, column 19", "ends too early"),
  refused("no body", "", "No JSON payload provided"),
  refused("bytes that are no text", Buffer.from([0x7b, 0xff, 0x7d]), "no UTF-8"),
  taken("NUL bytes and white space round it", '\0 \r\n{"pct":61,"id":"x"}\0\0 \n', '"pct":61'),
  taken("a byte order mark", '\uFEFF{"pct":62,"id":"x"}', '"pct":62'),
  {
    ...taken("the content type of a form", reading({ pct: 63 }), '"pct":63'),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  },
  {
    ...taken("a content type that is none", reading({ pct: 64 }), '"pct":64'),
    headers: { "content-type": "x" },
  },
  taken("no battery, as of a detector on the mains", { id: "x" }, '"received":{"id":"x"},"system_time"'),
  get("which is no empty one", [LAST, 200], '"pct":null'),
  taken("a battery that is a list", { pct: [90], id: "x" }, "pct must be a number, not [90]"),
  taken("a battery that is true", { pct: true, id: "x" }, "pct must be a number, not true"),
  refused("an id that is an object", { pct: 1, id: {} }, "id must be text"),
  refused("an empty id", { pct: 1, id: "" }, "id must be text that is not empty"),
  refused("sensors that are an object", reading({ sensors: { CO: 1 } }), "sensors must be an array"),
  taken("a value that is a word", sensor({ val: "high" }), 'sensors[0].val (CO) "high" is not a number'),
  taken("a value in hexadecimal", sensor({ val: "0x10" }), 'sensors[0].val (CO) "0x10" is not a number'),
  taken("a value that is not there", sensor({}), "sensors[0].val (CO) is missing"),
  taken(
    "a value that Python writes",
    '{"id":"x","sensors":[{"type":"O2","val":NaN}]}',
    '"NaN" is not a number',
  ),
  get("what such a value is kept as", [LAST, 200], '"val":null,"fault":"not a number"'),
  taken("a time that nobody can read", reading({ ts: "noon" }), 'ts "noon" was not understood'),
  taken("a flat post", reading({ co: 12.5 }), '{"id":"x","pct":50,"sensors":[{"type":"co","val":12.5}]}'),
  taken("what is left of another packet behind a NUL", '{"id":"x","pct":60}\0pct":9}', '"pct":60'),
  taken("an id beyond 2^53", '{"id":8121069065920650659,"pct":1}', '"id":"8121069065920650659"'),
  {
    ...taken("a packed body", gzipSync('{"id":"x","pct":59}'), '"pct":59'),
    headers: { "content-encoding": "gzip" },
  },
  refused("a sensor that is a number", reading({ sensors: [5] }), "sensors[0] must be an object"),
  refused(
    "several mistakes at once",
    { pct: "x", id: "", sensors: 1 },
    "id must",
    "pct must",
    "sensors must",
  ),
  refused("a list of readings", [reading({})], "a reading must be a JSON object"),
  taken("numbers as text", { pct: "65", id: 7, sensors: [{ type: "CO", val: " 2.5e1 " }] }, '"pct":"65"'),
  get("what numbers as text were taken for", [LAST, 200], '"device_id":"7"', '"pct":65', '"val":25'),
  taken("a sensor without a value", sensor({ val: null }), '"val":null'),
  taken("a value with many digits", sensor({ val: 0.1 + 0.2 }), "0.30000000000000004"),
  get("digits that come back", [LAST, 200], "0.30000000000000004"),
  taken("64 sensors", sensors(64), "received"),
  refused("65 sensors", sensors(65), "at most 64 items, not 65"),
  taken("an id of 100 characters", reading({ id: "i".repeat(100) }), "received"),
  refused("an id of 101 characters", reading({ id: "i".repeat(101) }), "at most 100 characters, not 101"),
  taken("a member called __proto__", PROTO, '"pct":67'),
  get("which changes nothing else", [LAST, 200], '"pct":67', '"val":3'),
  {
    ...refused("more than 1 MB", "a".repeat(1024 * 1024 + 1), "more than 1 MB", "smaller parts"),
    status: 413,
  },
  {
    ...taken("a post with a key", reading({ pct: 68 })),
    headers: { "idempotency-key": "k" },
    lacks: ["duplicate"],
  },
  {
    ...taken("the same again", reading({ pct: 68 }), '"duplicate":true'),
    headers: { "idempotency-key": "k" },
  },
  {
    ...refused("a key too long", reading({}), "at most 200"),
    headers: { "idempotency-key": "k".repeat(201) },
  },
  { ...get("another method", [`PUT ${PATHS.receiveJson}`, 405], "does not answer PUT"), body: {} },
  get("the methods that there are", [`OPTIONS ${PATHS.receiveJson}`, 204]),
];
