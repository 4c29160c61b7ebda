// The Things Stack v3, its webhooks and its MQTT messages alike. It leaves out what is 0, false or empty, and filters may strip more.

import { type Members, parseNumber } from "../../../shared/ground/members.ts";
import { sourceStep } from "../../../shared/rules/mapping/mapping.ts";
import {
  bestReception,
  bytesOfBase64,
  chargeIn,
  factsOf,
  membersIn,
  snrOf,
  textIn,
  timeIn,
  uplinkKey,
} from "../parts.ts";
import type { Adapted } from "../uplink.ts";

/** What else The Things Stack tells of a device. */
const OTHERS =
  /^(uplink_normalized|join_accept|downlink_\w+|location_solved|service_data|queued_|session_key_id)/;

/** What The Things Stack posts at an uplink. */
export function adaptTts(body: unknown): Adapted {
  const members = membersIn(body);
  const uplink = members["uplink_message"];
  if (typeof uplink !== "object" || uplink === null) {
    const other = Object.keys(members).find((name) => OTHERS.test(name));
    return other === undefined
      ? { problem: "This is no uplink of The Things Stack: end_device_ids and uplink_message are expected" }
      : {
          passedOver: `a message with ${other} holds no reading of its own; enable the event "Uplink message" for readings`,
        };
  }
  const ids = membersIn(members["end_device_ids"]);
  const name = textIn(ids["device_id"]);
  const device = textIn(ids["dev_eui"]) ?? name;
  if (device === undefined)
    return { problem: "end_device_ids.dev_eui is missing, so it cannot be told which device this is of" };
  return { uplinks: [uplinkOf(members, membersIn(uplink), { ids, device, name })] };
}

/** Whose it is. */
interface Sender {
  readonly ids: Members;
  readonly device: string;
  readonly name: string | undefined;
}

/** What a formatter made of the payload in the units of The Things Stack, where a filter has left nothing else. */
function normalisedOf({ normalized_payload: normalised }: Members): unknown {
  const isEmpty = Array.isArray(normalised) && normalised.length === 0;
  return isEmpty ? undefined : (normalised ?? undefined);
}

/** The counter; 0 is left out, and where all else is stripped as well nothing is known of it. */
function counterOf(uplink: Members): number | undefined {
  const isStripped = !("f_port" in uplink) && !("session_key_id" in uplink);
  return parseNumber(uplink["f_cnt"]) ?? (isStripped ? undefined : 0);
}

function uplinkOf(message: Members, uplink: Members, { ids, device, name }: Sender) {
  const { best, count } = bestReception(uplink["rx_metadata"]);
  const gateway = membersIn(best["gateway_ids"]);
  const { lora } = membersIn(membersIn(uplink["settings"])["data_rate"]);
  // The network server's comes before that of the application server, which is later.
  const time = timeIn(uplink["received_at"]) ?? timeIn(message["received_at"]);
  const fCnt = counterOf(uplink);
  const application = textIn(membersIn(ids["application_ids"])["application_id"]) ?? "";
  return {
    source: ["tts", application, name ?? "", device].map(sourceStep).join("/"),
    device,
    name,
    time: time ?? null,
    battery: chargeIn(membersIn(uplink["last_battery_percentage"])["value"]),
    members: uplink["decoded_payload"] ?? normalisedOf(uplink),
    bytes: bytesOfBase64(uplink["frm_payload"]),
    port: parseNumber(uplink["f_port"]) ?? 0,
    key: uplinkKey(device, { fCnt, time }),
    isSimulated: message["simulated"] === true || uplink["simulated"] === true,
    radio: factsOf({
      fCnt,
      fPort: parseNumber(uplink["f_port"]),
      session: textIn(uplink["session_key_id"]) ?? textIn(ids["dev_addr"]),
      rssi: parseNumber(best["rssi"]),
      snr: snrOf(best),
      spreadingFactor: parseNumber(membersIn(lora)["spreading_factor"]),
      gateway: textIn(gateway["gateway_id"]) ?? textIn(gateway["eui"]),
      gateways: count === 0 ? undefined : count,
    }),
  };
}
