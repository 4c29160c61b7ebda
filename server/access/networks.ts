// Addresses and networks whose posts are taken without a key, as CIDR writes them (RFC 4632, RFC 4291).

import { isIP } from "node:net";

/** An IPv4 address as a socket that listens on IPv6 as well writes it. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;
const BITS = { 4: 32, 6: 128 } as const;

/** A network: all addresses that begin with the same bits. */
export interface Network {
  readonly version: 4 | 6;
  readonly first: bigint;
  /** How many bits are the same. */
  readonly prefix: number;
}

/** An address as it is written everywhere here: IPv4 as IPv4, without the zone that a link-local one has. */
export function plainAddress(address: string): string {
  return address.replace(MAPPED, "").replace(/%.*$/, "");
}

function valueOfIPv4(address: string): bigint {
  return address.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":");
}

function valueOfIPv6(address: string): bigint {
  // The last two groups may be written as an IPv4 address.
  const hex = address.replace(/[\d.]+\.[\d.]+$/, (last) => {
    const value = valueOfIPv4(last);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = "", tail] = hex.split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** An address as a number; undefined for what is none. */
function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  const address = plainAddress(text);
  const version = isIP(address);
  if (version === 4) return { version, value: valueOfIPv4(address) };
  return version === 6 ? { version, value: valueOfIPv6(address) } : undefined;
}

function withoutHostBits(value: bigint, { version, prefix }: Pick<Network, "version" | "prefix">): bigint {
  const hostBits = BigInt(BITS[version] - prefix);
  return (value >> hostBits) << hostBits;
}

const FORM = "must be an address such as 192.168.7.41, or a network such as 192.168.7.0/24";

/**
 * Reads an address or a network; what its prefix leaves open counts as zero. Answers in words why it is none. A network of all
 * addresses is none: it would mean that nobody needs a key.
 */
export function parseNetwork(text: string): Network | string {
  const [address = "", given, ...rest] = text.trim().split("/");
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0 || (given !== undefined && !/^\d{1,3}$/.test(given))) return FORM;
  const { version, value } = parsed;
  const isMapped = version === 4 && isIP(address) === 6;
  const prefix = given === undefined ? BITS[version] : Number(given) - (isMapped ? 96 : 0);
  if (prefix > BITS[version] || prefix < 0) return FORM;
  if (prefix === 0) return "must not be all addresses; say that posts need no key instead";
  return { version, prefix, first: withoutHostBits(value, { version, prefix }) };
}

/** Whether an address, as a socket tells it, is of a network. */
export function isOfNetwork(address: string, network: Network): boolean {
  const parsed = parseAddress(address);
  return parsed?.version === network.version && withoutHostBits(parsed.value, network) === network.first;
}

/** A network as text, always the same for the same one: an address alone where it has no others. */
export function formatNetwork({ version, first, prefix }: Network): string {
  const address = version === 4 ? formatIPv4(first) : formatIPv6(first);
  return prefix === BITS[version] ? address : `${address}/${prefix}`;
}

function formatIPv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
}

function formatIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, place) =>
    ((value >> BigInt(16 * (7 - place))) & 0xffffn).toString(16),
  );
  // The parser of addresses writes the longest row of zeros as :: (RFC 5952).
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
