// What is posted to set notices up, checked.

import * as z from "zod";
import { PRIORITIES } from "../../../shared/entries/alarm.ts";
import { CHANNEL_KINDS, WEBHOOK_PRESETS } from "../../../shared/entries/notice.ts";
import { MAX_SHIFT_NAME } from "../../../shared/rules/shifts.ts";
import { NOTICE_BOUNDS } from "../../../shared/wire/notices.ts";

const MAX_NAME = 100;
const MAX_ADDRESS = 254;
const MAX_URL = 1_000;
const MAX_SECRET = 1_000;
const MAX_CA = 32_000;
const MAX_PLACES = 100;
const MAX_TIMES = 14;
const DAY_MINUTES = 1_440;

/** Text of one line. */
function line(most: number, what: string) {
  return z
    .string(`must be ${what}`)
    .trim()
    .min(1, `must be ${what}`)
    .max(most, `must have at most ${most} characters`)
    .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters");
}

function isUrl(text: string, schemes: RegExp): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return schemes.test(protocol) && hostname !== "" && username === "" && password === "";
}

const url = line(MAX_URL, "an address").refine(
  (text) => isUrl(text, /^https?:$/),
  "must begin with http:// or https:// and hold no name and password",
);

const address = line(MAX_URL, "an address")
  .refine(
    (text) => isUrl(text, /^(smtps?|mqtts?):$/),
    "must be such as smtp://mail.lan:587 or mqtt://broker.lan",
  )
  .refine((text) => /^[a-z]+:\/\/[^/?#]+\/?$/.test(text), "must end after the port");

const secret = z
  .string("must be text")
  .min(1, "must not be empty")
  .max(MAX_SECRET, `must have at most ${MAX_SECRET} characters`)
  .nullable();

/** Which members each kind needs, and which it may have beside `name`, `kind` and `ca`. */
const MEMBERS = {
  webhook: { needs: [], may: ["url", "preset", "key"] },
  mail: { needs: ["address", "from"], may: ["address", "from", "user", "password"] },
  mqtt: { needs: ["address"], may: ["address", "user", "password", "prefix"] },
  push: { needs: ["from"], may: ["from"] },
  heartbeat: { needs: ["everyMinutes"], may: ["url", "everyMinutes"] },
} as const;
const COMMON = ["name", "kind", "ca"];

const SCHEMES = { mail: /^smtps?:/, mqtt: /^mqtts?:/ };

/** A channel. */
export const channelRequest = z
  .strictObject({
    name: line(MAX_NAME, "a name").meta({ description: "What people call it." }),
    kind: z.enum(CHANNEL_KINDS, `must be one of ${CHANNEL_KINDS.join(", ")}`).meta({
      description:
        "`push`: the phones on which people switched alarms on; needs the internet. `heartbeat`: something outside is told that the server lives, and gives alarm when it is told no more.",
    }),
    url: url.exactOptional().meta({
      description:
        "Of a webhook or heartbeat. It may hold a token, so it is told to nobody; absent, it stays.",
    }),
    address: address.exactOptional().meta({
      description:
        "Of a mail server, `smtp://` (encrypted where the server can) or `smtps://`, or of a broker: `mqtt://`, `mqtts://`.",
    }),
    preset: z
      .enum(WEBHOOK_PRESETS, `must be one of ${WEBHOOK_PRESETS.join(", ")}`)
      .exactOptional()
      .meta({
        description: "What the receiver of a webhook understands; without it Davy's own JSON (`generic`).",
      }),
    key: secret.exactOptional().meta({
      description:
        "Of a webhook: what it is signed with; for ntfy the access token. Absent, it stays; null takes it away.",
    }),
    user: line(MAX_ADDRESS, "a name")
      .exactOptional()
      .meta({ description: "Who signs in, at a mail server or broker." }),
    password: secret
      .exactOptional()
      .meta({ description: "Of that user. Absent, it stays; null takes it away." }),
    from: line(MAX_ADDRESS, "a mail address")
      .regex(/^[^\s@<>",;:]+@[^\s@<>",;:]+$/, "must be a mail address such as davy@example.org")
      .exactOptional()
      .meta({
        description:
          "The sender of mails. Of `push`: whom the makers of browsers write to when something is amiss.",
      }),
    prefix: line(MAX_NAME, "the beginning of topics")
      .regex(/^[^+#\s]+$/, "must be a topic without + and #")
      .exactOptional()
      .meta({ description: "What topics begin with; without it `davy`." }),
    everyMinutes: z
      .int(`must be whole minutes from 1 to ${DAY_MINUTES}`)
      .min(1, "must be at least 1")
      .max(DAY_MINUTES, `must be at most ${DAY_MINUTES}`)
      .exactOptional()
      .meta({ description: "How often a heartbeat is sent." }),
    ca: z
      .string("must be PEM")
      .max(MAX_CA, `must have at most ${MAX_CA} characters`)
      .regex(/^\s*-----BEGIN CERTIFICATE-----/, "must be a certificate in PEM")
      .exactOptional()
      .meta({
        description: "The certificate of the receiver's authority, where that is one of the site's own, PEM.",
      }),
  })
  .superRefine((asked, context) => {
    const { needs, may } = MEMBERS[asked.kind];
    const given = Object.keys(asked);
    const allowed: readonly string[] = [...may, ...COMMON];
    for (const name of needs.filter((one) => !given.includes(one)))
      context.addIssue({ code: "custom", path: [name], message: `is needed for ${asked.kind}` });
    for (const name of given.filter((one) => !allowed.includes(one)))
      context.addIssue({ code: "custom", path: [name], message: `is not for ${asked.kind}` });
    const scheme = asked.kind === "mail" || asked.kind === "mqtt" ? SCHEMES[asked.kind] : undefined;
    if (asked.address !== undefined && scheme && !scheme.test(asked.address))
      context.addIssue({ code: "custom", path: ["address"], message: `is none for ${asked.kind}` });
  })
  .meta({ description: "A way by which people are told." });

const TIME_FORM = "must be HH:MM";
const time = z.string(TIME_FORM).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME_FORM);

const times = z.strictObject({
  days: z
    .array(z.int("must be 1 (Monday) to 7 (Sunday)").min(1).max(7), "must be a list of days")
    .min(1, "must name a day")
    .max(7)
    .transform((days) => [...new Set(days)].sort())
    .meta({ description: "The days on which it begins: 1 Monday to 7 Sunday." }),
  shift: line(MAX_SHIFT_NAME, "the name of a shift").exactOptional().meta({
    description:
      "One of the site's shifts: its times hold, also when they are changed; `from` and `to` where it is gone.",
    example: "Night",
  }),
  from: time.meta({ description: "In the site's time zone.", example: "22:00" }),
  to: time.meta({ description: "Before `from`, or the same: on the next day.", example: "06:00" }),
});

const step = z.strictObject({
  afterMinutes: z
    .int(`must be whole minutes from 0 to ${DAY_MINUTES}`)
    .min(0, "must be at least 0")
    .max(DAY_MINUTES, `must be at most ${DAY_MINUTES}`)
    .meta({ description: "How long after the alarm asked, when nobody has answered until then." }),
  targets: z
    .array(
      z.strictObject({
        channel: line(MAX_NAME, "the id of a channel"),
        to: z
          .string("must be text")
          .trim()
          .max(MAX_ADDRESS)
          .default("")
          .meta({ description: "A mail address; empty where the channel leads to one place alone." }),
      }),
      "must be a list of targets",
    )
    .min(1, "must name somebody")
    .max(NOTICE_BOUNDS.targets, `must name at most ${NOTICE_BOUNDS.targets}`),
});

/** A rule. */
export const ruleRequest = z
  .strictObject({
    name: line(MAX_NAME, "a name"),
    priorities: z
      .array(z.enum(PRIORITIES, `must be one of ${PRIORITIES.join(", ")}`), "must be a list of priorities")
      .min(1, "must name a priority")
      .transform((given) => [...new Set(given)])
      .meta({
        description: "Of what is told: `critical` is A2 and above, and calls for help; `high` is A1.",
      }),
    places: z
      .array(line(MAX_NAME, "a place"), "must be null or a list of places")
      .min(1, "must name a place; null is all of them")
      .max(MAX_PLACES)
      .nullable()
      .default(null)
      .meta({ description: "Only of devices at these places; null: of all, and of the site itself." }),
    times: z
      .array(times, "must be null or a list of times")
      .min(1, "must name a time; null is always")
      .max(MAX_TIMES)
      .nullable()
      .default(null)
      .meta({ description: "Only in these shifts; null: at any time." }),
    drills: z.boolean("must be true or false").default(false).meta({
      description: "Whether drills and tests of instruments are told as well.",
    }),
    steps: z
      .array(step, "must be a list of steps")
      .min(1, "must have a step")
      .max(NOTICE_BOUNDS.steps, `must have at most ${NOTICE_BOUNDS.steps} steps`)
      .refine(
        (steps) =>
          steps.every(
            (one, index) => index === 0 || one.afterMinutes > (steps[index - 1]?.afterMinutes ?? 0),
          ),
        "must come one after the other: afterMinutes goes up",
      ),
  })
  .meta({ description: "Who is told of what, by which channel, and who when nobody answers." });

/** A trial. */
export const trialRequest = z
  .strictObject({
    to: z.string("must be text").trim().max(MAX_ADDRESS).exactOptional().meta({
      description: "A mail address; absent where the channel leads to one place alone.",
    }),
  })
  .meta({ description: "Whom to send a trial to." });
