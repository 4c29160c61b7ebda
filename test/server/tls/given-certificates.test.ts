import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openGivenCertificates } from "../../../server/tls/given-certificates.ts";
import type { Certificates, Pair } from "../../../server/tls/tls.ts";
import { issueLeaf, issueRoot } from "../../helpers/issued.ts";
import { recordReport } from "../../helpers/record-report.ts";

const DAY_MS = 86_400_000;
let folder: string;
let now: number;
let first: Pair;
let given: Certificates | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-given-"));
  now = Date.now();
  first = await issueLeaf(await issueRoot(), ["gas.example.com"]);
});
afterEach(async () => {
  given?.stop();
  await rm(folder, { recursive: true });
});

const paths = () => ({ cert: join(folder, "cert.pem"), key: join(folder, "key.pem") });

async function write({ cert, key }: Partial<Pair>): Promise<void> {
  if (cert !== undefined) await writeFile(paths().cert, cert);
  if (key !== undefined) await writeFile(paths().key, key);
}

async function open(): Promise<Certificates> {
  given = await openGivenCertificates({ ...paths(), wall: () => now, report: recordReport() });
  return given;
}

it("takes up what takes the place of its files, whichever of them is written first", async () => {
  await write(first);
  const certificates = await open();
  const changed: Pair[] = [];
  certificates.onChange((pair) => changed.push(pair));
  const next = await issueLeaf(await issueRoot(), ["gas.example.com"]);
  await write({ cert: next.cert });
  await certificates.look();
  expect(certificates.pair).toEqual(first);
  expect(certificates.status().problems).toEqual([
    expect.stringMatching(/cert\.pem.*key\.pem cannot be used.*The one before stays in use/),
  ]);
  await write({ key: next.key });
  await certificates.look();
  expect(changed).toEqual([next]);
  expect(certificates.pair).toEqual(next);
  expect(certificates.status().problems).toEqual([]);
});

it.each([
  ["is no certificate", { cert: "nothing" }],
  ["is empty", { cert: "" }],
  ["has no key", { key: "-----BEGIN PRIVATE KEY-----" }],
])("keeps the pair before one that %s", async (_, broken) => {
  await write(first);
  const certificates = await open();
  await write(broken);
  await certificates.look();
  expect(certificates.pair).toEqual(first);
  expect(certificates.status().problems).toHaveLength(1);
});

it("says two weeks before it ends that it was not renewed", async () => {
  await write(first);
  const certificates = await open();
  expect(certificates.status().problems).toEqual([]);
  now = certificates.status().notAfter - 13 * DAY_MS;
  expect(certificates.status().problems).toEqual([
    expect.stringMatching(/ends on \d{4}-\d\d-\d\d: renew it/),
  ]);
});

it("says at the start which files cannot be used", async () => {
  await expect(open()).rejects.toThrowError(/certificate .*cert\.pem with the key .*key\.pem cannot be used/);
});
