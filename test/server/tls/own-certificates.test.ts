import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { NetworkInterfaceInfo } from "node:os";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { afterEach, beforeEach, expect, it } from "vitest";
import { certificateFiles } from "../../../server/tls/certificate-files.ts";
import { openOwnCertificates } from "../../../server/tls/own-certificates.ts";
import type { Certificates } from "../../../server/tls/tls.ts";
import { verifyByOpenssl } from "../../helpers/issued.ts";
import { recordReport } from "../../helpers/record-report.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 26, 12);
let folder: string;
let now: number;
let addresses: string[];
let opened: Certificates[];
let report = recordReport();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-tls-"));
  [now, addresses, opened, report] = [NOW, ["192.168.7.20"], [], recordReport()];
});
afterEach(async () => {
  for (const certificates of opened) certificates.stop();
  await rm(folder, { recursive: true });
});

function interfaces(): Record<string, NetworkInterfaceInfo[]> {
  const rest = { netmask: "", mac: "", internal: false, cidr: null, family: "IPv4" } as const;
  return { eth0: addresses.map((address) => ({ ...rest, address })) };
}

async function open(configured: readonly string[] = []): Promise<Certificates> {
  const certificates = await openOwnCertificates({
    files: certificateFiles(folder),
    told: { host: "0.0.0.0", configured },
    machine: () => ({ hostname: "pump-house", interfaces: interfaces() }),
    siteName: "Northfield",
    wall: () => now,
    builtAt: NOW,
    randomBytes,
    report,
  });
  opened.push(certificates);
  return certificates;
}

/** What every phone would say if the root were another. */
const rootOf = async () => ({ cert: (await open()).root!.pem, key: "" });

it("makes a root and a certificate that phones of the site can use", async () => {
  const { pair, root } = await open();
  expect(() => createSecureContext(pair)).not.toThrow();
  for (const name of ["pump-house.local", "192.168.7.20", "::1"])
    expect(await verifyByOpenssl({ cert: root!.pem, key: "" }, pair, name)).toBe("OK");
  expect(root!.name).toBe(`Northfield (${root!.words.join(" ")})`);
});

it("keeps both for the server's user alone", async () => {
  await open();
  expect((await readdir(join(folder, "tls"))).sort()).toEqual(["root.pem", "server.pem"]);
  for (const name of ["root.pem", "server.pem"])
    expect((await stat(join(folder, "tls", name))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, "tls"))).mode & 0o777).toBe(0o700);
});

it("goes by both at the next start, and makes nothing", async () => {
  const first = await open();
  const second = await open();
  expect(second.pair).toEqual(first.pair);
  expect(second.root).toEqual(first.root);
  expect(report.lines.filter(({ message }) => message.includes("made"))).toHaveLength(2);
});

it("makes the certificate anew before it ends, by the same root", async () => {
  const certificates = await open();
  const before = certificates.pair;
  const changed: string[] = [];
  const forget = certificates.onChange(({ cert }) => changed.push(cert));
  now = NOW + 29 * DAY_MS - 1;
  await certificates.look();
  expect(certificates.pair).toEqual(before);
  now += 1;
  await certificates.look();
  expect(changed).toEqual([certificates.pair.cert]);
  expect(certificates.status().notAfter).toBe(now + 44 * DAY_MS);
  forget();
  now += 40 * DAY_MS;
  await certificates.look();
  expect(changed).toHaveLength(1);
  expect((await rootOf()).cert).toBe(certificates.root!.pem);
});

it("makes it anew when the machine gets an address, and when the clock jumps", async () => {
  const certificates = await open();
  addresses.push("10.0.0.9");
  await certificates.look();
  expect(certificates.status().names).toContain("10.0.0.9");
  for (const jump of [-400 * DAY_MS, 4_000 * DAY_MS]) {
    now = NOW + jump;
    await certificates.look();
    expect(certificates.status()).toMatchObject({ notBefore: now - DAY_MS });
  }
});

it("leaves out what its root may not vouch for: it would void the whole certificate", async () => {
  addresses.push("8.8.8.8");
  const { pair, root } = await open(["gas.example.com"]);
  expect(await verifyByOpenssl({ cert: root!.pem, key: "" }, pair, "gas.example.com")).toBe("OK");
  const again = await open(["gas.example.com", "late.example.com"]);
  expect(again.status().names).not.toContain("late.example.com");
  expect(again.status().names).not.toContain("8.8.8.8");
  expect(report.lines.at(-1)).toMatchObject({ level: "warn", details: { names: ["late.example.com"] } });
});

it("takes an address that an admin adds, keeps it, and refuses one of the internet with a sentence", async () => {
  const certificates = await open();
  await certificates.addName("192.168.1.50");
  expect(certificates.status().names).toContain("192.168.1.50");
  expect((await open()).status().names).toContain("192.168.1.50");
  await expect(certificates.addName("8.8.8.8")).rejects.toThrowError(/local network.*DAVY_TLS_CERT/);
  await expect(certificates.addName("*.local")).rejects.toThrowError(/local network/);
  for (let i = 0; i < 19; i++) await certificates.addName(`10.0.1.${i}`);
  await expect(certificates.addName("10.0.2.1")).rejects.toThrowError(/20 names/);
});

it("makes no new root in the place of one that is lost or damaged", async () => {
  await open();
  const root = join(folder, "tls", "root.pem");
  const text = await readFile(root, "utf8");
  await writeFile(root, text.slice(0, 300));
  await expect(open()).rejects.toThrowError(/root\.pem cannot be used/);
  await rm(root);
  await expect(open()).rejects.toThrowError(/has lost its root\.pem.*all phones must trust anew/);
});

it("makes a certificate anew that is damaged, or another root's", async () => {
  const { root } = await open();
  const leaf = join(folder, "tls", "server.pem");
  const text = await readFile(leaf, "utf8");
  await writeFile(leaf, "nothing of the kind");
  const mended = await open();
  expect(mended.root).toEqual(root);
  await rm(join(folder, "tls"), { recursive: true });
  const other = await open();
  await writeFile(leaf, text);
  const third = await open();
  expect(third.root).toEqual(other.root);
  expect(await verifyByOpenssl({ cert: third.root!.pem, key: "" }, third.pair, "localhost")).toBe("OK");
});

it("goes on with what it has while the folder cannot be written, and says so", async () => {
  const certificates = await open();
  const tls = join(folder, "tls");
  await rm(tls, { recursive: true });
  await writeFile(tls, "in the way");
  addresses.push("10.0.0.9");
  await certificates.look();
  expect(certificates.status().names).toContain("10.0.0.9");
  expect(certificates.status().problems).toEqual([expect.stringMatching(/could not be made or kept/)]);
  await rm(tls);
  await certificates.look();
  expect(certificates.status().problems).toEqual([]);
  expect(await readdir(tls)).toEqual(["server.pem"]);
});

it("says a year before that the root ends", async () => {
  const certificates = await open();
  now = certificates.root!.notAfter - 364 * DAY_MS;
  expect(certificates.status().problems).toEqual([expect.stringMatching(/root.*ends on 2036.*all phones/)]);
});

it("reads what it has written with a hand's help, too", async () => {
  await open();
  const root = join(folder, "tls", "root.pem");
  await chmod(root, 0o644);
  await writeFile(root, `A note of the operator\n${await readFile(root, "utf8")}`);
  expect((await open()).root).toBeDefined();
});
