import { createHash, X509Certificate } from "node:crypto";
import { normalName } from "./names.ts";
import type { Life } from "./renewal.ts";
import type { Root } from "./tls.ts";
import { wordsOf } from "./words.ts";

/** What a certificate says: for which names and addresses it is, and from when to when. */
export interface CertificateFacts extends Life {
  readonly names: readonly string[];
}

function lifeOf({ validFrom, validTo }: X509Certificate): Life {
  return { notBefore: Date.parse(validFrom), notAfter: Date.parse(validTo) };
}

/** What the first certificate of a PEM text says. Throws when there is none. */
export function factsOf(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  const entries = certificate.subjectAltName?.split(", ") ?? [];
  const names = entries.flatMap((entry) => normalName(entry.replace(/^(DNS|IP Address):/, "")) ?? []);
  return { names, ...lifeOf(certificate) };
}

/** Whether one certificate was made with another's key. */
export function isMadeBy(pem: string, rootPem: string): boolean {
  const root = new X509Certificate(rootPem);
  return new X509Certificate(pem).verify(root.publicKey);
}

/** A root as phones get it. */
export function rootFaceOf(pem: string): Root {
  const certificate = new X509Certificate(pem);
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  return {
    pem,
    der: certificate.raw,
    name: [certificate.toLegacyObject().subject.CN].flat().join(" "),
    words: wordsOf(createHash("sha256").update(spki).digest()),
    notAfter: lifeOf(certificate).notAfter,
  };
}
