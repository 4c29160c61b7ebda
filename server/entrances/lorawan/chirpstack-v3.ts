// Events of ChirpStack v3 as those of v4. Its JSON after protocol buffers has the bytes of a DevEUI as base64, its older form ("JSON v3")
// has them in hexadecimal; both have the device beside the payload, and what a codec made as text or as an object.
// https://www.chirpstack.io/application-server/integrations/events/

import { isMembers, type Members } from "../../../shared/ground/members.ts";
import { bytesOfBase64, membersIn, textIn, timeIn } from "../parts.ts";

/** Eight bytes in base64. */
const EUI_IN_BASE64 = /^[A-Za-z0-9+/]{11}=$/;

function euiIn(value: unknown): string | undefined {
  const text = textIn(value);
  if (text === undefined || !EUI_IN_BASE64.test(text)) return text;
  const bytes = bytesOfBase64(text);
  return bytes && Buffer.from(bytes).toString("hex");
}

/** What a codec made; undefined where it was none, or made nothing. */
function objectIn({ object, objectJSON }: Members): unknown {
  const text = textIn(objectJSON);
  if (text === undefined) return object;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The bytes count then.
    return undefined;
  }
}

function receptionOf(reception: Members): Members {
  const { gatewayID, loRaSNR, ...others } = reception;
  return { ...others, gatewayId: euiIn(gatewayID), snr: loRaSNR };
}

/** An event in the form of v4; one that has that form already as it is. */
export function inVersion4(event: Members): Members {
  if ("deviceInfo" in event || !("devEUI" in event)) return event;
  const { rxInfo } = event;
  const receptions = (Array.isArray(rxInfo) ? (rxInfo as readonly unknown[]) : []).filter(isMembers);
  const { applicationName, deviceName, deviceProfileName, devEUI } = event;
  return {
    ...event,
    // v3 names no uplink, but each gateway's reception of one.
    deduplicationId: textIn(receptions[0]?.["uplinkID"]),
    time: timeIn(event["publishedAt"]) ?? receptions.map(({ time }) => timeIn(time)).find((time) => time),
    deviceInfo: { applicationName, deviceName, deviceProfileName, devEui: euiIn(devEUI) },
    object: objectIn(event),
    rxInfo: receptions.map(receptionOf),
    txInfo: { modulation: { lora: membersIn(event["txInfo"])["loRaModulationInfo"] } },
  };
}
