// The extension that binds a root to names and networks (RFC 5280, 4.2.1.10), in DER, which the library has no form for.

import { isIP } from "node:net";

const SEQUENCE = 0x30;
/** `[0] permittedSubtrees`. */
const PERMITTED = 0xa0;
/** `[2] dNSName` and `[7] iPAddress` of a GeneralName. */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** A tag, a length and what it is of; lengths up to 65,535. */
function field(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

/** The bytes of an address. */
function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const [before = "", after = ""] = address.split("::");
  const [head, tail] = [groupsOf(before), groupsOf(after)];
  const groups = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

/** A network as its address and its mask. */
function networkBytes(network: string): Buffer {
  const [address = "", prefix = "0"] = network.split("/");
  const bytes = bytesOf(address);
  const mask = bytes.map(
    (_, index) => 0xff & ~(0xff >> Math.min(8, Math.max(0, Number(prefix) - 8 * index))),
  );
  return Buffer.concat([bytes, mask]);
}

/** The extension's value: these domains with all names under them, and these networks, are permitted, and no others. */
export function nameConstraints(domains: readonly string[], networks: readonly string[]): Buffer {
  const subtrees = [
    ...domains.map((domain) => field(DNS_NAME, Buffer.from(domain, "ascii"))),
    ...networks.map((network) => field(IP_ADDRESS, networkBytes(network))),
  ];
  return field(SEQUENCE, field(PERMITTED, Buffer.concat(subtrees.map((name) => field(SEQUENCE, name)))));
}
