// Uplinks of any other LoRaWAN network server, or of a forwarder of one's own: the members that all of them have, however they are
// spelt. Actility, Loriot and Helium were read from their documentation.

import { isMembers, type Members, parseNumber } from "../../../shared/ground/members.ts";
import { sourceStep } from "../../../shared/rules/mapping/mapping.ts";
import {
  bytesOfBase64,
  bytesOfHex,
  chargeIn,
  factsOf,
  membersIn,
  textIn,
  timeIn,
  uplinkKey,
} from "../parts.ts";
import type { Adapted, Uplink } from "../uplink.ts";

/** Most uplinks of a post. */
const MAX_UPLINKS = 1_000;

/** How each thing is spelt, without case and signs. */
const SPELLINGS = {
  device: ["deveui", "eui", "hardwareserial", "deviceeui"],
  name: ["devicename", "name", "devicealias", "deviceid"],
  fCnt: ["fcnt", "fcntup", "counter", "framecounter", "seqno"],
  port: ["fport", "port"],
  time: ["ts", "time", "timestamp", "receivedat", "reportedat"],
  battery: ["pct", "battery", "batterylevel", "batterypct"],
  object: ["object", "objectjson", "decodedpayload", "payloadfields", "decoded", "values"],
  hex: ["payloadhex", "datahex", "hex"],
  data: ["data", "payload", "frmpayload", "payloadraw"],
  encoding: ["encoding"],
  id: ["deduplicationid"],
  session: ["devaddr"],
  rssi: ["rssi", "lrrrssi"],
  snr: ["snr", "lrrsnr", "lorasnr"],
  spreading: ["sf", "spreadingfactor", "spfact", "dr", "datarate"],
  gateway: ["gateway", "gatewayid", "gweui", "lrrid"],
} as const;
type Name = keyof typeof SPELLINGS;
const KNOWN: ReadonlyMap<string, Name> = new Map(
  Object.entries(SPELLINGS).flatMap(([name, all]) => all.map((one) => [one, name as Name] as const)),
);

/** What is known of an uplink by its name, and what is left. */
interface Told {
  readonly known: { readonly [N in Name]?: unknown };
  readonly others: Members;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function tell(body: Members): Told {
  const known: { [N in Name]?: unknown } = {};
  const others: [string, unknown][] = [];
  for (const [member, value] of Object.entries(body)) {
    const name = KNOWN.get(plain(member));
    if (name !== undefined && known[name] === undefined) known[name] = value;
    else others.push([member, value]);
  }
  return { known, others: Object.fromEntries(others) };
}

/** An uplink, or the one that is the only member of a wrapper (`DevEUI_uplink`). */
function unwrapped(body: unknown): Members {
  const outer = membersIn(body);
  if (tell(outer).known.device !== undefined) return outer;
  return (
    Object.values(outer)
      .filter(isMembers)
      .find((inner) => tell(inner).known.device !== undefined) ?? outer
  );
}

function bytesOf({ hex, data, encoding }: Told["known"]): Uint8Array | undefined {
  if (hex !== undefined) return bytesOfHex(hex);
  if (textIn(encoding)?.toLowerCase() === "base64") return bytesOfBase64(data);
  return bytesOfHex(data) ?? bytesOfBase64(data);
}

/** What a codec made: the member for it, else what no other name is known for. */
function objectOf({ known, others }: Told): unknown {
  if (Array.isArray(others["sensors"])) return others;
  const { object } = known;
  if (typeof object === "string") {
    try {
      return JSON.parse(object) as unknown;
    } catch {
      // Some put text there; the bytes count then.
      return undefined;
    }
  }
  if (object !== undefined && object !== null) return object;
  // Some put what they have decoded into the place of the bytes.
  if (isMembers(known.data)) return known.data;
  return bytesOf(known) === undefined && Object.keys(others).length > 0 ? others : undefined;
}

function spreadingIn(value: unknown): number | undefined {
  const [, figure] = /^SF\s*(\d+)/i.exec(textIn(value) ?? "") ?? [];
  const spreading = figure === undefined ? parseNumber(value) : Number(figure);
  // What is less is a data rate, whose meaning depends on the region.
  return spreading !== undefined && spreading >= 5 && spreading <= 12 ? spreading : undefined;
}

function uplinkOf(body: unknown): Uplink | undefined {
  const told = tell(unwrapped(body));
  const { known } = told;
  const device = textIn(known.device)?.replaceAll(/[\s:-]/g, "");
  if (device === undefined || device === "") return undefined;
  const fCnt = parseNumber(known.fCnt);
  const time = timeIn(known.time);
  const port = parseNumber(known.port);
  return {
    source: `lorawan/${sourceStep(device)}`,
    device,
    name: textIn(known.name),
    time: time ?? null,
    battery: chargeIn(known.battery),
    members: objectOf(told),
    bytes: bytesOf(known),
    port,
    key: uplinkKey(device, { id: textIn(known.id), fCnt, time }),
    radio: factsOf({
      fCnt,
      fPort: port,
      session: textIn(known.session),
      rssi: parseNumber(known.rssi),
      snr: parseNumber(known.snr),
      spreadingFactor: spreadingIn(known.spreading),
      gateway: textIn(known.gateway),
    }),
  };
}

/** One uplink, or a list of them. */
export function adaptLorawan(body: unknown): Adapted {
  const bodies: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (bodies.length === 0 || bodies.length > MAX_UPLINKS)
    return { problem: `Send 1 to ${MAX_UPLINKS} uplinks in a post` };
  const uplinks = bodies.map(uplinkOf);
  const unknown = uplinks.indexOf(undefined);
  if (unknown >= 0) {
    const where = bodies.length === 1 ? "" : ` in item ${unknown}`;
    return { problem: `devEui is missing${where}, so it cannot be told which device this is of` };
  }
  return { uplinks: uplinks.filter((uplink) => uplink !== undefined) };
}
