import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatNetwork,
  isOfNetwork,
  type Network,
  parseNetwork,
  plainAddress,
} from "../../../server/access/networks.ts";

function network(text: string): Network {
  const parsed = parseNetwork(text);
  if (typeof parsed === "string") throw new Error(parsed);
  return parsed;
}

describe("what a network is", () => {
  it.each([
    ["192.168.7.41", "192.168.7.41"],
    [" 10.1.2.3/8 ", "10.0.0.0/8"],
    ["10.1.2.3/32", "10.1.2.3"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
    ["FE80:0:0:0::1/10", "fe80::/10"],
    ["2001:db8::1", "2001:db8::1"],
    ["::1", "::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["64:ff9b::10.0.0.1", "64:ff9b::a00:1"],
  ])("reads %j as %j", (text, written) => {
    expect(formatNetwork(network(text))).toBe(written);
  });

  it.each([
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.1/33",
    "::1/129",
    "10.0.0.1/-1",
    "10.0.0.1/8/8",
    "10.0.0.1/",
    "host",
    "::ffff:10.0.0.1/8",
  ])("says of %j that it is none", (text) => {
    expect(parseNetwork(text)).toContain("must be an address");
  });

  it.each(["0.0.0.0/0", "::/0", "10.0.0.0/0", "::ffff:0.0.0.0/96"])(
    "does not take %j, which is everybody",
    (text) => {
      expect(parseNetwork(text)).toContain("all addresses");
    },
  );
});

describe("who is of a network", () => {
  it.each([
    ["10.9.9.9", "10.0.0.0/8", true],
    ["11.0.0.1", "10.0.0.0/8", false],
    ["::ffff:10.9.9.9", "10.0.0.0/8", true],
    ["fe80::1%eth0", "fe80::/10", true],
    ["::1", "127.0.0.1", false],
    ["0:0:0:0:0:0:0:1", "::1", true],
    ["", "10.0.0.0/8", false],
    ["a page", "10.0.0.0/8", false],
  ])("%j of %j: %j", (address, of, is) => {
    expect(isOfNetwork(address, network(of))).toBe(is);
  });

  const word = fc.nat(0xffff);
  const addressV6 = fc
    .array(word, { minLength: 8, maxLength: 8 })
    .map((groups) => groups.map((each) => each.toString(16)).join(":"));
  const addressV4 = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).map((parts) => parts.join("."));
  const nearby = (address: fc.Arbitrary<string>, bits: number) =>
    fc.tuple(address, address, fc.integer({ min: 1, max: bits }), fc.boolean());

  it.each([
    ["ipv4" as const, nearby(addressV4, 32)],
    ["ipv6" as const, nearby(addressV6, 128)],
  ])("agrees with Node's own list for %s", (family, cases) => {
    fc.assert(
      fc.property(cases, ([base, other, prefix, isSame]) => {
        const address = isSame ? base : other;
        const list = new BlockList();
        list.addSubnet(base, prefix, family);
        expect(isOfNetwork(address, network(`${base}/${prefix}`))).toBe(list.check(address, family));
      }),
    );
  });

  it("finds each network again in what it is written as", () => {
    fc.assert(
      fc.property(fc.oneof(nearby(addressV4, 32), nearby(addressV6, 128)), ([base, , prefix]) => {
        const parsed = network(`${base}/${prefix}`);
        expect(network(formatNetwork(parsed))).toEqual(parsed);
      }),
    );
  });
});

it("writes an address as it is written everywhere", () => {
  expect(["::ffff:10.0.0.1", "10.0.0.1", "fe80::1%en0", "::1"].map(plainAddress)).toEqual([
    "10.0.0.1",
    "10.0.0.1",
    "fe80::1",
    "::1",
  ]);
});
