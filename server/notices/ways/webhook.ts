// Notices as HTTP posts: to a siren, a PLC, Node-RED, an SMS gateway, ntfy, or a chat. Davy's own form is signed.

import { createHmac } from "node:crypto";
import type { AlarmPriority } from "../../../shared/entries/alarm.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { Message } from "../message.ts";
import { ask } from "./outgoing.ts";
import { NotDelivered, type OpenWay } from "./way.ts";

interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Form = (message: Message, url: string, key: string | undefined) => Post;

/** As ntfy counts: 5 goes through "do not disturb" where its user lets it. */
const NTFY_PRIORITIES: { readonly [Each in AlarmPriority]: number } = {
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

/** What stands in `Davy-Signature`: the receiver makes the same of the moment, a point and the body, and compares. */
export function signatureOf(body: string, key: string, at: number): string {
  const seconds = Math.floor(at / SECOND_MS);
  const digest = createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}

const generic: Form = (message, url, key) => {
  const { to: _, ...told } = message;
  const body = JSON.stringify(told);
  return {
    url,
    body,
    headers: {
      "Davy-Notice-Id": message.id,
      ...(key === undefined ? {} : { "Davy-Signature": signatureOf(body, key, message.sentAt) }),
    },
  };
};

/** What people read has the id too: a message that comes twice must be known by it. */
function withId(text: string, id: string): string {
  return `${text}\n[${id}]`;
}

/** The topic is the last part of the address; as JSON it goes to the address before it. */
const ntfy: Form = ({ id, title, text, priority }, url, key) => {
  const { origin, pathname } = new URL(url);
  const parts = pathname.split("/").filter((part) => part !== "");
  const topic = decodeURIComponent(parts.pop() ?? "");
  const told = {
    topic,
    title,
    message: withId(text, id),
    priority: NTFY_PRIORITIES[priority],
    tags: ["rotating_light"],
  };
  return {
    url: [origin, ...parts, ""].join("/"),
    body: JSON.stringify(told),
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
  };
};

const slack: Form = ({ id, title, text }, url) => ({
  url,
  body: JSON.stringify({ text: `*${title}*\n${withId(text, id)}` }),
  headers: {},
});

const FORMS = { generic, ntfy, slack };

/** Opens a webhook. */
export const openWebhook: OpenWay = async ({ setup, secrets, now }) => {
  const form = FORMS[setup.preset ?? "generic"];
  return {
    async send(message, signal) {
      const { url, key } = secrets;
      if (url === undefined) throw new NotDelivered("Its address is not known here. Enter it again.");
      const post = form(message, url, key);
      const headers = {
        "Content-Type": "application/json",
        "Content-Length": String(Buffer.byteLength(post.body)),
        ...post.headers,
      };
      return ask({ ...post, method: "POST", headers, ca: setup.ca, signal, now });
    },
    close: async () => undefined,
  };
};
