import type { NetworkInterfaceInfo } from "node:os";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  addressesOf,
  bestHost,
  isLocalAddress,
  isPermitted,
  normalName,
  ownDomains,
  publicAddress,
  wantedNames,
} from "../../../server/tls/names.ts";

const address = (text: string, internal = false): NetworkInterfaceInfo => {
  const rest = { address: text, netmask: "", mac: "", internal, cidr: null };
  return text.includes(":") ? { ...rest, family: "IPv6", scopeid: 0 } : { ...rest, family: "IPv4" };
};
const MACHINE = {
  hostname: "Pump-House",
  interfaces: {
    lo: [address("127.0.0.1", true), address("::1", true)],
    eth0: [address("192.168.7.20"), address("fd00:0:0::7"), address("fe80::1")],
  },
};

it("wants every name and address by which a phone may ask, each spelled out", () => {
  const told = { host: "0.0.0.0", configured: ["Gas.Example.com"], added: ["192.168.1.5"] };
  expect(wantedNames(MACHINE, told)).toEqual([
    "gas.example.com",
    "192.168.1.5",
    "localhost",
    "127.0.0.1",
    "::1",
    "pump-house",
    "pump-house.local",
    "pump-house.lan",
    "pump-house.home.arpa",
    "pump-house.internal",
    "192.168.7.20",
    "fd00::7",
  ]);
});

it("keeps a certificate small on a machine with hundreds of bridges", () => {
  const bridges = Array.from({ length: 400 }, (_, i) => address(`172.16.${i >> 8}.${i & 255}`));
  const machine = { hostname: "davy", interfaces: { eth0: [address("10.0.0.9")], bridges } };
  const wanted = wantedNames(machine, { host: "::", configured: [], added: [] });
  expect(wanted).toHaveLength(60);
  expect(wanted).toContain("10.0.0.9");
});

it("leaves out what no browser asks by", () => {
  expect(
    addressesOf({
      interfaces: { a: [address("fe80::1"), address("febf::1"), address("10.0.0.1")], b: undefined },
    }),
  ).toEqual(["10.0.0.1"]);
});

it.each([
  ["10.0.0.0", true],
  ["10.255.255.255", true],
  ["11.0.0.0", false],
  ["172.15.255.255", false],
  ["172.16.0.0", true],
  ["172.31.255.255", true],
  ["172.32.0.0", false],
  ["192.168.255.255", true],
  ["192.169.0.0", false],
  ["169.254.1.1", true],
  ["100.63.255.255", false],
  ["100.64.0.0", true],
  ["100.127.255.255", true],
  ["100.128.0.0", false],
  ["127.9.9.9", true],
  ["8.8.8.8", false],
  ["::1", true],
  ["::2", false],
  ["fc00::", true],
  ["fdff::1", true],
  ["fe00::", false],
  ["fe80::1", true],
  ["2001:db8::1", false],
] as const)("knows whether %s is of a local network: %s", (text, isLocal) => {
  expect(isLocalAddress(text)).toBe(isLocal);
});

it.each([
  ["davy.local", true],
  ["local", true],
  ["a.b.lan", true],
  ["davylocal", false],
  ["pump-house", true],
  ["x.pump-house", true],
  ["gas.example.com", true],
  ["example.com", false],
  ["notgas.example.com", false],
  ["google.com", false],
] as const)("lets a root vouch for %s: %s", (name, may) => {
  expect(isPermitted(name, ["pump-house", "gas.example.com"])).toBe(may);
});

it("vouches for the machine's own names and those of the settings", () => {
  expect(ownDomains("pump.site.example", ["gas.example.com", "192.168.7.20"])).toEqual([
    "pump",
    "pump.site.example",
    "gas.example.com",
  ]);
});

it.each([
  ["*.local", undefined],
  ["1.2.3.4.5", undefined],
  ["a..b", undefined],
  ["", undefined],
  ["fe80::1%eth0", undefined],
  ["Grüße", undefined],
  ["a b", undefined],
  ["DAVY.local.", "davy.local"],
  ["FD00:0:0:0:0:0:0:7", "fd00::7"],
  ["0:0:0:0:0:0:0:1", "::1"],
] as const)("reads the name %s as %s", (text, name) => {
  expect(normalName(text)).toBe(name);
});

it("reads a name that it has read already as the same", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6()), (text) => {
      const name = normalName(text);
      if (name !== undefined) expect(normalName(name)).toBe(name);
    }),
  );
});

it.each([
  ["a name of its settings", ["gas.example.com"], MACHINE.interfaces, "gas.example.com"],
  ["no name that the certificate is not for", ["late.example.com"], MACHINE.interfaces, "192.168.7.20"],
  [
    "no address of containers",
    [],
    { docker0: [address("172.17.0.1")], ...MACHINE.interfaces },
    "192.168.7.20",
  ],
  ["no address of the internet", [], { eth0: [address("8.8.8.8"), address("fd00::7")] }, "[fd00::7]"],
  ["its name, without an address of a site", [], { eth0: [address("8.8.8.8")] }, "pump-house.local"],
] as const)("is best reached by %s", (...[, configured, interfaces, best]) => {
  const certified = ["gas.example.com", "172.17.0.1", "192.168.7.20", "fd00::7", "pump-house.local"];
  expect(
    bestHost(
      { hostname: "pump-house", interfaces: { ...interfaces } as typeof MACHINE.interfaces },
      { host: "::", configured },
      certified,
    ),
  ).toBe(best);
});

it("is best reached by what it listens on, and on all addresses of IPv4 by none of IPv6", () => {
  const interfaces = { eth0: [address("8.8.8.8"), address("fd00::7"), address("192.168.7.20")] };
  const best = (host: string, certified?: readonly string[]) =>
    bestHost({ hostname: "pump-house", interfaces }, { host, configured: [] }, certified);
  expect(best("0.0.0.0", ["fd00::7", "192.168.7.20"])).toBe("192.168.7.20");
  expect(best("0.0.0.0", ["fd00::7", "pump-house.local"])).toBe("pump-house.local");
  expect(best("0.0.0.0")).toBe("8.8.8.8");
  expect(best("fd00::7", ["fd00::7", "192.168.7.20"])).toBe("[fd00::7]");
});

it.each([
  ["0.0.0.0", ["8.8.8.8", "fd00::7"], "8.8.8.8"],
  ["0.0.0.0", ["8.8.8.8", "192.168.7.20"], undefined],
  ["::", ["8.8.8.8", "fd00::7"], undefined],
  ["::", ["8.8.8.8", "2001:db8::7"], "8.8.8.8"],
  ["8.8.8.8", ["8.8.8.8", "192.168.7.20"], "8.8.8.8"],
  ["192.168.7.20", ["8.8.8.8", "192.168.7.20"], undefined],
  ["gas.example.com", ["8.8.8.8"], undefined],
  ["0.0.0.0", [], undefined],
] as const)("knows on %s with %j the address that is of the internet alone: %s", (host, all, expected) => {
  const interfaces = { eth0: all.map((one) => address(one)), docker0: [address("172.17.0.1")] };
  expect(publicAddress({ hostname: "pump-house", interfaces }, host)).toBe(expected);
});
