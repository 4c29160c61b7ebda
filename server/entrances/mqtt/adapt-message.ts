// A message of a broker, taken apart by its topic: network servers by their own form, and whatever else as members, one number included.

import { isMembers, parseNumber } from "../../../shared/ground/members.ts";
import { adaptChirpStack } from "../lorawan/chirpstack.ts";
import { adaptTts } from "../lorawan/tts.ts";
import type { Adapted } from "../uplink.ts";

/** Messages beyond this are passed over, bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** `application/<id>/device/<DevEUI>/event/<event>`: https://www.chirpstack.io/docs/chirpstack/integrations/mqtt.html */
const CHIRPSTACK = /^application\/[^/]+\/device\/[^/]+\/event\/([^/]+)$/;
/** `v3/<application>@<tenant>/devices/<device>/<what>` */
const TTS = /^v3\/[^/]+\/devices\/[^/]+\/(.+)$/;
/** Where the name of a device stands in the topics of others. */
const NAMED = [
  /^zigbee2mqtt\/(?!bridge\/)([^/]+)$/,
  /^tele\/(.+)\/SENSOR$/,
  /^(?:homeassistant|hass)\/sensor\/([^/]+)\/state$/,
];
/** Topics that tell of something else than readings, whatever stands in them. */
const OTHERS =
  /^zigbee2mqtt\/(bridge\/|.+\/(availability|set|get)$)|^(tele|stat|cmnd)\/.+\/(LWT|STATE|INFO\d?|RESULT|STATUS\d*)$|\/config$/;

const DECODER = new TextDecoder("utf-8", { fatal: true });

/** The text of a payload; undefined for bytes that are none. */
function textOf(payload: Uint8Array): string | undefined {
  try {
    // Firmware written in C may send the rest of its buffer.
    return DECODER.decode(payload).split("\0", 1)[0];
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The device that a topic is of, where no mapping and nothing in the message says it: as others name it, else all but the last step. */
function deviceOf(topic: string, isNumber: boolean): string {
  for (const pattern of NAMED) {
    const name = pattern.exec(topic)?.[1];
    if (name !== undefined) return name;
  }
  return isNumber ? topic.split("/").slice(0, -1).join("/") || topic : topic;
}

function plain(topic: string, payload: Uint8Array): Adapted {
  const source = `mqtt/${topic}`;
  const text = textOf(payload);
  if (text === undefined)
    return { uplinks: [{ source, bytes: payload, likelyDevice: topic, isChance: true }] };
  if (text.trim() === "") return { passedOver: "it is empty" };
  const value = jsonOf(text) ?? text;
  const number = isMembers(value) || Array.isArray(value) ? undefined : parseNumber(value);
  // A topic of one number has its meaning in its name: `shaft 3/north/co`.
  const members = number === undefined ? value : { [topic.split("/").at(-1) ?? topic]: number };
  const likelyDevice = deviceOf(topic, number !== undefined);
  return { uplinks: [{ source, members, likelyDevice, isChance: true }] };
}

/** What a message holds. */
export function adaptMessage(topic: string, payload: Uint8Array): Adapted {
  if (payload.length > MAX_MESSAGE_BYTES) return { passedOver: "it is too long" };
  const event = CHIRPSTACK.exec(topic)?.[1];
  if (event !== undefined) return adaptChirpStack(jsonOf(textOf(payload) ?? ""), event);
  const what = TTS.exec(topic)?.[1];
  if (what === "up") return adaptTts(jsonOf(textOf(payload) ?? ""));
  if (what !== undefined) return { passedOver: "it is no uplink" };
  return OTHERS.test(topic) ? { passedOver: "its topic tells of something else" } : plain(topic, payload);
}
