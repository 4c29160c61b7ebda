// What is known of something that posts.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { GatewayAnswer } from "../../../../shared/wire/gateways.ts";
import { contactText } from "../../i18n/access-texts.ts";
import type { Format } from "../../i18n/format.ts";

/** Devices that are named; of more it is said how many. */
const MAX_DEVICES = 6;

/** The last post, how much comes, and the devices with their batteries. `now`: server time. */
export function gatewayFacts(
  { lastPostAt, from, readingsADay, devices }: GatewayAnswer,
  now: number,
  format: Format,
) {
  const last = contactText(lastPostAt, now, format);
  const count = format.number(readingsADay, 0);
  const [shown, more] = [devices.slice(0, MAX_DEVICES), devices.length - MAX_DEVICES];
  const battery = (percent: number | null) => (percent === null ? "" : ` ${format.percent(percent)}`);
  const post = from
    ? msg(str`last post: ${last}, from ${from}`, { id: "access.lastPost" })
    : msg(str`last post: ${last}`, { id: "access.lastPostAlone" });
  return html`<small>${post}</small>
    <small>${msg(str`${count} readings in 24 h`, { id: "access.readingsADay" })}</small>
    ${
      shown.length === 0
        ? nothing
        : html`<small>
            ${shown.map((one) => `${one.device}${battery(one.battery)}`).join(", ")}
            ${more > 0 ? msg(str`and ${more} more`, { id: "access.moreDevices" }) : nothing}
          </small>`
    }`;
}
