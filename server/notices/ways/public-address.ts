// Addresses that the internet knows. Where a person and not an admin says whom the server asks, nothing else is asked: they would
// have it ask the site's own machines.

import { BlockList, isIP, type LookupFunction } from "node:net";

/** What is not the internet: RFC 6890 and its like. */
const NOT_PUBLIC: readonly (readonly [address: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** Of IPv6 only this is given out; within it, what leads to addresses of IPv4 (Teredo, 6to4), and examples. */
const PUBLIC_6 = ["2000::", 3] as const;
const NOT_PUBLIC_6: readonly (readonly [address: string, prefix: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
];

const refused = new BlockList();
for (const [address, prefix] of NOT_PUBLIC) refused.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of NOT_PUBLIC_6) refused.addSubnet(address, prefix, "ipv6");
const given = new BlockList();
given.addSubnet(...PUBLIC_6, "ipv6");

/** Whether the internet knows an address. */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !refused.check(address, "ipv4");
  return version === 6 && given.check(address, "ipv6") && !refused.check(address, "ipv6");
}

/** Looks names up; fails for one that leads to anything but the internet. What is connected to is what was looked at. */
export function publicAlone(look: LookupFunction): LookupFunction {
  return (name, options, callback) => {
    look(name, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (error || addresses.every(isPublic)) callback(error, found, family);
      else
        callback(Object.assign(new Error("It is no address of the internet."), { code: "EPRIVATE" }), "", 4);
    });
  };
}
