// CloudEvents 1.0 over HTTP: the event's attributes in headers (binary), in the body (structured), or a list of such bodies (batch).

import { isMembers, type Members } from "../../../shared/ground/members.ts";
import { sourceStep } from "../../../shared/rules/mapping/mapping.ts";
import { bytesOfBase64, keyOf, textIn } from "../parts.ts";
import { type Adapted, adaptedOf, type Uplink } from "../uplink.ts";

/** Most events of a batch. */
const MAX_EVENTS = 1_000;

/** The attributes of an event whose data are the body, by `ce-` headers; undefined for a body that is an event itself. */
export function attributesIn(headers: { readonly [name: string]: unknown }): Members | undefined {
  if (headers["ce-specversion"] === undefined) return undefined;
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith("ce-"));
  return Object.fromEntries(attributes.map(([name, value]) => [name.slice(3), decoded(value)]));
}

/** Headers have what is no ASCII percent-encoded (HTTP protocol binding, 3.1.3.2). */
function decoded(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return decodeURIComponent(value);
  } catch {
    // Not encoded at all, as many senders have it.
    return value;
  }
}

function dataOf(event: Members): Pick<Uplink, "members" | "bytes"> {
  const bytes = bytesOfBase64(event["data_base64"]);
  const { data } = event;
  if (typeof data !== "string") return { members: data ?? undefined, bytes };
  try {
    return { members: JSON.parse(data) as unknown, bytes };
  } catch {
    // Text that is no JSON is kept as it is.
    return { members: { data }, bytes };
  }
}

function uplinkOf(event: unknown): Uplink | string {
  if (!isMembers(event)) return "An event must be a JSON object";
  const { specversion } = event;
  const [id, source, type] = [textIn(event["id"]), textIn(event["source"]), textIn(event["type"])];
  if (typeof specversion !== "string" || !specversion.startsWith("1."))
    return "specversion must be 1.0, in the body or as the header ce-specversion";
  if (id === undefined || source === undefined || type === undefined)
    return "An event needs id, source and type; id and source together tell a repeated one";
  return {
    source: ["cloudevents", type, source].map((step, at) => (at === 0 ? step : sourceStep(step))).join("/"),
    likelyDevice: textIn(event["subject"]) ?? source,
    time: textIn(event["time"]) ?? null,
    key: keyOf("ce", source, id),
    ...dataOf(event),
  };
}

/** Takes an event or a batch of them apart; one that cannot be read costs no other. `attributes` are those of a binary event, whose data the body is. */
export function adaptCloudEvents(body: unknown, attributes: Members | undefined): Adapted {
  const events: readonly unknown[] = attributes
    ? [{ ...attributes, data: body }]
    : Array.isArray(body)
      ? body
      : [body];
  if (events.length > MAX_EVENTS) return { problem: `Send at most ${MAX_EVENTS} events in a batch` };
  const uplinks: Uplink[] = [];
  const leftOut: string[] = [];
  for (const [place, event] of events.entries()) {
    const uplink = uplinkOf(event);
    if (typeof uplink === "string") leftOut.push(events.length === 1 ? uplink : `Event ${place}: ${uplink}`);
    else uplinks.push(uplink);
  }
  return adaptedOf(uplinks, leftOut);
}
