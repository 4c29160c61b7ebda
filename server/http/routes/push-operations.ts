// What the routes of alarms on phones say of themselves.

import { PUSH_PATH } from "../../../shared/wire/push.ts";
import { pushBody } from "../bodies/push-body.ts";
import { bodyAnswers, foreignOrigin, jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { EXAMPLE_KEY, pushAnswer } from "../docs/push-schemas.ts";

const GROUP = "Notices";

export const getPushOperation: Operation = {
  id: "getPush",
  group: GROUP,
  summary: "Alarms on this phone: whether they are on, and with what a browser subscribes",
  description: [
    "Alarms reach a phone in a pocket by the servers of its browser's maker: they need the internet, on the server and on the phone. Without it nothing is pushed.",
  ],
  answers: { 200: jsonAnswer("How it stands.", pushAnswer) },
  curl: `-b cookies $URL${PUSH_PATH}`,
};

export const keepPushOperation: Operation = {
  id: "keepPush",
  group: GROUP,
  summary: "Switch alarms on for the browser that asks",
  description: [
    "What is pushed is encrypted for that browser (RFC 8291). It is told what its person may see at that moment, whenever a rule names the channel of kind `push`; it ends with the session, and when the browser's maker says that it is gone. At most 10 of a person, 500 in all.",
  ],
  body: {
    contents: { "application/json": pushBody },
    example: {
      endpoint: "https://push.example.com/send/4711",
      p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg",
      key: EXAMPLE_KEY,
    },
  },
  answers: {
    204: { description: "It is told from now on." },
    400: refusal("It is no subscription, or one to another key of the server."),
    403: foreignOrigin,
    404: refusal("No channel leads to phones."),
    409: refusal("There are as many phones as may be."),
    ...bodyAnswers,
  },
  curl: `-b cookies -X PUT -d @subscription.json $URL${PUSH_PATH}`,
};

export const dropPushOperation: Operation = {
  id: "dropPush",
  group: GROUP,
  summary: "Switch alarms off for the browser that asks",
  answers: { 204: { description: "It is told nothing any more." }, 403: foreignOrigin },
  curl: `-b cookies -X DELETE $URL${PUSH_PATH}`,
};
