// The verbs of ways in for foreign payloads, and their answers, read.

import type { RadioState } from "../../../../shared/fleet/radio.ts";
import type { Mapping } from "../../../../shared/rules/mapping/mapping.ts";
import {
  ENTRANCE_PATHS,
  mappingPath,
  type RecentPayload,
  radioPath,
} from "../../../../shared/wire/entrances.ts";
import type { EntranceVerbs } from "../base/access-verbs.ts";
import type { Fetch } from "../base/fetch.ts";
import { flag, knownOf, number, oneOf, orNull, type Reader, shape, text } from "../base/read-answer.ts";
import { ask, tell } from "./call-server.ts";

const whole: Reader<unknown> = (value) => value;

/** Fields are as the server has checked them; one of a later version is shown as far as it is known. */
const readMapping = shape<Mapping>({
  id: text,
  name: text,
  source: text,
  port: orNull(number),
  device: orNull(text),
  passOver: flag,
  fields: whole as Reader<Mapping["fields"]>,
});

const readRecent = shape<RecentPayload>({
  source: text,
  port: orNull(number),
  device: orNull(text),
  at: number,
  count: number,
  payload: whole,
  bytes: orNull(text),
  how: oneOf(["own", "mapping", "names", "raw", "nothing", "passed-over"]),
  mapping: orNull(text),
  isSimulated: flag,
});

const readEntrances = shape({ mappings: knownOf(readMapping), sources: knownOf(readRecent) });
const readRadio = shape({ device: text, radio: orNull(whole as Reader<RadioState>) });

/** The verbs of ways in. */
export function entranceVerbs(fetch: Fetch): EntranceVerbs {
  return {
    entrances: () => ask(fetch, { path: ENTRANCE_PATHS.entrances }, readEntrances),
    keepMapping: ({ id, ...body }) => tell(fetch, { method: "PUT", path: mappingPath(id), body }),
    removeMapping: (id) => tell(fetch, { method: "DELETE", path: mappingPath(id) }),
    radio: async (device) => (await ask(fetch, { path: radioPath(device) }, readRadio)).radio,
  };
}
