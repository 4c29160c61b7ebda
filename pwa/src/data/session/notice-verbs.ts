// The verbs of notices, and their answers, read.

import { PRIORITIES, TRANSITIONS } from "../../../../shared/entries/alarm.ts";
import { CHANNEL_KINDS, NOTICE_STATUSES } from "../../../../shared/entries/notice.ts";
import {
  type ChannelAnswer,
  channelPath,
  NOTICE_PATHS,
  type NoticeRow,
  type RuleAnswer,
  rulePath,
  SECRET_NAMES,
  type TrialAnswer,
} from "../../../../shared/wire/notices.ts";
import type { NoticeVerbs } from "../base/access-verbs.ts";
import type { Fetch } from "../base/fetch.ts";
import {
  flag,
  knownOf,
  listOf,
  number,
  oneOf,
  orNull,
  type Reader,
  shape,
  text,
} from "../base/read-answer.ts";
import { ask, tell } from "./call-server.ts";

/** Lines of the delivery log that a page shows. */
const LINES = 50;

const OPTIONAL = ["preset", "user", "from", "prefix", "ca"] as const;

const readKnownChannel = shape({
  id: text,
  name: text,
  kind: oneOf(CHANNEL_KINDS),
  address: text,
  secrets: listOf(oneOf(SECRET_NAMES)),
  waiting: number,
  waitingSince: orNull(number),
  isFailing: flag,
});

/** What a kind does not need is absent. */
const readChannel: Reader<ChannelAnswer> = (value) => {
  const given: { readonly [name: string]: unknown } = { ...(value as object) };
  const optional = OPTIONAL.filter((name) => typeof given[name] === "string").map((name) => [
    name,
    given[name],
  ]);
  const everyMinutes =
    typeof given["everyMinutes"] === "number" ? { everyMinutes: given["everyMinutes"] } : {};
  return { ...readKnownChannel(value), ...Object.fromEntries(optional), ...everyMinutes };
};

const readRule = shape<RuleAnswer>({
  id: text,
  name: text,
  priorities: listOf(oneOf(PRIORITIES)),
  places: orNull(listOf(text)),
  times: orNull(listOf(shape({ days: listOf(number), from: text, to: text }))),
  drills: flag,
  steps: listOf(shape({ afterMinutes: number, targets: listOf(shape({ channel: text, to: text })) })),
});

const readSetup = shape({
  channels: knownOf(readChannel),
  rules: knownOf(readRule),
  coversCritical: flag,
});

const readTrial = shape<TrialAnswer>({ isSent: flag, answer: text });

const readLog = shape({
  notices: knownOf(
    shape<NoticeRow>({
      seq: number,
      at: number,
      status: oneOf(NOTICE_STATUSES),
      channel: text,
      channelName: text,
      to: text,
      ruleName: text,
      step: number,
      transition: orNull(oneOf(TRANSITIONS)),
      alarm: text,
      device: text,
      answer: text,
    }),
  ),
});

/** The verbs of notices. */
export function noticeVerbs(fetch: Fetch): NoticeVerbs {
  const keep = (path: string, id: string | undefined, body: object) =>
    tell(
      fetch,
      id === undefined
        ? { method: "POST", path, body }
        : { method: "PUT", path: `${path}/${encodeURIComponent(id)}`, body },
    );
  return {
    noticeSetup: () => ask(fetch, { path: NOTICE_PATHS.setup }, readSetup),
    keepChannel: (request, id) => keep(NOTICE_PATHS.channels, id, request),
    removeChannel: (id) => tell(fetch, { method: "DELETE", path: channelPath(id) }),
    tryChannel: (id, to) =>
      ask(
        fetch,
        { method: "POST", path: `${channelPath(id)}/trials`, body: to === "" ? {} : { to } },
        readTrial,
      ),
    keepRule: (rule, id) => keep(NOTICE_PATHS.rules, id, rule),
    removeRule: (id) => tell(fetch, { method: "DELETE", path: rulePath(id) }),
    noticeLog: async () =>
      (await ask(fetch, { path: `${NOTICE_PATHS.log}?limit=${LINES}` }, readLog)).notices,
  };
}
