// What the routes of notices say of themselves.

import * as z from "zod";
import { NOTICE_PATHS } from "../../../shared/wire/notices.ts";
import { channelRequest, ruleRequest, trialRequest } from "../bodies/notice-bodies.ts";
import {
  channelAnswer,
  noticeSetupAnswer,
  noticesAnswer,
  ruleAnswer,
  trialAnswer,
} from "../docs/notice-schemas.ts";
import { bodyAnswers, jsonAnswer, notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { noticesCsvQuery, noticesQuery } from "../query/notices-query.ts";

const GROUP = "Notices";
const UNFIT = refusal("It is unfit; every problem is named, and nothing was changed.");

/** The refusals that each change may meet. */
const OF_CHANGES = {
  400: UNFIT,
  403: refusal("It came from a page of another origin, or the password is to be confirmed first."),
  503: notPossibleNow("Nothing can be kept at present."),
};
const OF_BODIES = {
  ...OF_CHANGES,
  ...bodyAnswers,
};
const channelId = z.object({ id: z.string().meta({ description: "The id of a channel." }) });
const ruleId = z.object({ id: z.string().meta({ description: "The id of a rule." }) });
const unknownChannel = refusal("There is no such channel; it may have been removed.");
const unknownRule = refusal("There is no such rule, or it names a channel that is not there.");

const SIREN = {
  name: "Siren",
  kind: "webhook",
  url: "http://192.168.7.20:1880/alarm",
  preset: "generic",
  key: "a long secret",
};
const NIGHT = {
  name: "Night shift",
  priorities: ["critical", "high"],
  places: null,
  times: [{ days: [1, 2, 3, 4, 5], from: "22:00", to: "06:00" }],
  steps: [
    { afterMinutes: 0, targets: [{ channel: "b2Zk31Qa", to: "" }] },
    { afterMinutes: 5, targets: [{ channel: "q9Lm20xx", to: "foreman@example.org" }] },
  ],
};

export const getNoticeSetupOperation: Operation = {
  id: "getNoticeSetup",
  group: GROUP,
  summary: "Who is told of alarms, and by which channels",
  description: [
    "What is secret of a channel (the address of a webhook, keys, passwords) is in no answer: `secrets` says what is kept.",
    "Notices are supplementary: the instrument's own alarm has priority. Without internet no push reaches a phone in a pocket.",
  ],
  answers: { 200: jsonAnswer("How notices are set up.", noticeSetupAnswer) },
  curl: `$URL${NOTICE_PATHS.setup}`,
};

export const addChannelOperation: Operation = {
  id: "addChannel",
  group: GROUP,
  summary: "Add a channel: a webhook, a mail server, an MQTT broker, phones, or a heartbeat",
  description: [
    "A webhook is posted JSON: `{id, title, text, priority, site, sentAt, items}`, each of `items` with an `id` that stays the same when it is sent again, `transition`, `step` (0: it informs who was told before), `title`, `text` and `alarm` as it is now. With a `key` it has `Davy-Signature: t=<unix s>,v1=<hex>`: the HMAC-SHA-256 of `<t>.<body>`. Whatever answers 2xx within 10 s has it; redirects are not followed. `ntfy` and `slack` send what those take.",
    "Mails are sent by a server of yours. A broker is told each alarm's state, retained as `<prefix>/alarms/<id>` and deleted when it has ended; `<prefix>/status` is `online`, and `offline` by its last will. A heartbeat asks an address (GET) as long as the server is well: what is asked gives alarm when that ends.",
    "`push` leads to the phones on which people switched alarms on (`PUT /api/v1/push`). There is one such channel. It needs the internet, on the server and on the phone.",
    "Addresses on the site's own network are allowed: an admin can thereby make the server ask what only the server reaches, and gets no more than a status.",
  ],
  body: { contents: { "application/json": channelRequest }, example: SIREN },
  answers: {
    201: jsonAnswer("The channel.", channelAnswer),
    ...OF_BODIES,
    409: refusal("There are 20 channels already, or one to phones."),
  },
  curl: `-d '{"name":"Siren","kind":"webhook","url":"http://192.168.7.20:1880/alarm"}' $URL${NOTICE_PATHS.channels}`,
};

export const changeChannelOperation: Operation = {
  id: "changeChannel",
  group: GROUP,
  summary: "Replace a channel",
  description: ["Secrets that are absent stay; where it leads elsewhere they must be given again."],
  params: channelId,
  body: { contents: { "application/json": channelRequest }, example: SIREN },
  answers: { 200: jsonAnswer("The channel.", channelAnswer), ...OF_BODIES, 404: unknownChannel },
  curl: `-X PUT -d '{"name":"Horn","kind":"webhook"}' $URL${NOTICE_PATHS.channels}/b2Zk31Qa`,
};

export const removeChannelOperation: Operation = {
  id: "removeChannel",
  group: GROUP,
  summary: "Remove a channel",
  params: channelId,
  answers: {
    204: { description: "It is gone, and its secrets with it; what waited for it is given up." },
    ...OF_CHANGES,
    404: unknownChannel,
    409: refusal("A rule names it."),
  },
  curl: `-X DELETE $URL${NOTICE_PATHS.channels}/b2Zk31Qa`,
};

export const tryChannelOperation: Operation = {
  id: "tryChannel",
  group: GROUP,
  summary: "Send a trial by a channel",
  description: ["At once, and once. What became of it is answered, and is in the delivery log."],
  params: channelId,
  body: { contents: { "application/json": trialRequest }, example: { to: "ada@example.org" } },
  answers: { 200: jsonAnswer("What became of it.", trialAnswer), ...OF_BODIES, 404: unknownChannel },
  curl: `-d '{}' $URL${NOTICE_PATHS.channels}/b2Zk31Qa/trials`,
};

export const addRuleOperation: Operation = {
  id: "addRule",
  group: GROUP,
  summary: "Add a rule: who is told of which alarms, and who when nobody answers",
  description: [
    "The steps begin when an alarm asks for an answer (raised, risen, back again, asked again), and end when somebody answers. Who was told hears of its return and end, with the highest value and how long it lasted.",
    "When a channel does not deliver an alarm from A2 on for a minute, everybody whom rules name is told by the other channels.",
  ],
  body: { contents: { "application/json": ruleRequest }, example: NIGHT },
  answers: {
    201: jsonAnswer("The rule.", ruleAnswer),
    ...OF_BODIES,
    404: unknownRule,
    409: refusal("There are 50 rules already."),
  },
  curl: `-d '{"name":"All","priorities":["critical"],"steps":[{"afterMinutes":0,"targets":[{"channel":"b2Zk31Qa"}]}]}' $URL${NOTICE_PATHS.rules}`,
};

export const changeRuleOperation: Operation = {
  id: "changeRule",
  group: GROUP,
  summary: "Replace a rule",
  params: ruleId,
  body: { contents: { "application/json": ruleRequest }, example: NIGHT },
  answers: { 200: jsonAnswer("The rule.", ruleAnswer), ...OF_BODIES, 404: unknownRule },
  curl: `-X PUT -d '{"name":"All","priorities":["critical"],"steps":[{"afterMinutes":0,"targets":[{"channel":"b2Zk31Qa"}]}]}' $URL${NOTICE_PATHS.rules}/Xw81bQ_z`,
};

export const removeRuleOperation: Operation = {
  id: "removeRule",
  group: GROUP,
  summary: "Remove a rule",
  params: ruleId,
  answers: {
    204: { description: "It is gone; its later steps do not come." },
    ...OF_CHANGES,
    404: unknownRule,
  },
  curl: `-X DELETE $URL${NOTICE_PATHS.rules}/Xw81bQ_z`,
};

export const listNoticesOperation: Operation = {
  id: "listNotices",
  group: GROUP,
  summary: "The delivery log: what became of notices, newest first",
  query: noticesQuery,
  answers: {
    200: jsonAnswer("A page.", noticesAnswer),
    400: refusal("A parameter is unfit; each is named."),
    503: notPossibleNow("The files of events cannot be read at present."),
  },
  curl: `'$URL${NOTICE_PATHS.log}?from=now-7d&status=failing'`,
};

export const exportNoticesOperation: Operation = {
  id: "exportNotices",
  group: GROUP,
  summary: "The delivery log as CSV",
  description: ["The newest 100,000 lines of what is asked for, in the form of `/api/v1/export.csv`."],
  query: noticesCsvQuery,
  answers: {
    200: {
      description: "The rows, after a line of column names.",
      contents: { "text/csv": z.string() },
      headers: { "Content-Disposition": "A file name." },
    },
    400: refusal("A parameter is unfit; each is named."),
  },
  curl: `-OJ '$URL${NOTICE_PATHS.csv}?from=now-30d'`,
};
