// Makes certificates. The one file that knows the library for it, which takes a third of a second to load: it is imported when
// something is issued, never at an ordinary start.

import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import * as x509 from "@peculiar/x509";
import { LOCAL_DOMAINS } from "../../shared/ground/local-domains.ts";
import { nameConstraints } from "./name-constraints.ts";
import { LOCAL_NETWORKS } from "./names.ts";
import type { Life } from "./renewal.ts";
import type { Pair } from "./tls.ts";
import { wordsOf } from "./words.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** The longest common name (RFC 5280, ub-common-name). */
const MAX_NAME_CHARACTERS = 64;

const NAME_CONSTRAINTS = "2.5.29.30";
const SERIAL_BYTES = 16;

/** Bytes that nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array;

/** What a root is made of. */
export interface RootWish {
  readonly siteName: string;
  /** What it may vouch for beside local names. */
  readonly domains: readonly string[];
  readonly life: Life;
  readonly randomBytes: RandomBytes;
}

/** What a leaf is made of. */
export interface LeafWish {
  readonly names: readonly string[];
  readonly life: Life;
  readonly randomBytes: RandomBytes;
}

/** Positive, and not shorter for a zero in front: some readers mind. */
function serialFrom(randomBytes: RandomBytes): string {
  const [first = 0, ...rest] = randomBytes(SERIAL_BYTES);
  return Buffer.from([(first & 0x3f) | 0x40, ...rest]).toString("hex");
}

function lifeOf({ notBefore, notAfter }: Life) {
  return { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey("pkcs8", key);
  return `${x509.PemConverter.encode(bytes, "PRIVATE KEY")}\n`;
}

async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  x509.cryptoProvider.set(webcrypto);
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

/** The words are of the key alone, since the certificate says them itself. */
async function nameOf(siteName: string, publicKey: webcrypto.CryptoKey): Promise<string> {
  const spki = await webcrypto.subtle.exportKey("spki", publicKey);
  const words = wordsOf(createHash("sha256").update(Buffer.from(spki)).digest()).join(" ");
  const room = MAX_NAME_CHARACTERS - words.length - " ()".length;
  return `${[...siteName].slice(0, room).join("").trim()} (${words})`;
}

/** Makes a root. Its constraints are not critical: mbedTLS 2.28, in many devices, cannot read one that is; others hold to it all the same. */
export async function makeRoot({ siteName, domains, life, randomBytes }: RootWish): Promise<Pair> {
  const keys = await makeKeys();
  const constraints = nameConstraints([...LOCAL_DOMAINS, ...domains], LOCAL_NETWORKS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialFrom(randomBytes),
    name: [{ CN: [await nameOf(siteName, keys.publicKey)] }, { O: ["Davy"] }],
    ...lifeOf(life),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      new x509.Extension(NAME_CONSTRAINTS, false, constraints),
    ],
  });
  return { cert: `${certificate.toString("pem")}\n`, key: await keyPem(keys.privateKey) };
}

/** Makes a certificate for a server, signed by a root; `cert` has both. */
export async function makeLeaf(root: Pair, { names, life, randomBytes }: LeafWish): Promise<Pair> {
  const keys = await makeKeys();
  const issuer = new x509.X509Certificate(root.cert);
  const pkcs8 = x509.PemConverter.decodeFirst(root.key);
  const signingKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialFrom(randomBytes),
    subject: [{ CN: ["Davy"] }],
    issuer: issuer.subject,
    ...lifeOf(life),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return {
    cert: `${certificate.toString("pem")}\n${root.cert}`,
    key: await keyPem(keys.privateKey),
  };
}
