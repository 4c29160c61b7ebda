// Which names and addresses a certificate is for, and which of them its root may vouch for: those of local networks alone, so that a
// root that is stolen opens nothing else.

import { BlockList, isIP } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";
import { LOCAL_DOMAINS } from "../../shared/ground/local-domains.ts";

/** Networks that are not of the internet: RFC 1918, 3927, 4193, 4291, 6598, and this machine itself. */
export const LOCAL_NETWORKS: readonly string[] = [
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"],
  ...["::1/128", "fc00::/7", "fe80::/10"],
];

/** A machine with many bridges has many addresses; a certificate must stay small. */
const MAX_NAMES = 60;

/** What a machine is known by. */
export interface Machine {
  readonly hostname: string;
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

/** What the server was told beside: names of its settings, and those that an admin has added. */
export interface ToldNames {
  /** The address that it listens on. */
  readonly host: string;
  readonly configured: readonly string[];
  readonly added: readonly string[];
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

const localNetworks = new BlockList();
for (const network of LOCAL_NETWORKS) {
  const [address = "", prefix] = network.split("/");
  localNetworks.addSubnet(address, Number(prefix), familyOf(address));
}

/** Whether an address is one of a local network. */
export function isLocalAddress(address: string): boolean {
  return isIP(address) !== 0 && localNetworks.check(address, familyOf(address));
}

/** A name or an address in the one form that it is compared in; undefined for what is neither, or has a wildcard. */
export function normalName(text: string): string | undefined {
  const name = text.trim().toLowerCase().replace(/\.$/, "");
  if (isIP(name) === 4) return name;
  if (isIP(name) === 6)
    return name.includes("%") ? undefined : new URL(`http://[${name}]`).hostname.slice(1, -1);
  const isName = name.length <= 253 && /^[a-z\d_]([\w-]{0,62})(\.[a-z\d_][\w-]{0,62})*$/.test(name);
  return isName && !/(^|\.)[\d.]+$/.test(name) ? name : undefined;
}

function namesOf(texts: readonly string[]): string[] {
  return [...new Set(texts.map(normalName).filter((name) => name !== undefined))];
}

/** The names, beside the local domains, that a new root may vouch for: the machine's and those of the settings. */
export function ownDomains(hostname: string, configured: readonly string[]): readonly string[] {
  const [label = ""] = hostname.split(".");
  return namesOf([label, hostname, ...configured]).filter((name) => isIP(name) === 0);
}

/** Whether a root that vouches for these domains, beside the local ones, may vouch for a name or an address. */
export function isPermitted(name: string, domains: readonly string[]): boolean {
  if (isIP(name) !== 0) return isLocalAddress(name);
  return [...LOCAL_DOMAINS, ...domains].some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** The machine's addresses by which others may reach it. Those of a link alone are left out: no browser asks by them. */
export function addressesOf({ interfaces }: Pick<Machine, "interfaces">): readonly string[] {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  const reachable = all.filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
  return namesOf(reachable.map(({ address }) => address));
}

/**
 * All that a certificate is to be for, each once, the most wanted first. Names are spelled out one by one: Apple takes no
 * certificate that has `*.local` in it.
 */
export function wantedNames(machine: Machine, { host, configured, added }: ToldNames): readonly string[] {
  const [label = ""] = machine.hostname.split(".");
  const ofMachine =
    label === "localhost" ? [] : LOCAL_DOMAINS.slice(0, -1).map((domain) => `${label}.${domain}`);
  const isAnyAddress = host === "0.0.0.0" || host === "::";
  return namesOf([
    ...configured,
    ...added,
    ...(isAnyAddress ? [] : [host]),
    "localhost",
    "127.0.0.1",
    "::1",
    label,
    machine.hostname,
    ...ofMachine,
    ...addressesOf(machine),
  ]).slice(0, MAX_NAMES);
}

/** Networks that a machine keeps within itself, or that lead elsewhere: no phone of the site is on them. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|tun|tap|wg|tailscale|zt)/;

/** No address of its own: all of them, or those of this machine alone, to which something else leads. */
const NO_ADDRESS = /^(0\.0\.0\.0|::1?|localhost|127\.[\d.]+)$/;

/** The addresses by which phones reach a server that listens on `host`: on all addresses of IPv4 by none of IPv6. */
function listenedTo({ interfaces }: Machine, host: string): readonly string[] {
  if (!NO_ADDRESS.test(host)) return namesOf([host]);
  const real = Object.entries(interfaces).filter(([name]) => !VIRTUAL.test(name));
  const addresses = addressesOf({ interfaces: Object.fromEntries(real) });
  const families = host === "0.0.0.0" ? [4] : [4, 6];
  return families.flatMap((family) => addresses.filter((address) => isIP(address) === family));
}

/**
 * The address of the internet by which phones reach a server that listens on `host`, where it has no address of a site: the site's
 * own root cannot vouch for it. Undefined where it has one, or none at all.
 */
export function publicAddress(machine: Machine, host: string): string | undefined {
  const addresses = listenedTo(machine, host).filter((name) => isIP(name) !== 0);
  return addresses.some(isLocalAddress) ? undefined : addresses[0];
}

/**
 * The name or address by which phones best reach a server: a name of its settings, else an address that it listens on, else the
 * machine's name; of those the certificate is for, where there is one. IPv6 as it stands in addresses of pages.
 */
export function bestHost(
  machine: Machine,
  { host, configured }: Omit<ToldNames, "added">,
  certified: readonly string[] | undefined,
): string | undefined {
  const byFamily = listenedTo(machine, host);
  const [label = ""] = machine.hostname.split(".");
  const candidates = [...namesOf(configured), ...byFamily, ...namesOf([`${label}.local`])];
  const best = candidates.find((name) => certified?.includes(name) ?? true) ?? byFamily[0];
  return best !== undefined && isIP(best) === 6 ? `[${best}]` : best;
}
