// ChirpStack v4, its HTTP integration and its MQTT events alike: JSON, of which the event's kind is told beside it. It leaves out what is 0, false
// or empty. What v3 sends is brought into that form first.

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
import type { Adapted, Uplink } from "../uplink.ts";
import { inVersion4 } from "./chirpstack-v3.ts";

/** The event of a body that comes without one. */
function eventOf(body: Members): string {
  if (["data", "fCnt", "fPort", "object", "rxInfo"].some((member) => member in body)) return "up";
  return "margin" in body || "batteryLevel" in body ? "status" : "unknown";
}

/** What ChirpStack posts at an event (`?event=up`); without the event's name it is told by what is in the body. */
export function adaptChirpStack(body: unknown, event: string | undefined): Adapted {
  const members = inVersion4(membersIn(body));
  const kind = event || eventOf(members);
  if (kind !== "up" && kind !== "status")
    return event
      ? { passedOver: `the event ${event.slice(0, 40)} holds no reading` }
      : { problem: "This is no ChirpStack event: up, with deviceInfo.devEui, is expected" };
  const info = membersIn(members["deviceInfo"]);
  const device = textIn(info["devEui"]);
  if (device === undefined)
    return { problem: "deviceInfo.devEui is missing, so it cannot be told which device this is of" };
  const common = {
    source: ["chirpstack", info["applicationName"], info["deviceProfileName"], device]
      .map((step) => sourceStep(textIn(step) ?? ""))
      .join("/"),
    device,
    name: textIn(info["deviceName"]),
    time: timeIn(members["time"]) ?? null,
  };
  return { uplinks: [kind === "up" ? upOf(members, common) : statusOf(members, common)] };
}

type Common = Pick<Uplink, "source" | "name" | "time"> & { readonly device: string };

function upOf(members: Members, common: Common): Uplink {
  const { best, count } = bestReception(members["rxInfo"]);
  const { lora } = membersIn(membersIn(members["txInfo"])["modulation"]);
  const fCnt = parseNumber(members["fCnt"]) ?? 0;
  const id = textIn(members["deduplicationId"]);
  return {
    ...common,
    members: members["object"] ?? undefined,
    bytes: bytesOfBase64(members["data"]),
    port: parseNumber(members["fPort"]) ?? 0,
    key: uplinkKey(common.device, { id, fCnt, time: common.time ?? undefined }),
    radio: factsOf({
      fCnt,
      fPort: parseNumber(members["fPort"]),
      session: textIn(members["devAddr"]),
      rssi: parseNumber(best["rssi"]),
      snr: snrOf(best),
      spreadingFactor: parseNumber(membersIn(lora)["spreadingFactor"]),
      gateway: textIn(best["gatewayId"]),
      gateways: count === 0 ? undefined : count,
    }),
  };
}

function statusOf(members: Members, common: Common): Uplink {
  const externalPower = members["externalPowerSource"] === true;
  const isKnown = !externalPower && members["batteryLevelUnavailable"] !== true;
  const id = textIn(members["deduplicationId"]);
  return {
    ...common,
    isStatus: true,
    battery: isKnown ? chargeIn(members["batteryLevel"]) : undefined,
    key: id === undefined ? undefined : uplinkKey(common.device, { id: `status/${id}` }),
    radio: factsOf({ margin: parseNumber(members["margin"]) ?? 0, externalPower }),
  };
}
