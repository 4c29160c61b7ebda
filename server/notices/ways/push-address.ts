// What may be an address of a phone: people give it, so that nothing of the site's own network may be among them.

import { isIP } from "node:net";
import type { PushPhone } from "../../../shared/wire/push.ts";
import { NoticeRefusal } from "../refusal.ts";
import { areKeys } from "./web-push.ts";

/** Names that lead nowhere on the internet (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL = /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/;

function isAddress(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password } = new URL(endpoint);
  const isNamed = hostname.includes(".") && isIP(hostname) === 0 && !LOCAL.test(hostname);
  return protocol === "https:" && isNamed && username === "" && password === "";
}

/** Throws a NoticeRefusal for what no browser gives. Where the name leads is looked at when it is sent to. */
export function assertPhone(phone: PushPhone): void {
  if (!isAddress(phone.endpoint))
    throw new NoticeRefusal(
      "unfit",
      "endpoint: must be the https address of a push service on the internet.",
    );
  if (!areKeys(phone))
    throw new NoticeRefusal("unfit", "p256dh and auth: must be the keys of a subscription.");
}
