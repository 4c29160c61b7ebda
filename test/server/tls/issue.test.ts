// What OpenSSL, which knows nothing of this server, says of the certificates that it makes.

import { X509Certificate } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { factsOf, rootFaceOf } from "../../../server/tls/certificate-facts.ts";
import type { Pair } from "../../../server/tls/tls.ts";
import { issueLeaf, issueRoot, textByOpenssl, verifyByOpenssl } from "../../helpers/issued.ts";

const DAY_MS = 86_400_000;
const NAMES = ["pump-house", "pump-house.local", "gas.example.com", "localhost", "davy.home.arpa"];
const ADDRESSES = ["192.168.7.20", "10.1.2.3", "172.16.0.1", "100.64.0.1", "127.0.0.1", "::1", "fd00::7"];
let root: Pair;
let leaf: Pair;

beforeAll(async () => {
  root = await issueRoot();
  leaf = await issueLeaf(root, [...NAMES, ...ADDRESSES]);
});

describe("a leaf", () => {
  it.each([...NAMES, ...ADDRESSES])("is good for %s", async (name) => {
    expect(await verifyByOpenssl(root, leaf, name)).toBe("OK");
  });

  it.each(["other.local", "192.168.7.21", "example.com"])(
    "is not good for %s, which it does not name",
    async (name) => {
      expect(await verifyByOpenssl(root, leaf, name)).toMatch(/mismatch/);
    },
  );

  it.each([
    "google.com",
    "8.8.8.8",
    "2001:4860:4860::8888",
    "172.32.0.1",
    "192.169.0.1",
    "example.com",
    "notlocal",
  ])("that names %s is refused, since the root may not vouch for it", async (name) => {
    const forged = await issueLeaf(root, ["pump-house.local", name]);
    expect(await verifyByOpenssl(root, forged, name)).toMatch(
      /error 47 at 0 depth lookup: permitted subtree/,
    );
    expect(await verifyByOpenssl(root, forged, "pump-house.local")).toMatch(/error 47/);
  });

  it("lives for 45 days, and says its names", () => {
    const { notBefore, notAfter, names } = factsOf(leaf.cert);
    expect(notAfter - notBefore).toBe(45 * DAY_MS);
    expect(names).toEqual([...NAMES, ...ADDRESSES]);
  });

  it("is for a server, and signs nothing", async () => {
    const text = await textByOpenssl(leaf.cert);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
    expect(text).toMatch(/Extended Key Usage: \n\s+TLS Web Server Authentication\n/);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
  });
});

describe("a root", () => {
  it("is a P-256 authority for servers alone, above no other authority", async () => {
    const text = await textByOpenssl(root.cert);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Extended Key Usage: \n\s+TLS Web Server Authentication\n/);
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(text).toMatch(/ASN1 OID: prime256v1/);
  });

  it("has constraints that are not critical", async () => {
    const text = await textByOpenssl(root.cert);
    expect(text).toMatch(/X509v3 Name Constraints: \n\s+Permitted:/);
    expect(text).toContain("DNS:home.arpa");
    expect(text).toContain("IP:192.168.0.0/255.255.0.0");
    expect(text).toContain("IP:100.64.0.0/255.192.0.0");
    expect(text).toContain("IP:FC00:0:0:0:0:0:0:0/FE00:0:0:0:0:0:0:0");
  });

  it("is called by the site's name and four words, which are those of its key", () => {
    const { name, words } = rootFaceOf(root.cert);
    expect(words).toHaveLength(4);
    expect(name).toBe(`Northfield (${words.join(" ")})`);
  });

  it("lives for ten years", () => {
    const { validFrom, validTo } = new X509Certificate(root.cert);
    expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS / 365.25).toBeCloseTo(10, 1);
  });

  it("may not vouch for another authority", async () => {
    const other = await issueRoot();
    const { cert } = await issueLeaf({ cert: leaf.cert, key: leaf.key }, ["pump-house.local"]);
    expect(await verifyByOpenssl(root, { cert, key: other.key }, "pump-house.local")).toMatch(/error/);
  });
});

it("keeps the name of a site within what certificates may carry", async () => {
  const { makeRoot } = await import("../../../server/tls/issue.ts");
  const life = { notBefore: 0, notAfter: 10 * DAY_MS };
  const randomBytes = (count: number) => new Uint8Array(count);
  const siteName = "Zeche Größer-Förderstollen, Schacht 3, Übertage, Pumpenhaus am Wasserwerk";
  const { cert } = await makeRoot({ siteName, domains: [], life, randomBytes });
  const { name, words } = rootFaceOf(cert);
  expect([...name].length).toBeLessThanOrEqual(64);
  expect(name).toMatch(/^Zeche Größer/);
  expect(name.endsWith(`(${words.join(" ")})`)).toBe(true);
});
