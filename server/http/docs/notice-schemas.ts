// Channels, rules and the delivery log, as they are answered.

import * as z from "zod";
import { PRIORITIES, TRANSITIONS } from "../../../shared/entries/alarm.ts";
import { CHANNEL_KINDS, NOTICE_STATUSES, WEBHOOK_PRESETS } from "../../../shared/entries/notice.ts";
import {
  type ChannelAnswer,
  type NoticeRow,
  type NoticeSetupAnswer,
  type NoticesAnswer,
  type RuleAnswer,
  SECRET_NAMES,
  type TrialAnswer,
} from "../../../shared/wire/notices.ts";
import { ms, seq } from "./fields.ts";

const CHANNEL: ChannelAnswer = {
  id: "b2Zk31Qa",
  name: "Siren",
  kind: "webhook",
  address: "http://192.168.7.20:1880",
  preset: "generic",
  secrets: ["url", "key"],
  waiting: 0,
  waitingSince: null,
  isFailing: false,
};

const RULE: RuleAnswer = {
  id: "Xw81bQ_z",
  name: "Night shift",
  priorities: ["critical", "high"],
  places: ["Shaft 3"],
  times: [{ days: [1, 2, 3, 4, 5], from: "22:00", to: "06:00" }],
  drills: false,
  steps: [{ afterMinutes: 0, targets: [{ channel: "b2Zk31Qa", to: "" }] }],
};

export const channelAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(CHANNEL_KINDS),
    address: z
      .string()
      .meta({ description: "Where it leads; of a webhook without path, which may be a secret." }),
    preset: z.enum(WEBHOOK_PRESETS).exactOptional(),
    user: z.string().exactOptional(),
    from: z.string().exactOptional(),
    prefix: z.string().exactOptional(),
    everyMinutes: z.number().exactOptional(),
    ca: z.string().exactOptional(),
    secrets: z.array(z.enum(SECRET_NAMES)).meta({
      description: "Which secrets are kept. After a backup was restored there are none: give them again.",
    }),
    waiting: z.int().meta({ description: "Notices that wait to be sent." }),
    waitingSince: ms.nullable(),
    isFailing: z.boolean(),
  })
  .meta({
    description: "A way by which people are told.",
    examples: [CHANNEL],
  }) satisfies z.ZodType<ChannelAnswer>;

const times = z.object({
  days: z.array(z.int()).meta({ description: "1 Monday to 7 Sunday." }),
  shift: z.string().exactOptional(),
  from: z.string(),
  to: z.string(),
});
const step = z.object({
  afterMinutes: z.int(),
  targets: z.array(z.object({ channel: z.string(), to: z.string() })),
});

export const ruleAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    priorities: z.array(z.enum(PRIORITIES)),
    places: z.array(z.string()).nullable(),
    times: z.array(times).nullable(),
    drills: z.boolean(),
    steps: z.array(step),
  })
  .meta({ description: "Who is told of what.", examples: [RULE] }) satisfies z.ZodType<RuleAnswer>;

export const noticeSetupAnswer = z
  .object({
    channels: z.array(channelAnswer),
    rules: z.array(ruleAnswer),
    coversCritical: z.boolean().meta({
      description: "Whether some rule tells somebody of each critical alarm, wherever and whenever it is.",
    }),
  })
  .meta({
    description: "How notices are set up.",
    examples: [{ channels: [CHANNEL], rules: [RULE], coversCritical: false }],
  }) satisfies z.ZodType<NoticeSetupAnswer>;

export const trialAnswer = z
  .object({
    isSent: z.boolean(),
    answer: z.string().meta({ description: "What the receiver said, or why it did not go." }),
  })
  .meta({
    description: "What became of a trial.",
    examples: [{ isSent: true, answer: "HTTP 200" }],
  }) satisfies z.ZodType<TrialAnswer>;

const noticeRow = z.object({
  seq,
  at: ms,
  status: z.enum(NOTICE_STATUSES).meta({
    description: "`failing`: it did not go at once and is tried again; `dropped`: it is not any more.",
  }),
  channel: z.string(),
  channelName: z.string().meta({ description: "Its id where it was removed." }),
  to: z.string(),
  ruleName: z.string(),
  step: z.int().meta({ description: "0 where it informs who was told before." }),
  transition: z.enum(TRANSITIONS).nullable().meta({ description: "Of what it tells; null for a trial." }),
  alarm: z.string(),
  device: z.string(),
  answer: z.string(),
}) satisfies z.ZodType<NoticeRow>;

export const noticesAnswer = z
  .object({
    notices: z.array(noticeRow),
    cursor: z.string().exactOptional().meta({
      description: "Where the next page begins; absent at the end. A page may be short, or empty.",
    }),
  })
  .meta({
    description: "What became of notices, newest first.",
    examples: [
      {
        notices: [
          {
            seq: 4_712,
            at: 1_795_690_000_000,
            status: "sent",
            channel: "b2Zk31Qa",
            channelName: "Siren",
            to: "",
            ruleName: "Night shift",
            step: 1,
            transition: "raised",
            alarm: "4711-a3f09c12",
            device: "handheld 1",
            answer: "HTTP 200",
          },
        ],
      },
    ],
  }) satisfies z.ZodType<NoticesAnswer>;
