// Roots and leaves as the server makes them, and what OpenSSL says of them.

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeLeaf, makeRoot } from "../../server/tls/issue.ts";
import { leafLife, rootLife } from "../../server/tls/renewal.ts";
import type { Pair } from "../../server/tls/tls.ts";

const run = promisify(execFile);

/** A root that may vouch for `pump-house` and `gas.example.com` beside local names. */
export function issueRoot(now = Date.now()): Promise<Pair> {
  const domains = ["pump-house", "gas.example.com"];
  return makeRoot({ siteName: "Northfield", domains, life: rootLife(now, now), randomBytes });
}

/** A leaf of it for these names, whether it may vouch for them or not. */
export function issueLeaf(root: Pair, names: readonly string[], now = Date.now()): Promise<Pair> {
  return makeLeaf(root, { names, life: leafLife(now), randomBytes });
}

/** What `openssl verify -x509_strict` says of a leaf for a name or an address: OK, or its errors. */
export async function verifyByOpenssl(root: Pair, leaf: Pair, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "davy-openssl-"));
  const [ca, own] = [join(folder, "root.pem"), join(folder, "leaf.pem")];
  await Promise.all([writeFile(ca, root.cert), writeFile(own, leaf.cert)]);
  const asked = /^[\d.]+$|:/.test(name) ? ["-verify_ip", name] : ["-verify_hostname", name];
  const flags = ["-x509_strict", "-purpose", "sslserver", "-no-CApath", "-no-CAstore"];
  try {
    const { stdout } = await run("openssl", ["verify", ...flags, ...asked, "-CAfile", ca, own]);
    return stdout.trim().replace(`${own}: `, "");
  } catch (error) {
    return error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A certificate as OpenSSL tells it. */
export function textByOpenssl(pem: string): Promise<string> {
  const child = run("openssl", ["x509", "-noout", "-text"]);
  child.child.stdin?.end(pem);
  return child.then(({ stdout }) => stdout);
}
